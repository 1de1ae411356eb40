"""Looking at a preview as a browser does, and as an attacker would."""

import http.client
from dataclasses import dataclass

from vestnik.previewing.keeper import Keeper
from vestnik.previewing.server import PreviewServer


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    headers: dict[str, str]
    text: str


@dataclass(frozen=True)
class Looking:
    """A preview that is served."""

    keeper: Keeper
    server: PreviewServer

    def get(self, address: str, method: str = "GET", **headers: str) -> Answer:
        """One request, the address exactly as it is typed."""
        port = self.server.server_port
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request(method, address, headers=headers)
        response = connection.getresponse()
        text = response.read().decode("utf-8", "replace")
        connection.close()
        return Answer(response.status, dict(response.headers), text)
