"""Old addresses; the maps are read back here by small readers of each server's language.

What the servers themselves make of the maps is tried in test_redirect_servers.py.
"""

import itertools
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vestnik.site.redirects import (
    Conflict,
    Redirect,
    _paths,
    _spellings,
    apache,
    caddy,
    nginx,
    page_path,
    parse,
    plan,
    redirect_map,
)

SIGNS = "\"'$()*+.^|[]{}:;,!@&=<>#~-%?/\\` яЁ\n\t\x00aB1"
OLD = st.one_of(
    st.text(alphabet=SIGNS, max_size=12).map(lambda text: "/" + text),
    st.from_regex(r"/[a-z]{1,3}/?(\?[a-zA-Z]{1,2}=[A-Z0-9]{1,2})?", fullmatch=True),
    st.sampled_from([
        "/a${HOME}", "/{$HOME}", "/a\" \"/b\";}", "/a;\n}\nserver {", "/~^.*$", "/include", "/a\\",
        "/%{ENV:HOME}", "/default", "/a`b", "/x?a\" [R=301]", "/%22%3B%7D", "/x?%0A", "/x?$1\\1",
    ]),
)  # fmt: skip


@pytest.mark.parametrize(
    ("old", "path", "query"),
    [
        ("/node/375", "/node/375", ""),
        ("/node/375/", "/node/375", ""),
        ("/a//b///", "/a/b", ""),
        ("/новости/приказ 5", "/новости/приказ 5", ""),
        ("/%D0%BF%d1%80", "/пр", ""),
        ("/скидка 100%", "/скидка 100%", ""),
        ("/index.php?ELEMENT_ID=375", "/index.php", "ELEMENT_ID=375"),
        ("/index.php?", "/index.php", ""),
        ("/?p=1", "/", "p=1"),
        ("/s?q=приказ 5", "/s", "q=%D0%BF%D1%80%D0%B8%D0%BA%D0%B0%D0%B7%205"),
        ("/s?q=%d0%bf+5&a[]=1", "/s", "q=%D0%BF+5&a%5B%5D=1"),
        ("http://old.example/a?b=1", "/a", "b=1"),
        (" /a ", "/a", ""),
    ],
)
def test_parse(old, path, query):
    """An old address is understood as its author copied it."""
    assert parse(old, "/new/") == Redirect(path.encode(), query, "/new/")


@pytest.mark.parametrize(
    "old",
    ["", "a", "news/1", "/", "//evil.example/a", "/a#b", "/a\\b", "/a%5Cb", "/a/../b", "/./a",
     "/a%2Fb", "/a\nb", "/a%0Ab", "/a?b=%00", "/" + "a" * 3000, "http://old.example", "ftp://a/b"],
)  # fmt: skip
def test_no_address(old):
    """What no request can ask for, and the home page, are no old addresses."""
    assert parse(old, "/new/") is None


@given(st.text(max_size=30))
def test_target_is_harmless(new):
    """A new address is written in characters that mean nothing to any server."""
    redirect = parse("/a", new)
    assert re.fullmatch(r"/[A-Za-z0-9/._~%-]*(#[A-Za-z0-9._~%-]*)?", redirect.target)
    assert not redirect.target.startswith("//")


@pytest.mark.parametrize(
    ("old", "page"),
    [
        ("/node/375", "/node/375/"),
        ("/node/375/", "/node/375/"),
        ("/news/1.html", "/news/1.html"),
        ("/news/1.htm", "/news/1.htm"),
        ("/news/index.html", "/news/"),
        ("/v1.2", "/v1.2/"),
        ("/%D0%BF%D1%80", "/пр/"),
        ("/index.html", ""),
        ("/index.php", ""),
        ("/upload/plan.pdf", ""),
        ("/index.php?ELEMENT_ID=375", ""),
        ("/?p=1", ""),
        ("/feed/", ""),
        ("/news/rss", ""),
        ("/rss.xml", ""),
        ("/%EF%F0", ""),
        ("/a:b", ""),
        ("/" + "ы" * 200, ""),
        ("/../etc", ""),
        ("nonsense", ""),
    ],
)
def test_page_path(old, page):
    """A static host answers a path with a page; queries, files and feeds need a server."""
    assert page_path(old) == page


@given(OLD)
def test_page_path_stays_inside(old):
    """Whatever is typed, the page stands below the output folder."""
    page = page_path(old)
    assert page == "" or re.fullmatch(r"(/(?!\.\.?(?:/|$))[^/\\\x00-\x1f]+)+/?", page)


