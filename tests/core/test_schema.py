"""A front matter becomes a document, or says in plain Russian why it does not."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sites.portal import PORTAL
from vestnik.core import frontmatter, schema
from vestnik.core.model import Document, Kind
from vestnik.core.problems import Problem
from vestnik.core.schema import FIELDS, Field, Type, fields_of

MINIMAL = {
    Kind.NEWS: "title: Мост откроют\ndate: 2026-11-17\nlead: В субботу.",
    Kind.DOCUMENT: "title: О мосте\ndate: 2026-11-17\nkind: приказ\nnumber: 214\n"
    "adopted: 2026-11-13\nissuer: administraciya",
    Kind.REPORT: "title: Отчёт о мосте\ndate: 2026-11-17",
    Kind.PAGE: "title: Мосты\ndate: 2026-11-17",
}
PATHS = {
    Kind.NEWS: "news/2026/most.md",
    Kind.DOCUMENT: "documents/2026/214/index.md",
    Kind.REPORT: "reports/2026/most.md",
    Kind.PAGE: "pages/okrug/mosty.md",
}


def read(head: str, path: str = PATHS[Kind.NEWS]) -> tuple[Document | None, list[Problem]]:
    """The document of a head, with all problems."""
    fields, problems = frontmatter.parse(head, 2, path)
    assert fields is not None, problems
    document, found = schema.read(fields, path, PORTAL)
    return document, problems + found


def sound(extra: str = "", kind: Kind = Kind.NEWS, path: str = "") -> Document:
    """The document of a minimal head with `extra` lines, which replace those of the same name."""
    given = {line.partition(":")[0] for line in extra.split("\n")}
    kept = [line for line in MINIMAL[kind].split("\n") if line.partition(":")[0] not in given]
    document, problems = read("\n".join([*kept, extra]), path or PATHS[kind])
    assert not problems, problems
    assert document is not None
    return document


def codes(extra: str, kind: Kind = Kind.NEWS) -> list[tuple[str, str]]:
    """(field, code) of what is wrong with a minimal head with `extra` lines."""
    given = {line.partition(":")[0] for line in extra.split("\n")}
    kept = [line for line in MINIMAL[kind].split("\n") if line.partition(":")[0] not in given]
    return [(p.field, p.code) for p in read("\n".join([*kept, extra]), PATHS[kind])[1]]


def indented(text: str) -> str:
    """Lines two steps deeper."""
    return re.sub("^", "  ", text, flags=re.MULTILINE)


def as_typed(field: Field) -> str:
    """The field with its example."""
    if field.type is Type.RECORD or "\n" in field.example or field.example.startswith("- "):
        return f"{field.name}:\n{indented(field.example)}"
    return f"{field.name}: {field.example}"


# --- the data ---------------------------------------------------------------------------------


def all_fields() -> list[tuple[str, Field]]:
    """Every field and sub-field with its full name."""
    found = [(field.name, field) for field in FIELDS]
    return found + [(f"{name}.{sub.name}", sub) for name, field in found for sub in field.fields]


@pytest.mark.parametrize(("name", "field"), all_fields())
def test_every_field_speaks_russian(name, field):
    """Forms and guides have a label, a hint and an example for each field."""
    assert re.match("[А-ЯЁ]", field.label), name
    assert re.match("[А-ЯЁa].*[.…]$", field.hint), name
    assert field.example, name


@pytest.mark.parametrize("kind", list(Kind))
def test_names_of_fields_are_unique(kind):
    """One kind of item has one field of each name."""
    names = [field.name for field in fields_of(kind)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("kind", "field"), [(kind, field) for kind in Kind for field in fields_of(kind)]
)
def test_every_example_is_valid(kind, field):
    """What the guide shows can be typed as it stands."""
    if field.name == "type":
        return
    extra = as_typed(field)
    if field.name == "status":
        extra += "\nstatus_checked: 2026-11-16"
    if field.name == "consultation":
        extra += "\nproject: да"
    assert not codes(extra, kind)


def test_small_site_uses_every_field():
    """The good site of the tests leaves no field out."""
    typed: set[str] = set()
    root = Path(__file__).parents[1] / "sites" / "small" / "content"
    for source in root.rglob("*.md"):
        front, problems = frontmatter.read(source.read_bytes(), source.name)
        assert not problems
        assert front is not None
        assert front.fields is not None
        collect(front.fields, "", typed)
    missing = {name for name, _ in all_fields()} - typed
    # The relations are of one shape: together they show all of it.
    relations = re.compile(r"^(?:amends|repeals|suspends|based_on)\.")
    shown = {relations.sub("", name) for name in typed if relations.match(name)}
    assert not {name for name in missing if relations.sub("", name) not in shown}


def collect(node: frontmatter.Node, prefix: str, names: set[str]) -> None:
    """Adds the full names of the fields of `node`, without indices; shorthands stand for theirs."""
    if isinstance(node, frontmatter.Fields):
        for key, value in node.entries.items():
            names.add(f"{prefix}{key}")
            collect(value, f"{prefix}{key}.", names)
    elif isinstance(node, frontmatter.Items):
        for item in node.items:
            collect(item, prefix, names)


# --- addresses --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "path", "extra", "address"),
    [
        (Kind.NEWS, "news/2026/most.md", "", "/news/2026/11/17/most/"),
        (Kind.NEWS, "news/2026-11-17-most.md", "", "/news/2026/11/17/most/"),
        (Kind.NEWS, "news/most/index.md", "", "/news/2026/11/17/most/"),
        (Kind.NEWS, "news/Новый мост.md", "", "/news/2026/11/17/novyj-most/"),
        (Kind.NEWS, "news/most.md", "slug: otkrytie", "/news/2026/11/17/otkrytie/"),
        (Kind.NEWS, "news/bridge.en.md", "lang: en", "/en/news/2026/11/17/bridge/"),
        (Kind.PAGE, "pages/okrug/index.md", "", "/okrug/"),
        (Kind.PAGE, "pages/okrug/mosty.md", "slug: bridges", "/okrug/bridges/"),
        (Kind.PAGE, "pages/en/about.md", "lang: en", "/en/about/"),
        (Kind.REPORT, "reports/2026/most.md", "", "/reports/2026/most/"),
        (Kind.DOCUMENT, "documents/x.md", "", "/documents/administraciya/prikaz/2026/214/"),
        (
            Kind.DOCUMENT,
            "documents/x.md",
            "number: б/н",
            "/documents/administraciya/prikaz/2026/b-n-2026-11-13/",
        ),
        (
            Kind.DOCUMENT,
            "documents/x.md",
            "number: 3/650",
            "/documents/administraciya/prikaz/2026/3-650/",
        ),
        (
            Kind.DOCUMENT,
            "documents/x.md",
            "slug: 214-2026-11-13",
            "/documents/administraciya/prikaz/2026/214-2026-11-13/",
        ),
    ],
)
def test_address_follows_place_date_and_number(kind, path, extra, address):
    """Where an item stands on the site is seen from its source."""
    document = sound(extra, kind, path)
    assert document.address == address
    assert document.address.endswith(f"/{document.slug}/")


def test_draft_act_needs_neither_number_nor_date():
    """A project of an act stands under the name of its file until it is adopted."""
    head = "title: Правила\ndate: 2026-11-10\nkind: решение\nproject: да\nissuer: Администрация"
    document, problems = read(head, "documents/2026/pravila.md")
    assert not problems
    assert document is not None
    assert document.act is not None
    assert (document.act.number, document.act.adopted) == ("", date(2026, 11, 10))
    assert document.address == "/documents/administraciya/reshenie/2026/pravila/"


def test_type_beats_the_folder():
    """A source may lie outside the folder of its kind."""
    assert sound("type: новость", path="arkhiv/most.md").kind is Kind.NEWS


# --- values -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["2026-11-17 10:30", "17.11.2026 10:30", "2026-11-17T07:30:00.000Z"]
)
def test_spellings_of_a_moment(typed):
    """Both spellings, and what the browser form writes, are one moment of the site's clock."""
    assert sound(f"date: {typed}").date == datetime(2026, 11, 17, 10, 30, tzinfo=PORTAL.zone)


