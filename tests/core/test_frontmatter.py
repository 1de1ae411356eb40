"""A source is taken apart exactly, and whatever is wrong with it is said in plain Russian."""

import time

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from vestnik.core import frontmatter
from vestnik.core.frontmatter import FrontMatter, plain


def read(text: str | bytes) -> FrontMatter:
    """The front matter of a sound source."""
    data = text if isinstance(text, bytes) else text.encode()
    front, problems = frontmatter.read(data, "news/a.md")
    assert not problems, problems
    assert front is not None
    return front


def faults(text: str | bytes) -> list[tuple[int, str]]:
    """(line, code) of what is wrong."""
    data = text if isinstance(text, bytes) else text.encode()
    return [(p.line, p.code) for p in frontmatter.read(data, "news/a.md")[1]]


def head(text: str) -> str:
    """A source with this head."""
    return f"---\n{text}\n---\nТекст.\n"


def test_body_keeps_its_line_and_every_key_its_own():
    """Problems can name the line of anything, nested keys included."""
    front = read("---\ntitle: Мост\nimage:\n  file: a.jpg\n\n  alt: Мост\n---\n\nТекст.\n")
    assert (front.body, front.body_line) == ("\nТекст.\n", 8)
    assert front.fields is not None
    assert front.fields.key_lines == {"title": 2, "image": 3}
    image = front.fields.entries["image"]
    assert isinstance(image, frontmatter.Fields)
    assert image.key_lines == {"file": 4, "alt": 6}


@pytest.mark.parametrize(
    "value", ["012", "3/650", "12e3", "no", "1_000", "12:30", "0x1F", "~", ".5"]
)
def test_scalars_come_as_typed(value):
    """YAML's own numbers, times and booleans never change what the editor typed."""
    front = read(head(f"number: {value}"))
    assert front.fields is not None
    assert plain(front.fields) == {"number": value}


def test_windows_files_read_like_any_other():
    """A BOM, CRLF and letters in two parts change nothing."""
    text = head("title: Новый мост")
    windows = "\ufeff" + text.replace("\n", "\r\n").replace("й", "и\u0306")
    assert read(windows) == read(text)


def test_empty_head_and_blank_lines_before_it():
    """An empty head has no fields; blank lines above it are counted."""
    front = read("\n\n---\n---\nТекст.\n")
    assert front.fields is not None
    assert (plain(front.fields), front.body, front.body_line) == ({}, "Текст.\n", 5)


def test_line_of_dashes_in_the_text_is_text():
    """Only the first line of dashes closes the head."""
    assert read("---\ntitle: Мост\n---\nДо\n\n---\n\nПосле\n").body == "До\n\n---\n\nПосле\n"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp1251", "windows-1251"),
        ("koi8-r", "KOI8-R"),
        ("cp866", "CP866"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
    ],
)
def test_wrong_encoding_is_guessed(encoding, name):
    """The editor is told which encoding it looks like, and what to press."""
    data = head("title: Начался приём заявок на летний отдых").encode(encoding)
    _, problems = frontmatter.read(data, "news/a.md")
    assert [p.code for p in problems] == ["encoding"]
    assert name in problems[0].message
    assert "UTF-8" in problems[0].remedy


def test_all_slips_of_a_head_are_named_at_once():
    """A head that does not parse is looked through to its end."""
    text = head("title:Мост\ndate: 2026-11-17\nlead: Внимание: ледоход\nimage:\n\tfile: a.jpg")
    assert faults(text) == [(2, "yaml-no-space"), (4, "yaml-colon"), (6, "yaml-tab")]


def test_text_without_a_closing_line_is_one_problem():
    """Prose taken for fields is not reported line by line."""
    text = "---\ntitle: Мост\n\nМост откроют.\n\nДвижение начнётся.\n\n---\nКонец.\n"
    assert faults(text) == [(4, "yaml-no-colon")]


def test_double_key_names_both_lines():
    """Which of two values counts is for the editor to say."""
    _, problems = frontmatter.read(head("title: Мост\ntitle: Сквер").encode(), "news/a.md")
    assert [(p.line, p.code) for p in problems] == [(3, "duplicate-key")]
    assert "строке 2" in problems[0].message


@pytest.mark.parametrize(
    ("remark", "expected"),
    [
        ("title: Дом #5 сдан", [(2, "lost-behind-hash")]),
        ("tags:\n- #спорт", [(3, "lost-behind-hash")]),
        ("section: dorogi  # раздел из настроек", []),
        ('title: "Дом #5"', []),
        ("lead: |\n  Дом #5", []),
        ("# заметка для себя\ntitle: Дом", []),
    ],
)
def test_words_lost_behind_a_hash_are_noticed(remark, expected):
    """A house number is not a remark; a remark is not a fault."""
    assert faults(head(remark)) == expected


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]"


@pytest.mark.parametrize(
    "hostile",
    ["a: " + "[" * 20_000, "{a: " * 15_000, "- " * 30_000, "? " * 30_000, BOMB, "a:\n" * 16_000],
)
def test_hostile_heads_are_refused_fast(hostile):
    """Nothing in a head can multiply, nest without end, or cost more than a moment."""
    started = time.perf_counter()
    assert faults(head(hostile))
    assert time.perf_counter() - started < 1


def test_too_big_source_is_not_read():
    """A file of a size that no text has is refused before it is decoded."""
    assert faults(b"\xff" * 2_000_001) == [(0, "source-too-big")]


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_give_problems_not_exceptions(data):
    """Whatever is put into the folder, the build goes on."""
    front, problems = frontmatter.read(b"---\n" + data, "news/a.md")
    assert front is not None or problems


_words = st.text(alphabet="абвzё №/:#-'\"[]{}&*!|>%@`,?0123 \n\\", max_size=12)
_values = st.recursive(
    _words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_words, inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.slow
@settings(max_examples=300)
@given(
    st.dictionaries(_words, _values, min_size=1, max_size=4),
    st.sampled_from([None, '"', "'", "|", ">"]),
    st.booleans(),
)
def test_reads_what_yaml_reads(value, style, flow):
    """Events are put together exactly as PyYAML's own loader does, text for text, line for line."""
    text = yaml.safe_dump(
        value, allow_unicode=True, default_style=style, default_flow_style=flow, width=40
    )
    fields, problems = frontmatter.parse(text, 1, "a.md")
    refused = {p.code for p in problems if p.code != "lost-behind-hash"}
    assert not refused or refused == {"yaml-tag"}  # explicit keys and tags of its own
    if refused:
        return
    assert fields is not None
    assert plain(fields) == yaml.load(text, Loader=yaml.BaseLoader)
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    assert isinstance(node, yaml.MappingNode)
    lines = {key.value: key.start_mark.line + 1 for key, _ in node.value}
    assert fields.key_lines == lines
