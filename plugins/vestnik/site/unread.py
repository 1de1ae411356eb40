"""Links to pages whose own source could not be read: whose fault it is."""

from __future__ import annotations

from collections.abc import Iterable


def unread_source(target: str, unread: Iterable[str]) -> str:
    """The source among `unread` that a link names; empty for none.

    `target` is the path of a source, or an address of this site. What address an unread source
    would have nobody knows, so the kind's folder and the end of the address decide.
    """
    parts = target.strip("/").split("/")
    for path in unread:
        named = path.removesuffix(".md").removesuffix("/index").split("/")
        if path == target or (parts[0], parts[-1]) == (named[0], named[-1]):
            return path
    return ""