def test_days_without_time():
    """A date alone begins its day, or ends it for what lasts until then."""
    document = sound(
        "alert:\n  until: 2026-11-18\nexpires: 2026-11-20\n"
        "events:\n- start: 2026-11-19\n  deadline: да"
    )
    assert document.date == datetime(2026, 11, 17, tzinfo=PORTAL.zone)
    assert document.alert is not None
    assert document.alert.until == datetime(2026, 11, 18, 23, 59, 59, tzinfo=PORTAL.zone)
    assert document.expires == datetime(2026, 11, 20, tzinfo=PORTAL.zone)
    assert document.events[0].start == datetime(2026, 11, 19, 23, 59, 59, tzinfo=PORTAL.zone)


@pytest.mark.parametrize(
    ("typed", "draft"),
    [("да", True), ("Yes", True), ("true", True), ("нет", False), ("no", False), ("", False)],
)
def test_words_for_yes_and_no(typed, draft):
    """People's words and YAML's are understood."""
    assert sound(f"draft: {typed}").draft is draft


def test_names_and_keys_of_settings():
    """Sections, kinds and issuers are known by key, by title and by case."""
    act = sound("kind: Приказы\nissuer: управление образования", Kind.DOCUMENT).act
    assert act is not None
    assert (act.kind, act.issuer) == ("prikaz", "upravlenie-obrazovaniya")
    assert sound("section: культура и праздники").section == "kultura"


