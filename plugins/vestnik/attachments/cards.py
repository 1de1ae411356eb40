"""Drawn pictures for social networks, for pages that have none of their own.

A card shows the name of the body and a title on the accent colour: one for the site, one for each
section. It is drawn from trusted values, so it needs no worker process.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from vestnik.attachments.pictures import SOCIAL

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

_MARGIN = 80
_WIDTH = SOCIAL[0] - 2 * _MARGIN
_TITLE_SIZES = range(84, 39, -4)
"""Pixels, largest first; the first that fits is taken."""
_TITLE_HEIGHT = 370
_NAME_SIZE = 34
_NAME_LINES = 2
_LEADING = 1.18
_BOLD, _REGULAR = 700, 400
_INK = "#16202b"
_NO_LETTER = "\uffff"
"""Stands in no font: what is drawn for it is drawn for every missing letter."""


def draw_card(*, name: str, title: str, accent: str, fonts: Sequence[Path]) -> bytes:
    """A PNG of 1200 × 630: `title` large, `name` small below it, on `accent` (`#rrggbb`).

    Without a title the name stands in its place. Each letter is taken from the first of `fonts`
    (TTF, OTF, WOFF2; of variable ones the bold weight) that has it. Same arguments, same Pillow:
    same bytes.
    """
    from PIL import Image, ImageColor, ImageDraw

    image = Image.new("RGB", SOCIAL, accent)
    draw = ImageDraw.Draw(image)
    colour = _legible_on(ImageColor.getrgb(accent)[:3])
    heading, footer = (title, name) if title else (name, "")
    _draw_title(draw, heading, fonts, colour)
    if footer:
        _draw_footer(draw, footer, fonts, colour)
    buffer = io.BytesIO()
    image.quantize(64, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _draw_title(draw: ImageDraw, text: str, fonts: Sequence[Path], colour: str) -> None:
    """In the largest size that fits; where none does, cut with «…»."""
    for size in _TITLE_SIZES:
        face = _Face(fonts, size, _BOLD)
        lines = _wrapped(text, face)
        unbroken = all(face.length(word) <= _WIDTH for word in text.split(" "))
        if unbroken and len(lines) * size * _LEADING <= _TITLE_HEIGHT:
            break
    _draw_lines(
        draw, _cut(lines, int(_TITLE_HEIGHT / (size * _LEADING)), face), face, _MARGIN, colour
    )


def _draw_footer(draw: ImageDraw, text: str, fonts: Sequence[Path], colour: str) -> None:
    face = _Face(fonts, _NAME_SIZE, _REGULAR)
    lines = _cut(_wrapped(text, face), _NAME_LINES, face)
    top = SOCIAL[1] - _MARGIN - round(len(lines) * _NAME_SIZE * _LEADING)
    draw.rectangle((_MARGIN, top - 30, _MARGIN + 96, top - 25), fill=colour)
    _draw_lines(draw, lines, face, top, colour)


def _draw_lines(draw: ImageDraw, lines: list[str], face: _Face, top: float, colour: str) -> None:
    for number, line in enumerate(lines):
        baseline = top + face.size * (number * _LEADING + 0.92)
        face.draw(draw, (_MARGIN, baseline), line, colour)


class _Face:
    """Several fonts that are read as one: a web font comes in a file for each script."""

    def __init__(self, fonts: Sequence[Path], size: int, weight: int) -> None:
        self.size = size
        self._fonts = [_opened(font, size, weight) for font in fonts]
        self._missing = [self._shape(index, _NO_LETTER) for index in range(len(self._fonts))]
        self._known: dict[str, int] = {}

    def length(self, text: str) -> float:
        """Width in pixels."""
        return sum(font.getlength(run) for font, run in self._runs(text))

    def draw(self, draw: ImageDraw, start: tuple[float, float], text: str, colour: str) -> None:
        """Draws one line, its base line at `start`."""
        left, baseline = start
        for font, run in self._runs(text):
            draw.text((left, baseline), run, font=font, fill=colour, anchor="ls")
            left += font.getlength(run)

    def _runs(self, text: str) -> Iterator[tuple[FreeTypeFont, str]]:
        for index, run in groupby(text, self._font_of):
            yield self._fonts[index], "".join(run)

    def _font_of(self, char: str) -> int:
        """Index of the first font that has the letter; the first of all where none has."""
        if char not in self._known:
            having = (i for i, box in enumerate(self._missing) if self._shape(i, char) != box)
            self._known[char] = next(having, 0)
        return self._known[char]

    def _shape(self, index: int, char: str) -> tuple[float, bytes]:
        font = self._fonts[index]
        return font.getlength(char), bytes(font.getmask(char))


def _opened(font: Path, size: int, weight: int) -> FreeTypeFont:
    """One font in that size, and in that weight where it is a variable one.

    Always with the simple layout engine: the other needs a library of the system, and would give
    other bytes where that is missing.
    """
    from PIL import ImageFont

    face = ImageFont.truetype(str(font), size, layout_engine=ImageFont.Layout.BASIC)
    try:
        axes = face.get_variation_axes()
    except OSError:  # not a variable font
        return face
    values = [weight if axis["name"] == b"Weight" else axis["default"] or 0 for axis in axes]
    face.set_variation_by_axes([float(value) for value in values])
    return face


def _wrapped(text: str, face: _Face) -> list[str]:
    """Lines that fit; no-break spaces hold, and a word wider than a line is broken."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip(" ")
        if face.length(longer) <= _WIDTH:
            lines[-1] = longer
        else:
            lines += _broken(word, face)
    return [line for line in lines if line]


def _broken(word: str, face: _Face) -> list[str]:
    """The word in pieces no wider than a line; mostly it is one."""
    pieces = [""]
    for char in word:
        if face.length(pieces[-1] + char) > _WIDTH:
            pieces.append("")
        pieces[-1] += char
    return pieces


def _cut(lines: list[str], count: int, face: _Face) -> list[str]:
    """At most `count` lines; the last one says that there were more."""
    if len(lines) <= count:
        return lines
    last = lines[count - 1]
    while last and face.length(f"{last}…") > _WIDTH:
        last = last[:-1]
    return [*lines[: count - 1], last.rstrip(" ,.;:—") + "…"]


def _legible_on(background: Sequence[int]) -> str:
    """White or ink, whichever stands out more (contrast of WCAG 2)."""
    shares = [value / 255 for value in background]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in shares]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#ffffff" if luminance < 0.2 else _INK