def test_two_owners():
    """Of two items that claim one old address the first keeps it, and the other is told."""
    found = plan([("/a/", "/two/"), ("/a", "/one/"), ("/b", "/two/")])
    assert [one.target for one in found.redirects] == ["/one/", "/two/"]
    assert found.conflicts == (Conflict("/a/", "/two/", "/one/"),)


def test_same_owner_twice():
    """One item may name an old address in two spellings."""
    assert plan([("/a", "/one/"), ("/a/", "/one/"), ("/a", "/one/")]).conflicts == ()


def test_living_address():
    """What stands at an address today is not led away from it."""
    found = plan([("/news", "/one/"), ("/news?id=5", "/one/")], {"/news/"}.__contains__)
    assert found.conflicts == (Conflict("/news", "/one/", "/news/"),)
    assert [one.query for one in found.redirects] == ["id=5"]


def test_own_address():
    """An item does not lead to itself for ever."""
    assert plan([("/one", "/one/")]).conflicts == (Conflict("/one", "/one/", "/one/"),)
    assert plan([("/one", "/one/")]).redirects == ()


def test_not_an_address():
    """What is no address is told, too."""
    assert plan([("news/1", "/one/")]).conflicts == (Conflict("news/1", "/one/", ""),)


@pytest.mark.parametrize("name", ["nginx.map", "apache.conf", "caddy.conf"])
def test_order_does_not_matter(name):
    """The maps are the same whatever the order of the items."""
    pairs = [("/a", "/1/"), ("/b?c=1", "/2/"), ("/a/", "/3/"), ("/я", "/4/")]
    assert redirect_map(name, pairs) == redirect_map(name, reversed(pairs))


# --- readers ---

TARGET = rb"/[A-Za-z0-9/._~%#-]*"
KEY = rb'"((?:~\^)?/[^"\x00-\x1f{}$]*\$?)"'


def nginx_map(data: bytes) -> list[dict[bytes, bytes]]:
    """The two `map` blocks of nginx's file; fails on anything but pairs of quoted strings."""
    lines = [line for line in data.split(b"\n") if line and not line.startswith(b"#")]
    assert re.fullmatch(rb"map_hash_max_size \d+;", lines.pop(0))
    assert re.fullmatch(rb"map_hash_bucket_size \d+;", lines.pop(0))
    maps = []
    for opening, default in [
        (b"map $uri $vestnik_old_path {", b'    default "";'),
        (b'map "$uri?$args" $vestnik_redirect {', b"    default $vestnik_old_path;"),
    ]:
        assert lines.pop(0) == opening
        assert lines.pop(0) == default
        maps.append(pairs_until(lines, b"}", rb"    " + KEY + rb' "(%s)";' % TARGET))
    assert not lines
    return maps


def caddy_map(data: bytes) -> list[dict[bytes, bytes]]:
    """The two maps of Caddy's file."""
    lines = [line for line in data.split(b"\n") if line and not line.startswith(b"#")]
    maps = []
    for opening, default in [
        (b"map {path} {vestnik_old_path} {", b'\tdefault ""'),
        (b'map "{path}?{query}" {vestnik_redirect} {', b'\tdefault "{vestnik_old_path}"'),
    ]:
        assert lines.pop(0) == opening
        maps.append(pairs_until(lines, default, rb"\t" + KEY + rb' "(%s)"' % TARGET))
        assert lines.pop(0) == b"}"
    assert lines == [
        b'@vestnik_moved expression `{vestnik_redirect} != ""`',
        b"redir @vestnik_moved {vestnik_redirect} 301",
    ]
    return maps


def pairs_until(lines: list[bytes], end: bytes, pattern: bytes) -> dict[bytes, bytes]:
    """Key and value of each line up to `end`."""
    found = {}
    while (line := lines.pop(0)) != end:
        match = re.fullmatch(pattern, line)
        assert match, line
        found[match[1]] = match[2]
    return found


def look_up(pairs: dict[bytes, bytes], key: bytes, *, fold: bool) -> bytes:
    """What a `map` gives for a key: equal strings first, then expressions."""
    for pattern, target in pairs.items():
        if pattern == key or (fold and pattern.lower() == key.lower()):
            return target
    for pattern, target in pairs.items():
        if pattern.startswith(b"~") and re.search(pattern[1:], key):
            return target
    return b""


