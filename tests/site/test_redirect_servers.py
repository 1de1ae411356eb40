"""The maps of old addresses in their servers, started on loopback in a scratch folder.

Needs the Debian packages nginx-light, apache2 and caddy; a missing one is skipped.
"""

import os
import random
import re
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from vestnik.site.redirects import parse, plan, redirect_map

pytestmark = pytest.mark.deep

PAIRS = [
    ("/index.php?ELEMENT_ID=375", "/documents/adm/prikaz/2023/375/"),
    ("/index.php?ELEMENT_ID=376", "/documents/adm/prikaz/2023/376/"),
    ("/index.php?ELEMENT_ID=37", "/documents/adm/prikaz/2023/37/"),
    ("/?p=12", "/news/2020/01/02/a/"),
    ("/search.php?q=Приказ 5", "/documents/adm/prikaz/2023/5/"),
    ("/list.php?arr[]=1&b={x}", "/news/2020/01/02/b/"),
    ("/upload/iblock/Doc 1.pdf", "/files/doc-1.pdf"),
    ("/node/375", "/news/2020/01/02/c/"),
    ("/novosti/1.html", "/news/2020/01/02/d/"),
    ("/новости/приказ", "/news/2020/01/02/e/"),
    ("/%D1%84%D0%BE%D1%82%D0%BE/", "/news/2020/01/02/f/"),
    ("/feed/", "/rss.xml"),
    ("/News/", "/news/2020/01/02/g/"),
    ("/a?ID=x", "/news/2020/01/02/h/"),
    ("/a?id=X", "/news/2020/01/02/i/"),
    ("/очень-длинный-адрес" * 12, "/news/2020/01/02/j/"),
    ("/скидка 100%", "/news/2020/01/02/новое место/"),
]
"""Old addresses as authors type them."""

REQUESTS = [
    ("/index.php?ELEMENT_ID=375", "/documents/adm/prikaz/2023/375/"),
    ("/index.php?ELEMENT_ID=37", "/documents/adm/prikaz/2023/37/"),
    ("/?p=12", "/news/2020/01/02/a/"),
    ("/search.php?q=%D0%9F%D1%80%D0%B8%D0%BA%D0%B0%D0%B7%205", "/documents/adm/prikaz/2023/5/"),
    ("/search.php?q=%d0%9f%d1%80%d0%b8%d0%ba%d0%b0%d0%b7%205", "/documents/adm/prikaz/2023/5/"),
    ("/list.php?arr[]=1&b={x}", "/news/2020/01/02/b/"),
    ("/list.php?arr%5B%5D=1&b=%7Bx%7D", "/news/2020/01/02/b/"),
    ("/upload/iblock/Doc%201.pdf", "/files/doc-1.pdf"),
    ("/node/375", "/news/2020/01/02/c/"),
    ("/node/375/", "/news/2020/01/02/c/"),
    ("/node/375?utm_source=vk", "/news/2020/01/02/c/"),
    ("/novosti/1.html", "/news/2020/01/02/d/"),
    ("/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/%D0%BF%D1%80%D0%B8%D0%BA%D0%B0%D0%B7",
     "/news/2020/01/02/e/"),
    ("/%d1%84%d0%be%d1%82%d0%be", "/news/2020/01/02/f/"),
    ("/feed", "/rss.xml"),
    ("/News/", "/news/2020/01/02/g/"),
    ("/a?ID=x", "/news/2020/01/02/h/"),
    ("/a?id=X", "/news/2020/01/02/i/"),
    ("/%D0%BE%D1%87%D0%B5%D0%BD%D1%8C-%D0%B4%D0%BB%D0%B8%D0%BD%D0%BD%D1%8B%D0%B9-"
     "%D0%B0%D0%B4%D1%80%D0%B5%D1%81" * 12, "/news/2020/01/02/j/"),
    ("/%D1%81%D0%BA%D0%B8%D0%B4%D0%BA%D0%B0%20100%25",
     "/news/2020/01/02/%D0%BD%D0%BE%D0%B2%D0%BE%D0%B5%20%D0%BC%D0%B5%D1%81%D1%82%D0%BE/"),
]  # fmt: skip
"""What browsers and robots send, and where they must be led."""

