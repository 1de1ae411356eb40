"""The examples of the components: `theme/components/<name>/examples.toml` as values and as HTML.

A file of examples says what its macros take (`[macros.card] level = "int"`) and lists named
examples with their arguments; plain tables become the dataclasses of `contexts` on the way.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec
from markupsafe import Markup

from vestnik.core import model, portal, statement
from vestnik.search.passages import Piece
from vestnik.site import contexts
from vestnik.site.theming import ThemeEnvironment

_TYPES = {
    **vars(model),
    **vars(portal),
    **vars(contexts),
    "statement": statement,
    "Piece": Piece,
    "CheckRun": statement.CheckRun,
    "date": date,
    "datetime": datetime,
}
_ID = re.compile(
    r'(?P<attribute>\b(?:id|for|aria-labelledby|aria-describedby)="|href="#)(?P<id>[^"]+)'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One state of a component."""

    component: str
    name: str
    macro: str
    arguments: dict[str, Any]
    content: Markup | None = None
    """What the caller puts inside, for a macro that is called with a block."""
    wrapper: str = ""
    """Element that the component must stand in: a macro may make list items alone."""
    empty: bool = False
    """The component has nothing to show in this state."""

    def html(self, environment: ThemeEnvironment) -> str:
        """The example as the component renders it."""
        module = environment.get_template(f"components/{self.component}/template.html").module
        extra = {} if self.content is None else {"caller": lambda: self.content}
        html = str(getattr(module, self.macro)(**self.arguments, **extra))
        return f"<{self.wrapper}>{html}</{self.wrapper}>" if self.wrapper else html


def examples(theme: Path) -> Iterator[Example]:
    """All examples of all components."""
    for path in sorted(theme.glob("components/*/examples.toml")):
        yield from _examples(path)


def _examples(path: Path) -> Iterator[Example]:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    macros: dict[str, dict[str, str]] = data["macros"]
    for entry in data["examples"]:
        macro = entry.get("macro", next(iter(macros)))
        types = macros[macro]
        yield Example(
            component=path.parent.name,
            name=entry["name"],
            macro=macro,
            arguments={
                name: convert(value, types[name]) for name, value in entry["arguments"].items()
            },
            content=Markup(entry["content"]) if "content" in entry else None,
            wrapper=data.get("wrapper", ""),
            empty=entry.get("empty", False),
        )


def convert(value: Any, type_name: str) -> Any:
    """Plain TOML as the type of that name."""
    wanted = eval(type_name, dict(_TYPES))
    return msgspec.convert(value, wanted, dec_hook=lambda kind, text: kind(text))


def with_own_ids(html: str, suffix: str) -> str:
    """The HTML with ids and references to them made its own, so that examples can share a page."""

    def own(found: re.Match[str]) -> str:
        return found["attribute"] + " ".join(f"{one}-{suffix}" for one in found["id"].split())

    return _ID.sub(own, html)
