"""The form says the same as the schema, and is in a site only where it is wanted and whole."""

import json
import re

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


def collections() -> list[dict]:
    """The lists of the form, without the lines between them."""
    return [one for one in form(TOWN)["collections"] if "name" in one]


def fields(name: str) -> dict:
    """The fields of a collection by name."""
    collection = next(one for one in collections() if one["name"] == name)
    return {one["name"]: one for one in collection["fields"]}


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_every_field_of_the_schema_is_asked_for(name, kind):
    """With the schema's label and hint (its hint for forms, where a form asks for something else),
    and asked for where the check asks for it.
    """
    made = fields(name)
    for field in fields_of(kind):
        if field.name == "type":
            continue
        assert made[field.name]["label"] == field.label
        assert made[field.name]["hint"] == (field.form_hint or field.hint)
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


def shown(fields: list[dict]) -> list[str]:
    """All hints and labels of a form, at any depth."""
    words = [one.get(name, "") for one in fields for name in ("label", "hint")]
    return words + [word for one in fields for word in shown(one.get("fields", []))]


@pytest.mark.parametrize("name", KINDS)
def test_the_form_speaks_of_what_it_shows(name):
    """Nobody who chooses from a list of titles reads of keys, or of paths of files."""
    collection = next(one for one in collections() if one["name"] == name)
    odd = re.compile(r"\bключ|пут[иь] к|имя файла|рядом с текстом|\bauto\b|YAML|импорт")
    assert [word for word in shown(collection["fields"]) if odd.search(word)] == []


@pytest.mark.parametrize("name", KINDS)
def test_what_every_text_has_comes_first(name):
    """The text itself is not below thirty fields that hardly anybody needs."""
    names = list(fields(name))
    assert names[0] == "title"
    assert names.index("body") < names.index("image") < names.index("changes")


def test_texts_without_a_folder_are_listed_too():
    """The form knows texts by the shape of their path; new ones get a folder."""
    plain = next(one for one in collections() if one["name"] == "news-single")
    assert plain["path"] == "{{year}}/{{slug}}"
    assert not plain["create"]


def test_only_the_date_of_the_text_is_today_by_itself():
    """The date of an act that is amended, say, is nobody's guess."""
    assert fields("documents")["date"]["default"] == "{{now}}"
    parts = {one["name"]: one for one in fields("documents")["amends"]["fields"]}
    assert "default" not in parts["date"]


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
    for one in collections():
        assert one["path"].endswith("{{slug}}/index") or not one["create"]
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