RAW_REQUESTS = [
    ("/новости/приказ", "/news/2020/01/02/e/"),
    ("/search.php?q=Приказ%205", "/documents/adm/prikaz/2023/5/"),
]
"""Bytes beyond ASCII, as careless programs send them."""

NOT_LED = ["/", "/news/", "/news/?p=12", "/index.php?ELEMENT_ID=3", "/index.php", "/node/3750"]
"""Living pages, and addresses that only look like old ones."""

NGINX = """
daemon off; master_process off; pid {root}/nginx.pid; error_log {root}/error.log;
{user}
events {{}}
http {{
  access_log off;
  client_body_temp_path {root}/t1; proxy_temp_path {root}/t2; fastcgi_temp_path {root}/t3;
  uwsgi_temp_path {root}/t4; scgi_temp_path {root}/t5;
  include {root}/redirects/nginx.map;
  server {{
    listen 127.0.0.1:{port}; root {root}/site; absolute_redirect off;
    large_client_header_buffers 4 16k;
    if ($vestnik_redirect) {{ return 301 $vestnik_redirect; }}
  }}
}}
"""

APACHE = """
ServerRoot {root}
ServerName 127.0.0.1
PidFile {root}/apache.pid
ErrorLog {root}/error.log
Listen 127.0.0.1:{port}
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
LoadModule dir_module /usr/lib/apache2/modules/mod_dir.so
LoadModule rewrite_module /usr/lib/apache2/modules/mod_rewrite.so
{user}
DocumentRoot {root}/site
<Directory {root}/site>
  Require all granted
  AllowOverride {override}
</Directory>
{include}
"""

CADDY = """
{{
  admin off
  auto_https off
}}
http://127.0.0.1:{port} {{
  root * {root}/site
  import {root}/redirects/caddy.conf
  file_server
}}
"""


class Server:
    """A server that runs in its own folder until it is closed."""

    def __init__(self, name: str, pairs):
        binary = name.partition("-")[0]
        binary = {"apache": "apache2"}.get(binary, binary)
        search = os.environ["PATH"] + ":/usr/sbin:/sbin"
        program = shutil.which(binary, path=search)
        if program is None:
            pytest.skip(f"{binary} is not installed")
        self.root = Path(tempfile.mkdtemp(prefix="vestnik-redirects-"))
        self.root.chmod(0o755)  # Apache gives up root's rights
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        try:
            self._lay_out(pairs)
            self._start(name, program)
        except BaseException:
            self.close()
            raise

    def _lay_out(self, pairs) -> None:
        for folder in ("site/news", "redirects", "t1"):
            (self.root / folder).mkdir(parents=True)
        for page in ("site/index.html", "site/news/index.html"):
            (self.root / page).write_text("живая", encoding="utf-8")
        for name in ("nginx.map", "apache.conf", "caddy.conf"):
            (self.root / "redirects" / name).write_bytes(redirect_map(name, pairs))

    def _start(self, name: str, program: str) -> None:
        root = os.geteuid() == 0
        facts = {
            "root": self.root,
            "port": self.port,
            "user": "",
            "override": "None",
            "include": "",
        }
        if name == "nginx":
            config = self._config(NGINX, facts | {"user": "user root;" if root else ""})
            command = [program, "-c", config, "-p", self.root]
        elif name.startswith("apache"):
            facts["user"] = "User www-data\nGroup www-data" if root else ""
            if name == "apache-htaccess":
                shutil.copy(self.root / "redirects/apache.conf", self.root / "site/.htaccess")
                facts["override"] = "All"
            else:
                facts["include"] = f"Include {self.root}/redirects/apache.conf"
            command = [program, "-f", self._config(APACHE, facts), "-DFOREGROUND"]
        else:
            config = self._config(CADDY, facts)
            command = [program, "run", "--config", config, "--adapter", "caddyfile"]
        log = (self.root / "output.log").open("wb")
        folders = dict.fromkeys(["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"], str(self.root))
        self.process = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | folders)
        log.close()
        self._wait()

    def _config(self, text: str, facts) -> Path:
        path = self.root / "server.conf"
        path.write_text(text.format(**facts), encoding="utf-8")
        return path

    def _wait(self) -> None:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        logs = [self.root / "output.log", self.root / "error.log"]
        told = "".join(one.read_text(errors="replace") for one in logs if one.exists())
        pytest.fail(f"the server does not start:\n{told}")

    def ask(self, address: str) -> tuple[int, str]:
        """Status and Location of the answer to a request for exactly these characters."""
        request = f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            connection.sendall(request.encode())
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
        head = answer.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
        fields = dict(line.split(": ", 1) for line in head[1:])
        location = fields.get("Location", "").removeprefix("http://127.0.0.1")
        return int(head[0].split()[1]), location.removeprefix(f":{self.port}")

    def close(self) -> None:
        """Stops the server and removes its folder."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=20)
        shutil.rmtree(self.root)


def free_port() -> int:
    """A port of the loopback that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def hostile_pairs(count: int = 300) -> list[tuple[str, str]]:
    """Old addresses of signs that mean something to a server, each with a place of its own."""
    chance = random.Random(20261117)
    signs = [
        "${HOME}",
        "{$HOME}",
        "%{ENV:HOME}",
        "$1",
        "\\1",
        "{path}",
        "{http.vars.root}",
        "~",
        "`",
    ]
    signs += [*"\"'$()*+.^|[]{};:,!@&=<>#~- %", "я", "Ё", "\\", "\n", "\t", "include"]
    pairs = []
    for number in range(count):
        text = "".join(chance.choices(signs, k=chance.randint(1, 6)))
        query = "?" + "".join(chance.choices(signs, k=3)) if number % 3 == 0 else ""
        pairs.append((f"/{text}-{number}{query}", f"/places/{number}/"))
    return pairs


