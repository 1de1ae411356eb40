"""The form says the same as the schema, and is in a site only where it is wanted and whole."""

import json

import pytest
from msgspec import structs

from tests.sites.portal import PORTAL
from vestnik.admin.bundle import BundleError, unpacked
from vestnik.admin.config import form
from vestnik.admin.pages import admin_files, policy
from vestnik.core.model import Kind
from vestnik.core.portal import Admin
from vestnik.core.schema import fields_of

OWN = Admin(backend="gitea", repo="town/site", server="https://git.town.example")
TOWN = structs.replace(PORTAL, admin=OWN)
KINDS = {
    "news": Kind.NEWS,
    "documents": Kind.DOCUMENT,
    "reports": Kind.REPORT,
    "pages": Kind.PAGE,
}


def fields(name: str) -> dict:
    """The fields of a collection by name."""
    collection = next(one for one in form(TOWN)["collections"] if one["name"] == name)
    return {one["name"]: one for one in collection["fields"]}


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_every_field_of_the_schema_is_asked_for(name, kind):
    """With the schema's label and hint, and asked for where the check asks for it."""
    made = fields(name)
    for field in fields_of(kind):
        if field.name == "type":
            continue
        assert made[field.name]["label"] == field.label
        assert made[field.name]["hint"] == field.hint
        assert made[field.name]["required"] or not field.required
    assert set(made) <= {field.name for field in fields_of(kind)} | {"body"}


def test_lists_are_those_of_the_site():
    """Sections, kinds, issuers: nobody types a key."""
    options = [one["value"] for one in fields("documents")["issuer"]["options"]]
    assert options == [issuer.key for issuer in PORTAL.issuers]
    assert fields("news")["section"]["options"][0] == {
        "value": "obrazovanie",
        "label": "Образование",
    }


def test_descriptions_and_files_are_needed():
    """A picture without words, a document without its file are not saved."""
    parts = {one["name"]: one for one in fields("news")["image"]["fields"]}
    assert parts["alt"]["required"]
    assert parts["file"]["widget"] == "image"
    attachments = fields("documents")["attachments"]
    assert attachments["required"]
    assert attachments["min"] == 1


def test_addresses_are_latin():
    """The ends of addresses are written in Latin letters; files lie beside their text."""
    made = form(TOWN)
    assert made["slug"]["encoding"] == "ascii"
    for one in made["collections"]:
        assert one["path"].endswith("{{slug}}/index")
        assert (one["media_folder"], one["public_folder"]) == ("", "")


def test_it_talks_to_one_server_only():
    """The site's own git server stands in the policy, and nothing else."""
    assert "connect-src 'self' blob: data: https://git.town.example" in policy(TOWN)
    assert "unsafe-eval" not in policy(TOWN)
    assert "script-src 'self' blob:;" in policy(TOWN)


def test_there_is_none_unless_wanted(tmp_path):
    """A site without the setting has no such page; with it, and without the files, no build."""
    assert admin_files(PORTAL, tmp_path) == {}
    with pytest.raises(BundleError, match="vestnik admin install"):
        admin_files(TOWN, tmp_path)
    (tmp_path / "admin").mkdir()
    (tmp_path / "admin/sveltia-cms.js").write_text("alert(1)")
    with pytest.raises(BundleError, match="другой версии или изменён"):
        admin_files(TOWN, tmp_path)


def test_another_package_is_refused():
    """Whatever the registry gives is compared."""
    with pytest.raises(BundleError, match="отпечаток"):
        unpacked(lambda _package: b"other bytes")


def test_the_configuration_is_data():
    """It can be written as JSON."""
    assert json.loads(json.dumps(form(TOWN)))["backend"]["api_root"].endswith("/api/v1")
