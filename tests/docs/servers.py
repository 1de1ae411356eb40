"""The configurations of docs/server, started on the loopback in a scratch folder.

Only places are replaced in them: names, ports, folders, the certificate.
"""

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

NAME = "svetlorechye.example"

NGINX = """
daemon off; master_process off; pid {root}/nginx.pid; error_log {root}/error.log;
{user}
events {{}}
http {{
  access_log off;
  include /etc/nginx/mime.types;
  client_body_temp_path {root}/t1; proxy_temp_path {root}/t2; fastcgi_temp_path {root}/t3;
  uwsgi_temp_path {root}/t4; scgi_temp_path {root}/t5;
  include {root}/site.conf;
}}
"""
"""What Debian's nginx.conf has around a site."""

APACHE = """
ServerRoot {root}
ServerName 127.0.0.1
PidFile {root}/apache.pid
ErrorLog {root}/error.log
TypesConfig /etc/mime.types
Listen 127.0.0.1:{http}
Listen 127.0.0.1:{https}
{modules}
{user}
Include {root}/site.conf
"""
GUIDE = Path(__file__).resolve().parents[2] / "docs/guide-webmaster.md"
SEARCH = {"nginx": ("nginx", "    location / {"), "caddy": ("text", "\tfile_server"),
          "apache2": ("apache", "    AddOutputFilterByType")}  # fmt: skip
"""For each server: the language of the guide's lines for the search service, and what they stand
before.
"""
MODULES = (
    "mpm_event authz_core dir mime alias rewrite headers deflate filter ssl socache_shmcb proxy"
    " proxy_http"
)

CADDY = "{{\n\tadmin off\n\tauto_https off\n\thttp_port {http}\n\thttps_port {https}\n}}\n"
ADMIN = "<!doctype html><html lang=ru><title>Редакция</title><body><h1>Редакция</h1></body></html>"
"""A page where the form is: what the servers say of that place is tried, not the form."""


@dataclass
class Answer:
    """What a server says."""

    status: int
    headers: dict[str, str]
    body: bytes


class Server:
    """A server with the site in `output`, until it is closed; with `search`, the port of the search
    service, as the guide tells.
    """

    def __init__(self, config: Path, output: Path, search: int = 0) -> None:
        self.kind = {"nginx.conf": "nginx", "apache.conf": "apache2"}.get(config.name, "caddy")
        program = shutil.which(self.kind, path=os.environ["PATH"] + ":/usr/sbin:/sbin")
        if program is None or shutil.which("openssl") is None:
            pytest.skip(f"{self.kind} or openssl is not installed")
        self.root = Path(tempfile.mkdtemp(prefix="vestnik-server-"))
        self.root.chmod(0o755)
        self.http, self.https = free_port(), free_port()
        self.process: subprocess.Popen[bytes] | None = None
        try:
            text = config.read_text(encoding="utf-8")
            self._lay_out(output, with_search(text, self.kind, search) if search else text)
            self._start(program)
        except BaseException:
            self.close()
            raise

    def _lay_out(self, output: Path, config: str) -> None:
        (self.root / "t1").mkdir()
        shutil.copytree(output, self.root / "trees/a")  # Apache gives up the rights to see others
        (self.root / "trees/a/admin").mkdir(exist_ok=True)
        (self.root / "trees/a/admin/index.html").write_text(ADMIN, encoding="utf-8")
        (self.root / "current").symlink_to("trees/a")
        (self.root / "status").mkdir()
        (self.root / "status/index.html").write_text("Проверяется", encoding="utf-8")
        command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1"
        files = ["-keyout", self.root / "site.key", "-out", self.root / "site.pem"]
        subprocess.run([*command.split(), *files], check=True, capture_output=True)
        (self.root / "site.conf").write_text(self._placed(config), encoding="utf-8")

    def _placed(self, config: str) -> str:
        """The configuration with the places of this machine."""
        config = re.sub(r"\n *listen \[::\][^\n]*", "", config)
        trust = f"tls {self.root}/site.pem {self.root}/site.key"
        for typed, here in (
            ("/srv/town", str(self.root)),
            ("/etc/ssl/svetlorechye.", f"{self.root}/site."),
            ("listen 80;", f"listen 127.0.0.1:{self.http};"),
            ("listen 443 ", f"listen 127.0.0.1:{self.https} "),
            ("*:80>", f"127.0.0.1:{self.http}>"),
            ("*:443>", f"127.0.0.1:{self.https}>"),
            (f"\n{NAME} {{", f"\nhttps://127.0.0.1 {{\n\t{trust}"),
            (f"\nwww.{NAME} {{", f"\nhttp://{NAME} {{"),
            (f"server_name {NAME};", f"server_name {NAME} 127.0.0.1;"),
        ):
            config = config.replace(typed, here)
        return config

    def _start(self, program: str) -> None:
        root = os.geteuid() == 0
        facts = {"root": self.root, "http": self.http, "https": self.https, "user": ""}
        main = self.root / "server.conf"
        if self.kind == "nginx":
            main.write_text(NGINX.format_map(facts | {"user": "user root;" if root else ""}))
            command = [program, "-c", main, "-p", self.root]
        elif self.kind == "apache2":
            modules = "\n".join(
                f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so"
                for name in MODULES.split()
            )
            user = "User www-data\nGroup www-data" if root else ""
            main.write_text(APACHE.format_map(facts | {"modules": modules, "user": user}))
            command = [program, "-f", main, "-DFOREGROUND"]
        else:
            main.write_text(CADDY.format_map(facts) + (self.root / "site.conf").read_text("utf-8"))
            command = [program, "run", "--config", main, "--adapter", "caddyfile"]
        folders = dict.fromkeys(["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"], str(self.root))
        with (self.root / "output.log").open("wb") as log:
            self.process = subprocess.Popen(
                command, stdout=log, stderr=log, env=os.environ | folders
            )
        self._wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.https), timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        logs = [self.root / "output.log", self.root / "error.log"]
        told = "".join(one.read_text(errors="replace") for one in logs if one.exists())
        pytest.fail(f"the server does not start:\n{told}")

    @property
    def url(self) -> str:
        """The address of the site, without the last slash."""
        return f"https://127.0.0.1:{self.https}"

    def ask(self, address: str, *, secure: bool = True, **headers: str) -> Answer:
        """The answer to a request."""
        trust = ssl.create_default_context()
        trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
        if secure:
            connection = http.client.HTTPSConnection("127.0.0.1", self.https, context=trust)
        else:
            connection = http.client.HTTPConnection("127.0.0.1", self.http)
        connection.request("GET", address, headers=headers)
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        found |= {f"{name} count": str(len(answer.headers.get_all(name))) for name in list(found)}
        body = answer.read()
        connection.close()
        return Answer(answer.status, found, body)

    def close(self) -> None:
        """Stops the server and removes its folder."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=20)
        shutil.rmtree(self.root)


def with_search(config: str, kind: str, port: int) -> str:
    """The configuration with the guide's lines for the search service."""
    language, behind = SEARCH[kind]
    guide = GUIDE.read_text(encoding="utf-8").partition("### Поиск без сценариев")[2]
    lines = re.search(rf"```{language}\n(.*?)```", guide, re.DOTALL)[1].replace("8765", str(port))
    before, place, after = config.partition(f"\n{behind}")
    assert place
    return f"{before}\n{lines}{place}{after}"


def free_port() -> int:
    """A port of the loopback that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