def ask_map(maps: list[dict[bytes, bytes]], path: bytes, query: bytes, *, fold: bool) -> bytes:
    """What nginx or Caddy answers."""
    found = look_up(maps[1], path + b"?" + query, fold=fold)
    return found or look_up(maps[0], path, fold=fold)


def apache_rules(data: bytes) -> list[tuple[bytes | None, bytes, bytes]]:
    """(condition on the query, expression for the path, target) of Apache's file."""
    lines = [line for line in data.split(b"\n") if line and not line.startswith(b"#")]
    assert lines.pop(0) == b"RewriteEngine On"
    rules, condition = [], None
    for line in lines:
        if match := re.fullmatch(rb'RewriteCond %{QUERY_STRING} "(\^[^"\x00-\x20]*\$)"', line):
            condition = match[1]
            continue
        match = re.fullmatch(
            rb'RewriteRule "(\^[^"\x00-\x20]*)" "(-|/[A-Za-z0-9/._~%#\\-]*)" \[([A-Z0-9,=]+)\]',
            line,
        )
        assert match, line
        if match[2] == b"-":
            assert int(match[3].removeprefix(b"S=")) == data.count(b"RewriteCond") - 1
        else:
            rules.append((condition, match[1], match[2].replace(b"\\%", b"%")))
        condition = None
    return rules


def ask_apache(rules, path: bytes, query: bytes) -> bytes:
    """What Apache answers."""
    for condition, pattern, target in rules:
        if (condition is None or re.search(condition, query)) and re.search(pattern, path):
            return target
    return b""


@given(st.lists(st.tuples(OLD, st.integers(0, 9)), max_size=12))
@example([("/A", 1), ("/a", 2)])
@example([("/A", 1), ("/a", 1)])
@example([("/AB", 1), ("/aB", 1)])
@example([("/a?b[]=ё", 1)])
@example([("/a?ID=x", 1), ("/a?id=X", 2)])
@example([("/a", 1), ("/a?b", 2), ("/a/b", 3)])
def test_maps_say_what_was_planned(typed):
    """Whatever is typed, each map is pairs alone, and leads an old address to its own place."""
    found = plan([(old, f"/new/{number}/") for old, number in typed])
    maps, rules, pairs = (
        nginx_map(nginx(found.redirects)),
        apache_rules(apache(found.redirects)),
        caddy_map(caddy(found.redirects)),
    )
    for one in found.redirects:
        for path, query in itertools.product(_paths(one), _spellings(one.query)):
            asked = path, query.encode()
            assert ask_map(maps, *asked, fold=True) == one.target.encode()
            assert ask_apache(rules, *asked) == one.target.encode()
            assert ask_map(pairs, *asked, fold=False) == one.target.encode()
    for path in (b"/living/", b"/living/a.html", b"/news/2026/11/17/a/"):
        assert ask_map(maps, path, b"", fold=True) == b""
        assert ask_apache(rules, path, b"") == b""
        assert ask_map(pairs, path, b"", fold=False) == b""


def test_old_capitals_do_not_take_living_page():
    """An old `/News/` does not catch the living `/news/`, though nginx ignores case."""
    maps = nginx_map(redirect_map("nginx.map", [("/News/", "/news/2020/a/")]))
    assert ask_map(maps, b"/News/", b"", fold=True) == b"/news/2020/a/"
    assert ask_map(maps, b"/news/", b"", fold=True) == b""


def test_lines_are_no_prefixes():
    """An old `/news` takes nothing below it away."""
    rules = apache_rules(redirect_map("apache.conf", [("/news", "/a/")]))
    assert ask_apache(rules, b"/news", b"x=1") == b"/a/"
    assert ask_apache(rules, b"/news/2026/", b"") == b""


def test_nginx_has_room_for_long_addresses():
    """A server of nginx does not start when an address is longer than its buckets."""
    data = redirect_map("nginx.map", [("/" + "a" * 1500, "/b/")])
    assert int(re.search(rb"bucket_size (\d+)", data)[1]) >= 1564
    many = redirect_map("nginx.map", [(f"/{number}", "/b/") for number in range(5000)])
    assert int(re.search(rb"max_size (\d+)", many)[1]) >= 10_000


def test_windows_1251_is_left_out_where_it_cannot_be_written():
    """Caddy's file is UTF-8; the others hold bytes."""
    pairs = [("/%EF%F0", "/a/")]
    assert b'"/\xef\xf0"' in redirect_map("nginx.map", pairs)
    assert b"\xef\xf0" in redirect_map("apache.conf", pairs)
    assert redirect_map("caddy.conf", pairs).decode().count("/a/") == 0
