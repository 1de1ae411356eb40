"""A stand-in of a Gitea or Forgejo server: the calls that the form makes, and no others.

Requests and answers are those of Gitea's published description of its API (`templates/swagger`)
and of its OAuth 2 with PKCE; what it refuses, and with which status, was read in its source. It
works on a real bare repository: what is saved is committed in a clone and pushed, so that the
repository's hooks decide, as they do there. It is no Gitea: what it proves is that the form, our
settings, the hooks and the officers' page fit each other and that description.
"""

import base64
import hashlib
import json
import secrets
import subprocess
import tempfile
import threading
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from tests.browser.server import Server
from tests.publishing.git_server import git

OWNER, REPOSITORY, BRANCH = "lipovsk", "site", "main"
CLIENT = "form-of-lipovsk"
HEADERS = {"authorization", "content-type"}
"""What the `[cors]` section of the guide lets the browser send."""
GRANT = """<!doctype html><title>Вход</title>
<form method="post" action="/login/oauth/grant?{query}"><button>Разрешить форме вход</button></form>
"""


class Refusal(Exception):
    """An answer that is none: its status and what the server says."""

    def __init__(self, status: int, message: str = "") -> None:
        super().__init__(message)
        self.status = status


class Gitea:
    """One repository, `lipovsk/site`, with one officer, whose browser stands at `origin`."""

    def __init__(self, bare: Path, version: str) -> None:
        self.bare, self.version = bare, version
        self.origin = ""
        """The address of the site, the only one that may ask: `ALLOW_DOMAIN`."""
        self.calls: list[str] = []
        """Methods and paths, in order."""
        self.challenges: dict[str, str] = {}
        """Codes of people who let the form in, each with its challenge."""
        self.tokens: set[str] = set()
        self._http = Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"gitea": self}))
        self.url = f"http://127.0.0.1:{self._http.server_port}"
        self._thread = threading.Thread(target=self._http.serve_forever, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stops serving."""
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def blob(self, sha: str) -> bytes:
        """The bytes of a file."""
        return subprocess.run(
            ["git", "cat-file", "blob", sha], cwd=self.bare, capture_output=True, check=True
        ).stdout

    def tree(self, commit: str) -> dict[str, tuple[str, int]]:
        """{path: (digest, bytes)} of a commit."""
        found = {}
        for row in git(self.bare, "ls-tree", "-r", "-l", "-z", commit).split("\0")[:-1]:
            facts, path = row.split("\t")
            _, _, sha, size = facts.split()
            found[path] = (sha, int(size))
        return found

    # --- signing in --------------------------------------------------------------------------

    def asked_to_let_in(self, query: dict[str, str]) -> None:
        """Whether the form may ask people at all."""
        if query.get("client_id") != CLIENT or query.get("redirect_uri") != f"{self.origin}/admin/":
            raise Refusal(400, "unregistered redirect uri or client")
        if query.get("response_type") != "code" or query.get("code_challenge_method") != "S256":
            raise Refusal(400, "only codes with PKCE")

    def let_in(self, query: dict[str, str]) -> str:
        """Where the browser goes after the officer has agreed."""
        self.asked_to_let_in(query)
        code = secrets.token_hex(8)
        self.challenges[code] = query["code_challenge"]
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, said: dict[str, str]) -> dict[str, object]:
        """A token for a code, and only for the form that asked for it."""
        challenge = self.challenges.pop(said.get("code", ""), None)
        digest = hashlib.sha256(said.get("code_verifier", "").encode()).digest()
        if challenge != base64.urlsafe_b64encode(digest).decode().rstrip("="):
            raise Refusal(400, "failed PKCE code challenge")
        token = secrets.token_hex(16)
        self.tokens.add(token)
        return {
            "access_token": token,
            "token_type": "bearer",
            "expires_in": 3600,
            "refresh_token": secrets.token_hex(16),
        }

    # --- the API -----------------------------------------------------------------------------

    def answer(self, method: str, path: str, query: dict[str, str], body: dict) -> object:
        """What the API says: JSON, or the bytes of a file."""
        here = f"/repos/{OWNER}/{REPOSITORY}"
        if method == "GET" and path in (everywhere := self._of_the_server()):
            return everywhere[path]
        if not path.startswith(here):
            raise Refusal(404, "not found")
        parts = path.removeprefix(here).strip("/").split("/")
        if method == "POST":
            return self._posted(parts, query, body)
        return self._asked(parts, query)

    def _of_the_server(self) -> dict[str, object]:
        return {
            "/version": {"version": self.version},
            "/user": {
                "id": 7,
                "login": "petrova",
                "full_name": "Анна Петрова",
                "email": "petrova@lipovsk.example",
                "avatar_url": "",
                "html_url": f"{self.url}/petrova",
            },
            "/settings/api": {
                "max_response_items": 50,
                "default_paging_num": 30,
                "default_git_trees_per_page": 1000,
                "default_max_blob_size": 10485760,
                "default_max_response_size": 104857600,
            },
        }

    def _asked(self, parts: list[str], query: dict[str, str]) -> object:
        match parts:
            case [""]:
                rights = {"admin": False, "push": True, "pull": True}
                said = {"name": REPOSITORY, "default_branch": BRANCH, "permissions": rights}
            case ["branches", branch]:
                said = {"name": branch, "commit": self._branch(branch)}
            case ["git", "trees", commit]:
                said = {"sha": commit, "tree": self._files(commit), "truncated": False, "page": 1}
            case ["git", "blobs"] if self.forgejo:
                return [self._contents("", sha) for sha in query["shas"].split(",")]
            case ["media", branch, *path]:
                return self.blob(self.tree(branch)["/".join(path)][0])
            case _:
                raise Refusal(404, "not found")
        return said

    def _posted(self, parts: list[str], query: dict[str, str], body: dict) -> object:
        match parts:
            case ["file-contents"] if not self.forgejo:
                tree = self.tree(query["ref"])
                return [self._contents(path, tree[path][0]) for path in body["files"]]
            case ["contents"]:
                return self._change(body)
        raise Refusal(404, "not found")

    def _files(self, commit: str) -> list[dict[str, object]]:
        return [
            {"path": path, "mode": "100644", "type": "blob", "size": size, "sha": sha}
            for path, (sha, size) in self.tree(commit).items()
        ]

    @property
    def forgejo(self) -> bool:
        """Whether it calls itself Forgejo: that has other calls for many files at once."""
        return not self.version.startswith("1.")

    def _branch(self, branch: str) -> dict[str, str]:
        said = git(self.bare, "log", "-1", "--format=%H%n%B", branch)
        sha, _, message = said.partition("\n")
        return {"id": sha, "message": message.strip()}

    def _contents(self, path: str, sha: str) -> dict[str, object]:
        data = self.blob(sha)
        return {
            "name": path.rpartition("/")[2],
            "path": path,
            "sha": sha,
            "type": "file",
            "size": len(data),
            "encoding": "base64",
            "content": base64.b64encode(data).decode(),
        }

    def _change(self, body: dict) -> dict[str, object]:
        """Commits all files at once and pushes. A refusal of the hook is an internal error there,
        whose words only administrators get to see.
        """
        before = self.tree(body["branch"])
        with tempfile.TemporaryDirectory() as folder:
            clone = Path(folder) / "clone.git"
            git(Path(folder), "clone", "-q", "-s", "--bare", str(self.bare), str(clone))
            git(clone, "read-tree", body["branch"])
            for file in body["files"]:
                self._stage(clone, file, before)
            tree = git(clone, "write-tree").strip()
            words = ["commit-tree", tree, "-p", body["branch"], "-m", body["message"]]
            commit = git(clone, *words, **_people(body)).strip()
            try:
                git(clone, "push", "-q", str(self.bare), f"{commit}:refs/heads/{body['branch']}")
            except subprocess.CalledProcessError as error:
                raise Refusal(500) from error
        after = self.tree(commit)
        kept = [one["path"] if one["path"] in after else None for one in body["files"]]
        return {
            "commit": {"sha": commit, "created": body["dates"]["committer"]},
            "files": [path and self._contents(path, after[path][0]) for path in kept],
            "verification": {"verified": False},
        }

    def _stage(self, clone: Path, file: dict, before: dict[str, tuple[str, int]]) -> None:
        """One file of a change into the index."""
        path, source = file["path"], file.get("from_path") or file["path"]
        if ".." in path.split("/") or path.startswith("/"):
            raise Refusal(422, f"path is invalid [path: {path}]")
        if file["operation"] == "create" and path in before:
            raise Refusal(422, f"repository file already exists [path: {path}]")
        if file["operation"] in ("update", "delete"):
            if source not in before:
                raise Refusal(404, f"object does not exist [path: {source}]")
            if file.get("sha") != before[source][0]:
                raise Refusal(422, f"sha does not match [path: {path}]")
            git(clone, "--work-tree=.", "update-index", "--force-remove", source)
        if file["operation"] != "delete":
            data = base64.b64decode(file["content"], validate=True)
            place = clone.parent / "data"
            place.write_bytes(data)
            sha = git(clone, "hash-object", "-w", str(place)).strip()
            git(clone, "update-index", "--add", "--cacheinfo", f"100644,{sha},{path}")


def _people(body: dict) -> dict[str, str]:
    """Who wrote and when, as git wants it said."""
    return {
        f"GIT_{name}_{part}": value
        for name in ("AUTHOR", "COMMITTER")
        for part, value in (
            ("NAME", body[name.lower()]["name"]),
            ("EMAIL", body[name.lower()]["email"]),
            ("DATE", body["dates"][name.lower()]),
        )
    }


class _Handler(BaseHTTPRequestHandler):
    """HTTP around it: who may ask, what is JSON."""

    protocol_version = "HTTP/1.1"
    gitea: Gitea

    def do_OPTIONS(self) -> None:
        """May the site's page ask this?"""
        wanted = self.headers.get("Access-Control-Request-Headers", "")
        names = {one.strip().lower() for one in wanted.split(",") if one.strip()}
        self._send(204 if names <= HEADERS else 403, b"", allowed=names <= HEADERS)

    def do_GET(self) -> None:
        """Pages of the server, and the API."""
        self._handle({})

    def do_POST(self) -> None:
        """The same with a body."""
        data = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        is_json = self.headers.get("Content-Type", "").startswith("application/json")
        self._handle(json.loads(data) if is_json else {})

    def _handle(self, body: dict) -> None:
        parts = urlsplit(self.path)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        self.gitea.calls.append(f"{self.command} {unquote(parts.path)}")
        try:
            self._route(parts.path, query, body)
        except Refusal as error:
            said = {"message": str(error), "url": f"{self.gitea.url}/api/swagger"}
            self._json(said, error.status)

    def _route(self, path: str, query: dict[str, str], body: dict) -> None:
        match self.command, path:
            case "GET", "/login/oauth/authorize":
                self.gitea.asked_to_let_in(query)
                page = GRANT.format(query=urlencode(query, quote_via=quote).replace("&", "&amp;"))
                self._send(200, page.encode(), "text/html; charset=utf-8")
            case "POST", "/login/oauth/grant":
                self._send(303, b"", location=self.gitea.let_in(query))
            case "POST", "/login/oauth/access_token":
                self._json(self.gitea.token(body))
            case _:
                if not path.startswith("/api/v1/"):
                    raise Refusal(404, "not found")
                if self.headers.get("Authorization", "")[6:] not in self.gitea.tokens:
                    raise Refusal(401, "token is required")
                said = self.gitea.answer(
                    self.command, unquote(path.removeprefix("/api/v1")), query, body
                )
                if isinstance(said, bytes):
                    self._send(200, said, "application/octet-stream")
                else:
                    self._json(said, 201 if path.endswith("/contents") else 200)

    def _json(self, said: object, status: int = 200) -> None:
        self._send(status, json.dumps(said).encode(), "application/json; charset=utf-8")

    def _send(
        self, status: int, data: bytes, kind: str = "", *, location: str = "", allowed: bool = True
    ) -> None:
        self.send_response(status)
        if allowed and self.headers.get("Origin") == self.gitea.origin:
            self.send_header("Access-Control-Allow-Origin", self.gitea.origin)
            self.send_header("Access-Control-Allow-Headers", "Authorization,Content-Type")
            self.send_header("Access-Control-Allow-Methods", "GET,HEAD,POST,PUT,PATCH,DELETE")
        if kind:
            self.send_header("Content-Type", kind)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: the tests look at answers."""
