r"""Old addresses: which a static host answers with a page, and maps for servers, which answer all.

An old address is what an author copied from the old site: a path (`/node/375`), a query
(`/index.php?ELEMENT_ID=375`), a file (`/upload/plan.pdf`), a feed. Paths are compared decoded, so
that `/приказ` and `/%D0%BF…` are one; a query is compared as it is sent, in each of the spellings
that browsers and robots give it.

**Nothing typed is ever a command.** In the maps an old address stands either as a quoted string of
characters that mean nothing to the server, or as an anchored expression in which every other
character is written by its code (`\x24`). What cannot arrive at a server at all is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from urllib.parse import quote, unquote_to_bytes

from msgspec import Struct

from vestnik.core.patterns import byte_regex, regex

LONGEST = 2000
"""Characters of an old address; browsers and servers part ways beyond that."""

_WITH_HOST = regex(r"https?://[^/?#]+(?=[/?])")
_HEX = regex(r"%([0-9A-Fa-f]{2})")
_STRAY_PERCENT = regex(r"%(?![0-9A-Fa-f]{2})")
_IN_QUERY = "!$&'()*+,;=:@~/?%"
_CONTROL = byte_regex(rb"[\x00-\x1f\x7f\\]")
"""No address holds these: browsers strip the controls and turn a backslash around."""
_NOT_IN_FILE_NAMES = regex(r'[:*?"<>|]')
_FILE = regex(r"\.(?!html?$)[A-Za-z][A-Za-z0-9]{0,5}$")
"""The end of a path that names a file which is no page: a host would send it as `application/…`."""
_FEED = regex(r"(?:^|/)(?:rss|atom|feed|rdf)/?$", re.IGNORECASE)
"""Feed readers follow a redirect of the server, but no page that says where to go."""


class Redirect(Struct, frozen=True, order=True):
    """An old address and where it leads."""

    path: bytes
    """Decoded, with a slash in front and none behind unless the path is nothing else."""
    query: str
    """Percent-encoded, without «?»; empty for an address that leads on whatever its query is."""
    target: str
    """Address within the site, percent-encoded."""

    @property
    def key(self) -> tuple[bytes, str]:
        """What no two redirects may share."""
        return self.path, self.query

    @property
    def is_file(self) -> bool:
        """Whether the last part of the path has an ending, so that no slash ever follows it."""
        return b"." in self.path.rpartition(b"/")[2]


class Conflict(Struct, frozen=True):
    """An old address that cannot lead where it should."""

    old: str
    """As typed."""
    target: str
    """Where it should have led."""
    taken_by: str
    """What stands there, or where another item leads it; empty for what is no address."""


class Plan(Struct, frozen=True):
    """All redirects of a site."""

    redirects: tuple[Redirect, ...]
    conflicts: tuple[Conflict, ...]


def parse(old: str, target: str) -> Redirect | None:
    """The redirect from `old`, as typed, to the address `target`; None for what is no address.

    >>> parse("/index.php?ELEMENT_ID=375", "/documents/adm/prikaz/2023/375/").query
    'ELEMENT_ID=375'
    """
    text = _WITH_HOST.sub("", old.strip())
    path, _, query = text.partition("?")
    if not path.startswith("/") or path.startswith("//") or "#" in text or len(text) > LONGEST:
        return None
    decoded = unquote_to_bytes(_encodable(path))
    if (
        _CONTROL.search(decoded + unquote_to_bytes(_encodable(query)))
        or not {b".", b".."}.isdisjoint(decoded.split(b"/"))
        or "%2f" in path.lower()
    ):
        return None
    decoded = re.sub(rb"/+", b"/", decoded).rstrip(b"/") or b"/"
    if decoded == b"/" and not query:
        return None  # the home page stays where it is
    return Redirect(decoded, _canonical_query(query), _target(target))


def plan(pairs: Iterable[tuple[str, str]], living: Callable[[str], bool] = lambda _: False) -> Plan:
    """The redirects for (old address as typed, new address), and what stands in the way of some.

    `living` tells whether the site publishes something at an address. Of two items that claim
    one old address the one whose own address comes first keeps it.
    """
    found: dict[tuple[bytes, str], Redirect] = {}
    conflicts = []
    for old, target in sorted(set(pairs), key=lambda pair: (pair[1], pair[0])):
        redirect = parse(old, target)
        if redirect is None:
            conflicts.append(Conflict(old, target, ""))
            continue
        other = found.setdefault(redirect.key, redirect)
        if place := _living_at(redirect, living):
            conflicts.append(Conflict(old, target, place))
            found.pop(redirect.key, None)
        elif other.target != redirect.target:
            conflicts.append(Conflict(old, target, other.target))
    return Plan(tuple(sorted(found.values())), tuple(conflicts))


def page_path(old: str) -> str:
    """The address at which a static host answers `old` with a page; empty where a server must.

    >>> page_path("/node/375"), page_path("/news/1.html"), page_path("/index.php?ELEMENT_ID=375")
    ('/node/375/', '/news/1.html', '')
    """
    redirect = parse(old, "/")
    if redirect is None or redirect.query:
        return ""
    try:
        path = redirect.path.decode()
    except UnicodeDecodeError:  # Windows-1251: no file name of that kind
        return ""
    if _NOT_IN_FILE_NAMES.search(path) or _FILE.search(path) or _FEED.search(path):
        return ""
    if any(len(part) > 255 for part in redirect.path.split(b"/")):
        return ""
    if path.endswith("/index.html"):
        folder = path.removesuffix("index.html")
        return "" if folder == "/" else folder
    return path if path.endswith((".html", ".htm")) else path + "/"


def redirect_map(name: str, pairs: Iterable[tuple[str, str]]) -> bytes:
    """The map of that name: `nginx.map`, `apache.conf` or `caddy.conf`."""
    return WRITERS[name](plan(pairs).redirects)


def _living_at(redirect: Redirect, living: Callable[[str], bool]) -> str:
    """The address of what stands where the old address would lead from."""
    if redirect.query:
        return ""  # a query asks for something else than the page without it
    path = redirect.path.decode(errors="replace")
    for address in (path, path.rstrip("/") + "/"):
        if living(address) or address == redirect.target:
            return address
    return ""


def _encodable(text: str) -> bytes:
    """Bytes of an address, percent signs that begin no code taken literally."""
    return _STRAY_PERCENT.sub("%25", text).encode(errors="surrogatepass")


def _canonical_query(query: str) -> str:
    encoded = quote(_encodable(query), safe=_IN_QUERY)
    return _HEX.sub(lambda match: match[0].upper(), encoded)


def _target(address: str) -> str:
    """The new address in characters that mean nothing to any server."""
    path, sharp, fragment = address.partition("#")
    decoded = unquote_to_bytes(_encodable("/" + path.lstrip("/")))
    return quote(decoded, safe="/") + sharp + quote(fragment, safe="")


# --- spellings ---

_AS_TYPED_BY_BROWSERS = {f"%{ord(one):02X}": one for one in "[]{}|^`"}
_BEYOND_ASCII = regex(r"(?:%[89A-F][0-9A-F])+")


def _spellings(query: str) -> list[str]:
    """The query as browsers, robots and old links spell it."""
    browsers = _HEX.sub(lambda match: _AS_TYPED_BY_BROWSERS.get(match[0], match[0]), query)
    found = [query, browsers]
    for spelling in (query, browsers):
        found.append(_HEX.sub(lambda match: match[0].lower(), spelling))
        found.append(_BEYOND_ASCII.sub(lambda match: _raw(match[0]), spelling))
    return list(dict.fromkeys(found))


def _raw(encoded: str) -> str:
    try:
        return unquote_to_bytes(encoded).decode()
    except UnicodeDecodeError:
        return encoded


def _paths(redirect: Redirect) -> list[bytes]:
    """The path with and without a slash behind it: an old site answered to both."""
    if redirect.path == b"/" or redirect.is_file:
        return [redirect.path]
    return [redirect.path, redirect.path + b"/"]


def _with_queries(redirect: Redirect) -> list[tuple[bytes, Redirect]]:
    """Path and query as a server joins them, in every spelling."""
    return [
        (path + b"?" + query.encode(), redirect)
        for path in _paths(redirect)
        for query in _spellings(redirect.query)
    ]


_PLAIN = byte_regex(rb"[A-Za-z0-9/._~?=&%+,;:@!*()\x80-\xff-]*")
"""What stands for itself inside the quotes of nginx and Caddy."""


def _expression(text: bytes) -> bytes:
    """A piece of a regular expression that matches `text` and nothing else."""
    escaped = re.sub(rb"[^A-Za-z0-9/._=&%\x80-\xff-]", lambda match: b"\\x%02X" % match[0][0], text)
    return escaped.replace(b".", b"\\.")


# --- maps ---

_NGINX_HEAD = """\
# Старые адреса сайта. Этот файл составил Вестник; не правьте его.
# В блок http:    include redirects/nginx.map;
# В блок server:  if ($vestnik_redirect) {{ return 301 $vestnik_redirect; }}
# Если map_hash_* уже заданы в блоке http, уберите их там: здесь они рассчитаны.