def test_prose_is_typeset():
    """What people read in a field looks as it does in the text; what programs compare does not."""
    document = sound('lead: Газета "Вестник" - у нас\nguid: \'news "7" - old\'')
    assert document.lead == "Газета «Вестник»\xa0— у\xa0нас"
    assert document.guid == 'news "7" - old'


def test_short_forms_of_records():
    """One value stands for a record where it is clear which."""
    document = sound("attachments: plan.pdf\nsignatory: И. С. Верховцева\ntags: мост, Ярица")
    assert document.attachments[0].file == "news/2026/plan.pdf"
    assert document.signatory[0].name == "И.\xa0С.\xa0Верховцева"
    assert document.tags == ("мост", "Ярица")


def test_paths_are_relative_to_the_source_or_the_content():
    """A file is named from where its text lies; a leading slash means the content folder."""
    document = sound("attachments:\n- ../plan.pdf\n- /files/shema.pdf\n- папка/схема 2.pdf")
    assert [a.file for a in document.attachments] == [
        "news/plan.pdf",
        "files/shema.pdf",
        "news/2026/папка/схема 2.pdf",
    ]


def test_pages_are_named_by_address_or_source():
    """An address copied from the browser loses the site's own name."""
    document = sound(
        "related:\n- https://berezov-yar.example/news/2025/a\n- ../2025/b.md\n- /pages/c.md"
    )
    assert document.related == ("/news/2025/a/", "news/2025/b.md", "pages/c.md")


def test_own_issuer_of_a_site_with_one():
    """Who adopted an act need not be said where there is nobody else."""
    head = "\n".join(MINIMAL[Kind.DOCUMENT].split("\n")[:-1])
    fields, _ = frontmatter.parse(head, 2, "documents/x.md")
    assert fields is not None
    one = type(PORTAL)(name="x", url="", act_kinds=PORTAL.act_kinds, issuers=PORTAL.issuers[:1])
    document, problems = schema.read(fields, "documents/x.md", one)
    assert not problems
    assert document is not None
    assert document.act is not None
    assert document.act.issuer == "administraciya"


