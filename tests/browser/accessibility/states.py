"""In which states pages are looked at, and what each state asks: a table, and nothing that runs.

Whoever gives the theme something new (a colour scheme, a panel, a filter) adds a row here at most:
schemes are found in the style sheets by themselves, and a row that opens something is left out
while no page has that thing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

NARROW: Mapping[str, Any] = {"viewport": {"width": 320, "height": 800}, "color_scheme": "light"}
WIDE: Mapping[str, Any] = {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"}
USUAL: Mapping[str, str] = {
    "color_scheme": "light",
    "contrast": "no-preference",
    "forced_colors": "none",
    "reduced_motion": "no-preference",
}
COLOURS = ("colours",)
"""What of axe's rules a change of colours alone can break."""
LAYOUT = ("wide", "cut", "broken", "overlap")


@dataclass(frozen=True, slots=True)
class State:
    """How a page is looked at."""

    name: str
    probes: tuple[str, ...]
    """What is asked: names of probes in `probes.js`, or of checks in `look.py`."""
    options: Mapping[str, Any] = field(default_factory=lambda: WIDE)
    """Of the browser's context, as Playwright names them."""
    marks: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Attributes of `<html>`, as the low-vision mode sets them."""
    css: str = ""
    """A reader's own style sheet."""
    paper: bool = False
    """Whether it is printed."""
    press: str = ""
    """What is clicked first; pages without it are left out."""
    shows: str = ""
    """What must have come into sight after that, or by itself."""
    path: str = ""
    """The one page of a built site that has it, with its query."""
    open: str = ""
    """The disclosures that are opened first; pages without any are left out."""
    pages_only: bool = False
    """Whether it makes no sense for a component alone."""
    without: tuple[str, ...] = ()
    """Kinds of resources that do not arrive."""

    @property
    def scripts(self) -> bool:
        """Whether scripts run."""
        return bool(self.options.get("java_script_enabled", True))

    @property
    def window(self) -> str:
        """Which window shows it: states of one name can be put on and off in turn, without a page
        being loaded anew.
        """
        if self.press or self.path or self.without or not self.scripts:
            return self.name
        return "in turn"

    @property
    def media(self) -> dict[str, str]:
        """What the reader's system asks for, as Playwright puts it on."""
        asked = {name: self.options.get(name, usual) for name, usual in USUAL.items()}
        return asked | {"media": "print" if self.paper else "screen"}


SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; "
    "word-spacing: 0.16em !important } p { margin-bottom: 2em !important }"
)
"""WCAG 1.4.12."""

ORDINARY = (
    State("wide", ("axe", "walk", "targets", "underlined", "current", "hidden", "skips"), WIDE),
    State("narrow, dark", ("axe", "wide", "targets", "hidden"), NARROW | {"color_scheme": "dark"}),
    State("narrow, keyboard", ("walk", "overlap"), NARROW),
    State("text at 200 %", LAYOUT, NARROW, css="html { font-size: 200% }"),
    State("wide, text at 200 %", LAYOUT, WIDE, css="html { font-size: 200% }"),
    State("own spacing", LAYOUT, NARROW, css=SPACING),
    State("more contrast", COLOURS, WIDE | {"contrast": "more"}),
    State("own colours", ("forced", "walk"), WIDE | {"forced_colors": "active"}),
    State("less motion", ("moving",), WIDE | {"reduced_motion": "reduce"}),
    State("on paper", ("printed",), WIDE | {"color_scheme": "dark"}, paper=True, pages_only=True),
    State("without script", ("scriptless",), NARROW | {"java_script_enabled": False}),
    State("without style", ("bare",), WIDE, without=("stylesheet",)),
    State(
        "without either",
        ("bare", "scriptless"),
        WIDE | {"java_script_enabled": False},
        without=("stylesheet",),
    ),
    State(
        "opened",
        ("axe", "wide", "targets", "escape"),
        NARROW,
        open="details:not([open])",
    ),
    State(
        "low-vision settings",
        ("axe", "wide", "targets", "walk"),
        NARROW,
        press=".vision-link--on",
        shows=".vision-settings",
        pages_only=True,
    ),
)
"""What every page is asked."""

FOUND = (
    ("register filtered", "/documents/?number=375", "[data-results] tbody tr"),
    ("register, nothing found", "/documents/?number=00-00", "[data-found]:not(:empty)"),
    ("search with results", "/search/?q=мост", "#search-results > li"),
    ("search without results", "/search/?q=щщщщщ", "#search-status:not(:empty)"),
)
IN_SITE = (
    *(
        State(name, ("axe", "wide", "targets", "walk"), NARROW, path=path, shows=shows)
        for name, path, shows in FOUND
    ),
    *(
        State(f"{name}, on paper", ("printed",), WIDE, path=path, shows=shows, paper=True)
        for name, path, shows in (FOUND[0], FOUND[2])
    ),
)
"""What a script makes of a whole site's data; left out while the site has no such page."""

LARGE = (
    ".menu__summary",
    ".menu__link",
    ".search-slot__field",
    ".search-slot__button",
    ".pager__page",
    ".pager__month",
    ".vision__summary",
    ".vision-button",
)
"""Controls that are at least 44 pixels high: menu, search, pager, and those of the panel."""


def schemes(theme: Path) -> list[State]:
    """A state for each value that the style sheets of the theme ask `<html>` for:
    `[data-scheme="night"]` becomes one, and so does whatever else a panel sets.
    """
    wanted = re.compile(r'(?:html|:root)[^,{]*?\[(data-[\w-]+)="([^"]+)"\]')
    switch = re.compile(r"(?:html|:root)\[(data-\w+)\]")
    sheets = [*theme.glob("static/*.css"), *theme.glob("components/*/*.css")]
    css = "\n".join(sheet.read_text("utf-8") for sheet in sorted(sheets))
    on = set(switch.findall(css))
    return [
        State(
            f"{name.removeprefix('data-')}: {value}",
            ("colours" if "scheme" in name else "axe", "wide"),
            NARROW if "size" in name else WIDE,
            marks={one: "" for one in sorted(on) if name.startswith(f"{one}-")} | {name: value},
        )
        for name, value in sorted(set(wanted.findall(css)))
    ]