map_hash_max_size {size};
map_hash_bucket_size {bucket};

map $uri $vestnik_old_path {{
    default "";
"""


def nginx(redirects: Sequence[Redirect]) -> bytes:
    """A file for nginx's `http` block.

    `map` compares strings without regard to case, so that an old `/News/` would take the living
    `/news/` away: paths with capitals are expressions, which regard it. The hashes are made large
    enough for the longest address, since nginx does not start otherwise.
    """
    paths = [(path, one) for one in redirects if not one.query for path in _paths(one)]
    queries = [pair for one in redirects if one.query for pair in _with_queries(one)]
    path_lines = list(_nginx_lines(paths, exact=True))
    query_lines = list(_nginx_lines(queries, exact=False))
    longest = max((len(key) for key, _ in paths + queries), default=0)
    head = _NGINX_HEAD.format(
        size=_power_of_two(2048, 2 * (len(path_lines) + len(query_lines))),
        bucket=_power_of_two(128, longest + 64),
    )
    between = b'}\n\nmap "$uri?$args" $vestnik_redirect {\n    default $vestnik_old_path;\n'
    return head.encode() + b"".join(path_lines) + between + b"".join(query_lines) + b"}\n"


def _nginx_lines(pairs: Iterable[tuple[bytes, Redirect]], *, exact: bool) -> Iterator[bytes]:
    """One line for keys that differ in case alone, unless they lead to different places.

    With `exact` a key with capitals does not match any other spelling of it.
    """
    alike: dict[bytes, list[tuple[bytes, Redirect]]] = {}
    for key, redirect in pairs:
        alike.setdefault(key.lower(), []).append((key, redirect))
    for lower, group in alike.items():
        one_place = len({redirect.target for _, redirect in group}) == 1
        any_case = not exact or any(key == lower for key, _ in group)
        if one_place and any_case and _PLAIN.fullmatch(lower):
            yield _nginx_line(lower, group[0][1], exact=False)
        else:
            yield from (_nginx_line(*pair, exact=True) for pair in group)


def _nginx_line(key: bytes, redirect: Redirect, *, exact: bool) -> bytes:
    if exact or not _PLAIN.fullmatch(key):
        key = b"~^" + _expression(key) + b"$"
    return b'    "%s" "%s";\n' % (key, redirect.target.encode())


def _power_of_two(least: int, wanted: int) -> int:
    while least < wanted:
        least *= 2
    return least


_APACHE_HEAD = """\
# Старые адреса сайта. Этот файл составил Вестник; не правьте его.
# В описание сайта (VirtualHost):  Include redirects/apache.conf
# Можно и вставить в .htaccess, но тогда сервер читает его при каждом запросе.

RewriteEngine On
"""


def apache(redirects: Sequence[Redirect]) -> bytes:
    """Rules of mod_rewrite for a virtual host or an `.htaccess`; addresses with a query first.

    `Redirect 301` is not used: it takes every address that begins alike, so that an old `/news`
    would take all of `/news/…` away.
    """
    queries = [one for one in redirects if one.query]
    lines = [_APACHE_HEAD.encode()]
    if queries:
        # Most requests have no query: they need not be held against all of these.
        lines.append(b'RewriteCond %{QUERY_STRING} "^$"\n')
        lines.append(b'RewriteRule "^" "-" [S=%d]\n' % len(queries))
    for one in queries:
        spellings = b"|".join(_expression(query.encode()) for query in _spellings(one.query))
        lines.append(b'RewriteCond %%{QUERY_STRING} "^(?:%s)$"\n' % spellings)
        lines.append(_apache_rule(one))
    lines += [_apache_rule(one) for one in redirects if not one.query]
    return b"".join(lines)


def _apache_rule(redirect: Redirect) -> bytes:
    path = _expression(redirect.path.removeprefix(b"/"))
    slash = b"" if redirect.is_file or redirect.path == b"/" else b"/?"
    # «%20» would be a reference to the second group of the condition.
    target = redirect.target.replace("%", "\\%").encode()
    return b'RewriteRule "^/?%s%s$" "%s" [R=301,L,QSD,NE]\n' % (path, slash, target)


_CADDY_HEAD = """\
# Старые адреса сайта. Этот файл составил Вестник; не правьте его.
# В описание сайта:  import redirects/caddy.conf

map {path} {vestnik_old_path} {
"""
_CADDY_TAIL = """\
}
@vestnik_moved expression `{vestnik_redirect} != ""`
redir @vestnik_moved {vestnik_redirect} 301
"""


def caddy(redirects: Sequence[Redirect]) -> bytes:
    """A file to import into a site of the Caddyfile.

    Caddy reads its file as UTF-8, so that a path in Windows-1251 has no place in it.
    """
    readable = [one for one in redirects if _is_text(one.path)]
    lines = [_CADDY_HEAD.encode()]
    lines += [_caddy_line(path, one) for one in readable if not one.query for path in _paths(one)]
    lines.append(b'\tdefault ""\n}\nmap "{path}?{query}" {vestnik_redirect} {\n')
    lines += [_caddy_line(*pair) for one in readable if one.query for pair in _with_queries(one)]
    lines.append(b'\tdefault "{vestnik_old_path}"\n')
    return b"".join(lines) + _CADDY_TAIL.encode()


def _caddy_line(key: bytes, redirect: Redirect) -> bytes:
    if not _PLAIN.fullmatch(key):
        key = b"~^" + _expression(key) + b"$"
    return b'\t"%s" "%s"\n' % (key, redirect.target.encode())


def _is_text(path: bytes) -> bool:
    try:
        path.decode()
    except UnicodeDecodeError:
        return False
    return True


WRITERS: dict[str, Callable[[Sequence[Redirect]], bytes]] = {
    "nginx.map": nginx,
    "apache.conf": apache,
    "caddy.conf": caddy,
}
"""What writes each file below `redirects/`."""