def test_document_with_errors_is_still_a_document():
    """Checks across files see an item whose picture has no description."""
    document, problems = read(MINIMAL[Kind.NEWS] + "\nimage: most.jpg")
    assert [p.code for p in problems] == ["alt-missing"]
    assert document is not None
    assert document.image is None


def test_all_problems_of_a_head_come_together():
    """An editor mends everything in one go."""
    head = "title: Мост\ndate: 31.02.2026\nlead: x\nautor: я\nage: 5+\nimage:\n  alt: Мост"
    assert {(p.line, p.code) for p in read(head)[1]} == {
        (3, "date-impossible"),
        (5, "unknown-key"),
        (6, "not-in-list"),
        (7, "required-missing"),
    }


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("tittle", "title"),
        ("Title", "title"),
        ("заголовок", "title"),
        ("ешеду", "title"),
        ("redirect-from", "redirect_from"),
        ("Дата публикации", "date"),
        ("картинка", "image"),
        ("тэги", "tags"),
    ],
)
def test_unknown_keys_are_recognised(key, meant):
    """Slips, Russian names and the wrong keyboard layout lead to the right name."""
    _, problems = read(f"{MINIMAL[Kind.NEWS]}\n{key}: x")
    (unknown,) = [p for p in problems if p.code == "unknown-key"]
    assert f"«{meant}»" in unknown.remedy


@pytest.mark.parametrize(
    ("extra", "kind", "expected"),
    [
        ("number: № 214-п", Kind.DOCUMENT, [("number", "number-sign")]),
        ("number: бн", Kind.DOCUMENT, [("number", "number-none")]),
        ("adopted: 2026-11-18", Kind.DOCUMENT, [("date", "date-before-adopted")]),
        ("expires: 2026-11-17", Kind.NEWS, [("expires", "expires-before-date")]),
        ("title: МФЦ и ЗАГС", Kind.NEWS, []),
        ("title: Выставка 2026 г.", Kind.NEWS, []),
        ("title: О внесении изменений…", Kind.NEWS, []),
        ("image:\n  file: a.JPG\n  alt: Мост, 2026", Kind.NEWS, []),
        (
            "image:\n  file: a.jpg\n  alt: 20261117_103000",
            Kind.NEWS,
            [("image.alt", "alt-file-name")],
        ),
        ("contacts:\n- phone: 8 (000) 777-01-00, 8-800-777-01-00", Kind.NEWS, []),
        ("contacts:\n- phone: 112", Kind.NEWS, []),
        ("contacts:\n- email: приём@округ.рф", Kind.NEWS, []),
        ("source: https://почта.рф/новости", Kind.NEWS, []),
        ("redirect_from: /news/?id=1&x=2", Kind.NEWS, []),
    ],
)
def test_judgement(extra, kind, expected):
    """Usual things pass, doubtful ones are named."""
    assert codes(extra, kind) == expected


_nodes = st.recursive(
    st.text(max_size=20)
    | st.sampled_from(["да", "2026-11-17", "a.jpg", "/x/", "../../../x", "214"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([sub.name for _, sub in all_fields()]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(
    st.dictionaries(st.sampled_from([field.name for field in FIELDS]), _nodes, max_size=12),
    st.sampled_from([*PATHS.values(), "a.md", "x/y.md"]),
)
def test_any_head_gives_problems_not_exceptions(head, path):
    """Whatever stands in a front matter, the build goes on."""
    document, problems = schema.read(node(head), path, PORTAL)
    assert document is not None or problems


def node(value: object) -> frontmatter.Fields:
    """A head made of dictionaries, lists and texts."""
    made = _node(value)
    assert isinstance(made, frontmatter.Fields)
    return made


def _node(value: object) -> frontmatter.Node:
    if isinstance(value, dict):
        entries = {key: _node(inner) for key, inner in value.items()}
        return frontmatter.Fields(entries, dict.fromkeys(entries, 3), 2)
    if isinstance(value, list):
        return frontmatter.Items([_node(inner) for inner in value], 3)
    return frontmatter.Text(str(value), 3)
