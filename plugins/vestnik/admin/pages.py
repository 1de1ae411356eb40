"""The files of `/admin/`: a page, the form's configuration, the program."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

from vestnik.admin.bundle import SCRIPT, VERSION, installed, script_integrity
from vestnik.core.portal import Portal

_HERE = Path(__file__).parent
_APIS = {"github": "https://api.github.com https://github.com", "gitlab": "https://gitlab.com"}


def admin_files(portal: Portal, custom: Path | None) -> dict[str, bytes]:
    """{path in the output: bytes}; nothing where the form is off. Raises BundleError."""
    if portal.admin is None:
        return {}
    from vestnik.admin.config import form  # here, since most sites have no form

    program = installed(custom)
    config = json.dumps(form(portal), ensure_ascii=False, indent=1) + "\n"
    before = (_HERE / "before.js").read_text("utf-8").replace("VERSION", VERSION)
    return {
        "admin/index.html": _page(portal).encode(),
        "admin/config.json": config.encode(),
        "admin/before.js": before.encode(),
        "admin/before.css": (_HERE / "before.css").read_bytes(),
        "admin/words.json": (_HERE / "words.json").read_bytes(),
        **{f"admin/{name}": data for name, data in program.items()},
    }


def policy(portal: Portal) -> str:
    """The page's own Content-Security-Policy: it styles itself, shows pictures before they are
    saved, and talks to the one git server of the site.
    """
    assert portal.admin is not None
    server = portal.admin.server or _APIS.get(portal.admin.backend, "")
    return (
        "default-src 'none'; base-uri 'none'; form-action 'none'; script-src 'self' blob:;"
        " style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; font-src 'self' data:;"
        " media-src 'self' blob:; frame-src blob:; worker-src 'self' blob:;"
        f" connect-src 'self' blob: data: {server}".rstrip()
    )


def _page(portal: Portal) -> str:
    return (
        '<!doctype html>\n<html lang="ru">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy(portal))}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        '<meta name="robots" content="noindex, nofollow">\n'
        f"<title>Редакция — {escape(portal.short_name or portal.name)}</title>\n"
        '<link rel="cms-config-url" type="application/json" href="config.json">\n'
        '<link rel="stylesheet" href="before.css">\n<script src="before.js"></script>\n'
        "</head>\n<body>\n"
        "<noscript><p>Для этой страницы нужен JavaScript.</p></noscript>\n"
        f'<script src="{SCRIPT}" integrity="{script_integrity()}"></script>\n</body>\n</html>\n'
    )