def sent(redirect) -> str:
    """The request that a browser makes for an old address."""
    path = "".join(
        chr(byte) if re.match(rb"[A-Za-z0-9/._~-]", bytes([byte])) else f"%{byte:02X}"
        for byte in redirect.path
    )
    return f"{path}?{redirect.query}" if redirect.query else path


NAMES = ["nginx", "apache", "apache-htaccess", "caddy"]


@pytest.fixture(scope="module", params=NAMES)
def server(request):
    """Each server with the map of all pairs, typed and hostile."""
    running = Server(request.param, PAIRS + hostile_pairs())
    yield running
    running.close()


@pytest.mark.parametrize(("address", "target"), REQUESTS)
def test_old_address(server, address, target):
    """An old address leads to its new one, in every spelling."""
    assert server.ask(address) == (301, target)


@pytest.mark.parametrize(("address", "target"), RAW_REQUESTS)
def test_raw_address(server, address, target):
    """Bytes beyond ASCII are understood, too, unless the server refuses them altogether."""
    assert server.ask(address) in ((301, target), (400, ""))


@pytest.mark.parametrize("address", NOT_LED)
def test_not_led(server, address):
    """A living page stays where it is, and what only looks like an old address leads nowhere."""
    status, location = server.ask(address)
    assert (status, location) == (200 if address.split("?")[0] in ("/", "/news/") else 404, "")


def test_hostile_addresses(server):
    """Signs of a server's own language in an old address are letters like all others."""
    pairs = hostile_pairs()
    asked = 0
    for old, target in pairs:
        redirect = parse(old, target)
        if redirect is None:
            continue
        assert server.ask(sent(redirect)) == (301, target), old
        asked += 1
    assert asked > len(pairs) / 3


def test_many_addresses(record_property):
    """With the twelve thousand addresses of an old site a server starts, and sends on from the
    last of them; how long an answer takes is kept in the report.
    """
    pairs = [(f"/index.php?ELEMENT_ID={n}", f"/news/2020/01/02/{n}/") for n in range(10_000)]
    pairs += [(f"/upload/iblock/File-{n}.pdf", f"/files/{n}.pdf") for n in range(2_000)]
    assert not plan(pairs).conflicts
    for name in ("nginx", "apache", "caddy"):
        try:
            server = Server(name, pairs)
        except pytest.skip.Exception:
            continue
        try:
            assert server.ask("/index.php?ELEMENT_ID=9999") == (301, "/news/2020/01/02/9999/")
            assert server.ask("/upload/iblock/File-1999.pdf") == (301, "/files/1999.pdf")
            for address in ("/index.php?ELEMENT_ID=9999", "/news/"):
                start = time.perf_counter()
                for _ in range(20):
                    server.ask(address)
                spent = (time.perf_counter() - start) / 20 * 1000
                record_property(f"{name} {address}", f"{spent:.1f} ms")
        finally:
            server.close()
