"""Colours of the theme: contrast, and a town's accent made readable.

Contrast is that of WCAG 2.2 (relative luminance of sRGB). Pure: knows style sheets as text only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

TEXT_CONTRAST = 7.0
"""What text needs on its background, everywhere (WCAG 2.2 AAA)."""
CONTROL_CONTRAST = 3.0
"""What the edge of a control and the focus mark need."""

DARK = "(prefers-color-scheme: dark)"

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_BLOCK = re.compile(r"(?:@media\s*(?P<media>[^{]+)\{\s*)?:root\s*\{(?P<body>[^}]*)\}")
_TOKEN = re.compile(r"--(?P<name>[\w-]+):\s*(?P<value>[^;]+);")
_SCHEME = re.compile(r':root\[data-vision-scheme="(?P<name>\w+)"\][^{]*\{(?P<body>[^}]*)\}')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 for black and 1 for white."""
    if not _HEX.fullmatch(colour):
        raise ValueError(f"not a colour of the form #rrggbb: {colour!r}")
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, from 1 to 21.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mix(colour: str, other: str, share: float) -> str:
    """`colour` with a `share` (0 to 1) of `other` in it.

    >>> mix("#000000", "#ffffff", 0.5)
    '#808080'
    """
    pairs = ((int(colour[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def readable(colour: str, backgrounds: Iterable[str], towards: str) -> str:
    """`colour`, moved towards another just as far as text in it needs on all the backgrounds."""
    grounds = tuple(backgrounds)
    for step in range(101):
        candidate = mix(colour, towards, step / 100)
        if all(contrast(candidate, ground) >= TEXT_CONTRAST for ground in grounds):
            return candidate
    return towards


def tokens(css: str) -> dict[str, dict[str, str]]:
    """The custom properties of a settings file: {media query, or "" for always: {name: value}}."""
    found: dict[str, dict[str, str]] = {}
    for block in _BLOCK.finditer(_COMMENT.sub("", css)):
        media = (block["media"] or "").strip()
        values = {token["name"]: token["value"].strip() for token in _TOKEN.finditer(block["body"])}
        found.setdefault(media, {}).update(values)
    return found


def schemes(css: str) -> dict[str, dict[str, str]]:
    """The colour schemes that a reader can choose: {name: {token: value}}."""
    return {
        block["name"]: {
            token["name"]: token["value"].strip() for token in _TOKEN.finditer(block["body"])
        }
        for block in _SCHEME.finditer(_COMMENT.sub("", css))
    }


def accent_css(accent: str, settings: str) -> str:
    """A style sheet that puts a town's accent in place of the theme's.

    `settings` is the text of the settings before it. The accent is darkened for the light scheme
    and lightened for the dark one until text in it is readable: the town chooses the hue, the
    readers keep the contrast.
    """
    schemes = tokens(settings)
    light = schemes.get("", {})
    dark = light | schemes.get(DARK, {})
    normal = readable(accent.lower(), (light["paper"], light["soft"]), "#000000")
    bright = readable(accent.lower(), (dark["paper"], dark["soft"]), "#ffffff")
    return (
        f":root {{\n  --accent: {normal};\n  --accent-strong: {mix(normal, '#000000', 0.25)};\n}}\n"
        f"@media {DARK} {{\n  :root {{\n    --accent: {bright};\n"
        f"    --accent-strong: {mix(bright, '#ffffff', 0.4)};\n  }}\n}}\n"
    )
