"""The documentation says what the code does: fresh tables, sound links, examples that work."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

import update_docs
from guides import settings as setting_words
from guides.codes import all_codes, codes_by_group
from guides.commands import arguments_of, known_commands
from tests.docs.guide import (
    addresses,
    anchors,
    bodies,
    commands,
    examples,
    guide,
    heads,
    links,
)
from vestnik.commands.__main__ import COMMANDS, make_parser
from vestnik.commands.common import load_settings
from vestnik.core.corpus import check_source
from vestnik.core.model import Kind
from vestnik.core.portal import Portal
from vestnik.core.report import line
from vestnik.core.schema import FIELDS
from vestnik.running import make_request
from vestnik.settings import read_portal
from vestnik.site.build import build

GUIDES = ("guide-editor.md", "guide-webmaster.md")
PAGES = (*GUIDES, "first-hour.md")
NOW = "2026-11-20T12:00"


@pytest.fixture(scope="module")
def editor(repo) -> str:
    """The guide for the press officer."""
    return guide(repo, "guide-editor.md")


@pytest.fixture(scope="module")
def webmaster(repo) -> str:
    """The guide for the webmaster."""
    return guide(repo, "guide-webmaster.md")


@pytest.fixture(scope="module")
def settings(repo) -> dict:
    """The settings of the demo portal, which `vestnik init` gives."""
    arguments = make_parser("check").parse_args(["check", "-s", str(repo / "pelicanconf.py")])
    return load_settings(arguments)


_PICTURE = re.compile(r"!\[([^\]]*)\]\((pictures/guide/[^)]+)\)")


def test_pictures_of_the_guide_are_there_and_told_in_words(repo, editor):
    """Each once, none for nothing, all of them together small; whoever does not see them reads what
    is on them. Made by `scripts/guide_pictures.py`.
    """
    shown = _PICTURE.findall(editor)
    files = sorted((repo / "docs/pictures/guide").iterdir())
    assert sorted(path for _, path in shown) == [f"pictures/guide/{one.name}" for one in files]
    assert all(len(alt) >= 60 for alt, _ in shown)
    assert sum(one.stat().st_size for one in files) < 1_500_000


# --- tables --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tables() -> dict[str, str]:
    """Every table of the guides, made from the code."""
    return update_docs.blocks()


@pytest.mark.slow
def test_tables_are_fresh(tables):
    """Else: `python scripts/update_docs.py`."""
    stale = [
        path.name
        for path in update_docs.GUIDES
        if update_docs.updated(path.read_text("utf-8"), tables) != path.read_text("utf-8")
    ]
    assert stale == []


@pytest.mark.slow
def test_every_table_has_its_place(editor, webmaster, tables):
    """No table is made for nothing, none is asked for that is not made."""
    assert update_docs.names_in(editor) | update_docs.names_in(webmaster) == set(tables)


def test_every_field_is_explained(editor):
    """Those of records, too."""
    names = {field.name for field in FIELDS}
    names |= {f"{field.name}.{part.name}" for field in FIELDS for part in field.fields}
    assert sorted(name for name in names if f"\n| `{name}` | " not in editor) == []


@pytest.mark.slow
def test_every_message_is_explained(editor):
    """With an example and a remedy."""
    grouped = {code for codes in codes_by_group().values() for code in codes}
    assert all_codes() == grouped, "a part of the code is missing in guides/codes.py, GROUPS"
    assert sorted(code for code in grouped if f"\n| `{code}` | " not in editor) == []


def test_every_setting_is_explained(webmaster, repo):
    """What `VESTNIK` may hold, what its records hold, and names in the file itself."""
    assert list(setting_words.PORTAL) == list(Portal.__struct_fields__)
    for record, words in setting_words.RECORDS.items():
        assert list(words) == list(record.__struct_fields__)
    assert setting_words.names_in_code(repo / "plugins/vestnik") <= set(setting_words.FILE)
    names = [*setting_words.PORTAL, *setting_words.FILE]
    assert [name for name in names if f"\n| `{name}` | " not in webmaster] == []


def test_every_command_is_explained(webmaster):
    """With every argument and option."""
    for name, _, parser in known_commands():
        assert f"\n### vestnik {name}\n" in webmaster
        for action in arguments_of(parser):
            assert action.help, f"vestnik {name}: {action.dest}"
            for option in action.option_strings:
                assert f"`{option}" in webmaster, f"vestnik {name} {option}"


# --- links and commands --------------------------------------------------------------------------


def test_links_lead_somewhere(repo):
    """From README and from every page of docs/ to files and headings that are there."""
    pages = [repo / "README.md", repo / "CHANGELOG.md", *sorted((repo / "docs").rglob("*.md"))]
    broken = []
    for page in pages:
        text = page.read_text(encoding="utf-8")
        for target in links(text):
            path, _, anchor = target.partition("#")
            file = (page.parent / path).resolve() if path else page
            if not file.exists():
                broken.append(f"{page.name}: {target}")
            elif anchor and anchor not in anchors(file.read_text(encoding="utf-8")):
                broken.append(f"{page.name}: {target}: no such heading")
    assert broken == []


@pytest.mark.parametrize(
    "page", [*(f"docs/{name}" for name in GUIDES), "docs/first-hour.md", "README.md"]
)
def test_commands_are_understood(repo, page, capsys):
    """Every `vestnik …` of a page has a command line that its parser accepts."""
    typed = commands((repo / page).read_text(encoding="utf-8"))
    refused = []
    for command in typed:
        words = [word for word in shlex.split(command)[1:] if word != "…"]
        try:
            parser = make_parser(words[0] if words[0] in COMMANDS else "")
            if len(words) > 1:
                parser.parse_args(words)
        except SystemExit as end:
            if end.code:
                refused.append(f"{command}: {capsys.readouterr().err.splitlines()[-1]}")
    assert refused == []
    assert typed


# --- examples ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def town(repo, editor, settings, tmp_path_factory) -> Path:
    """The demo portal with the examples of the guide written into it."""
    root = tmp_path_factory.mktemp("town")
    content = root / "content"
    shutil.copytree(settings["PATH"], content)
    for example in examples(editor):
        if not example.faulty:
            write(content, example, repo)
    return root


def write(content: Path, example, repo: Path) -> None:
    """Puts an example in its place, with files of the demo portal for those that lie beside it."""
    place = content / example.path
    assert not place.exists(), f"{example.path}: the demo portal has such a file"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(example.text, encoding="utf-8")
    originals = {
        ".jpg": repo / "content/images/skver.jpg",
        ".pdf": repo / "content/documents/2026/trenirovka-375/plan-trenirovki.pdf",
    }
    for name in example.beside:
        shutil.copyfile(originals[Path(name).suffix], place.with_name(name))


@pytest.fixture(scope="module")
def built(town, settings):
    """The report of building it."""
    request = make_request(
        settings | {"PATH": str(town / "content"), "VESTNIK_HOME": str(town)},
        output=town / "output",
        now=NOW,
    )
    return build(request)


@pytest.mark.slow
def test_examples_are_right(editor, built):
    """The checker has no word to say of them, not even an advice."""
    good = [example.path for example in examples(editor) if not example.faulty]
    assert len(good) >= 8
    assert {Path(path).parts[0] for path in good} == {"news", "documents", "reports", "pages"}
    assert [line(problem) for problem in built.problems if problem.path in good] == []
    assert built.applied


@pytest.mark.slow
def test_examples_stand_where_the_guide_says(editor, town, built):
    """Every address that is promised is there."""
    promised = addresses(editor)
    assert len(promised) >= 8
    missing = [one for one in promised if not (town / f"output{one}index.html").is_file()]
    assert missing == []
    assert built.written


def test_faulty_examples_are_answered_as_the_guide_says(editor, settings, tmp_path, repo):
    """Word for word, so that a reader recognises what is on the screen."""
    wrong = [example for example in examples(editor) if example.faulty]
    assert wrong
    for example in wrong:
        content = tmp_path / "content"
        write(content, example, repo)
        request = make_request(
            settings | {"PATH": str(content), "VESTNIK_HOME": str(tmp_path)},
            output=tmp_path / "output",
            now=NOW,
            dry=True,
        )
        said = [line(problem) for problem in build(request).problems]
        assert said == example.answer.splitlines()


def test_fragments_of_heads_are_right(editor, settings):
    """Each is added to the smallest head there is; only the files that it names are not there."""
    portal = read_portal(settings)
    fragments = heads(editor)
    assert len(fragments) >= 5
    for fragment in fragments:
        typed = {row.partition(":")[0] for row in fragment.splitlines()}
        least = {"title": "Проба", "date": "2026-11-17", "lead": "Проба полей."}
        head = "".join(f"{key}: {value}\n" for key, value in least.items() if key not in typed)
        source = f"---\n{head}{fragment}---\n\nТекст.\n"
        found = check_source(source.encode(), "news/2026/proba.md", portal)[2]
        assert [line(problem) for problem in found] == [], fragment


def test_fragments_of_texts_are_right(editor, settings):
    """What the guide shows of tables and the like raises no remark."""
    head = "---\ntitle: Проба\ndate: 2026-11-17\nlead: Проба текста.\n---\n\n"
    for fragment in bodies(editor):
        source = (head + fragment).encode()
        found = check_source(source, "news/2026/proba.md", read_portal(settings))[2]
        assert [line(problem) for problem in found] == [], fragment


def test_folders_of_the_guide_are_those_of_the_code(editor):
    """Where the four kinds lie."""
    for kind in Kind:
        folder = {"document": "documents", "report": "reports", "page": "pages"}.get(kind, kind)
        assert f"\n| `content/{folder}/` |" in editor
