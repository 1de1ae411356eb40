"""Whether two sources say the same, shape of signs apart."""

from __future__ import annotations

import re
from collections import Counter

from msgspec import structs

from vestnik.core.corpus import check_source
from vestnik.core.model import Body, Document
from vestnik.core.portal import Portal
from vestnik.core.problems import errors

_PASSED_OVER = re.compile(
    '[\\s\u00a0\u00ad\u200b\u200c\u2060\u202a-\u202e\u2066-\u2069]|&nbsp;| (?:class|style)="[^"]*"'
)
_SHAPES = str.maketrans(
    {
        "«": '"',
        "»": '"',
        "“": '"',
        "”": '"',
        "—": "-",
        "–": "-",
    }
    | dict(zip("асеорхуАВСЕНКМОРТХ", "aceopxyABCEHKMOPTX", strict=True))
)


def same_item(old: bytes, new: bytes, path: str, portal: Portal) -> bool:
    """Whether the items are the same but for the shape of signs and a faulty slug, and the new one
    has no error that the old one had not.
    """
    was, was_body, was_wrong = check_source(old, path, portal)
    now, now_body, now_wrong = check_source(new, path, portal)
    if Counter(one.code for one in errors(now_wrong)) - Counter(
        one.code for one in errors(was_wrong)
    ):
        return False
    if was is None:  # only a slug could be put right
        return now is None or skeleton(was_body) == skeleton(now_body)
    return (
        now is not None and _facts(was) == _facts(now) and skeleton(was_body) == skeleton(now_body)
    )


def _facts(document: Document) -> str:
    return repr(structs.replace(document, slug="", address=""))


def skeleton(body: Body | None) -> str:
    """What a body says: its page with spaces, invisible signs and shapes of signs levelled."""
    if body is None:
        return ""
    return _PASSED_OVER.sub("", body.html.replace("&quot;", '"')).translate(_SHAPES)
