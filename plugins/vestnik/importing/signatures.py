"""The signature under a text: a post and a name, on one line or on two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vestnik.importing.page import Block, BlockKind

_NAME = (
    r"(?:[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
    r"|[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s[А-ЯЁ]\.\s?[А-ЯЁ]\.)"
)
_ALONE = re.compile(rf"{_NAME}")
_WITH_POST = re.compile(rf"(?P<post>.{{4,200}}?)[\s_|]+(?P<name>{_NAME})$", re.DOTALL)
_POST = re.compile(
    r"^(?:временно\s+исполняющ|исполняющ|и\.\s?о\.|врио|врип|первый\s+заместитель|заместитель|глава|мэр"
    r"|начальник|директор|председатель|руководитель|министр|управляющ|заведующ|ректор|секретарь|главный)",
    re.IGNORECASE,
)
_FROM_END = 8


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed."""

    post: str
    name: str
    blocks: tuple[int, ...]
    """Places of the blocks that say so."""


def find_signature(blocks: Sequence[Block]) -> Signature | None:
    """The signature among the last blocks, or `None`."""
    words = [place for place, block in enumerate(blocks) if block.text]
    for place in reversed(words[-_FROM_END:]):
        if blocks[place].kind is BlockKind.TABLE and len(blocks[place].text) > 300:
            continue
        text = " ".join(blocks[place].text.replace("|", " ").split())
        if _ALONE.fullmatch(text):
            before = [one for one in words if one < place][-1:]
            post = blocks[before[0]].text if before else ""
            if before and _POST.match(post) and len(post) < 200:
                return Signature(" ".join(post.split()), text, (before[0], place))
            continue
        found = _WITH_POST.fullmatch(text)
        if found and _POST.match(found["post"]) and "." not in found["post"].rstrip(" ._")[3:]:
            return Signature(found["post"].strip(" ,_"), found["name"], (place,))
    return None
