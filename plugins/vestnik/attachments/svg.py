"""Whether an SVG is a picture and nothing else.

An SVG is a document that can run scripts, load files and move. One is published only when every
element and attribute in it is known to be harmless; drawing programs can write such files.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.parsers import expat

SIZE_LIMIT = 2 * 1024 * 1024
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_INERT = (
    # What drawing programs keep for themselves: browsers show nothing of it.
    "http://www.inkscape.org/namespaces/inkscape",
    "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://purl.org/dc/elements/1.1/",
    "http://www.bohemiancoding.com/sketch/ns",
    "http://www.serif.com/",
    "http://www.w3.org/XML/1998/namespace",
)
_ELEMENTS = """
    svg g defs symbol use title desc metadata switch view style
    path rect circle ellipse line polyline polygon text tspan textPath
    linearGradient radialGradient stop pattern clipPath mask marker solidcolor
    filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
    feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR
    feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting
    feSpotLight feTile feTurbulence
"""
_HARMLESS = frozenset(_ELEMENTS.split())
_OUTSIDE = re.compile(
    r"url\s*\(\s*[\"']?\s*[^\s#\"']|@import|expression\s*\(|javascript:|\\", re.IGNORECASE
)
"""Marks of a style or value that reaches out of the file; a backslash could hide one."""
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+)\s*(px)?\s*\Z")


class _Objection(Exception):
    """Something that does not belong in a picture."""


@dataclass(slots=True)
class SvgFacts:
    """What is known of an SVG."""

    width: int = 0
    height: int = 0
    objection: str = ""
    """Why it is not published, in Russian; empty when it is harmless."""


def judge(data: bytes) -> SvgFacts:
    """Reads an SVG of any content; never raises."""
    facts = SvgFacts()
    if len(data) > SIZE_LIMIT:
        facts.objection = "больше 2 МБ"
        return facts
    parser = expat.ParserCreate(namespace_separator=" ")
    reader = _Reader(facts)
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.EntityDeclHandler = reader.entity
    parser.ProcessingInstructionHandler = reader.instruction
    try:
        parser.Parse(data, True)
    except _Objection as objection:
        facts.objection = str(objection)
    except (expat.ExpatError, ValueError, LookupError):
        facts.objection = "файл повреждён (не XML)"
    return facts


class _Reader:
    """Looks at every piece of the document as it goes by."""

    def __init__(self, facts: SvgFacts) -> None:
        self._facts = facts
        self._depth = 0
        self._style: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Judges an element."""
        namespace, _, local = name.rpartition(" ")
        if self._depth == 0:
            self._root(namespace, local, attributes)
        self._depth += 1
        if self._depth > 200:
            raise _Objection("слишком глубокая вложенность")
        if namespace != _SVG and not namespace.startswith(_INERT):
            raise _Objection(f"посторонний элемент «{local[:40]}»")
        if namespace == _SVG and local not in _HARMLESS:
            raise _Objection(f"элемент «{local[:40]}»")
        if namespace == _SVG and local == "style":
            self._style = []
        for key, value in attributes.items():
            _judge_attribute(key, value)

    def _root(self, namespace: str, local: str, attributes: dict[str, str]) -> None:
        if (namespace, local) != (_SVG, "svg"):
            raise _Objection("файл повреждён (нет элемента svg)")
        self._facts.width, self._facts.height = _dimensions(attributes)

    def end(self, name: str) -> None:
        """Judges a style sheet when it is complete."""
        self._depth -= 1
        if self._style is not None and name == f"{_SVG} style":
            if _OUTSIDE.search("".join(self._style)):
                raise _Objection("стили, которые обращаются к другим файлам")
            self._style = None

    def text(self, text: str) -> None:
        """Collects a style sheet."""
        if self._style is not None:
            self._style.append(text)

    def entity(self, name: str, *_: object) -> None:
        """Entities can hide anything, and swell without end."""
        raise _Objection(f"определение сущности «{name[:40]}»")

    def instruction(self, target: str, _: str) -> None:
        """`<?xml-stylesheet …?>` and the like."""
        raise _Objection(f"инструкция «{target[:40]}»")


def _judge_attribute(key: str, value: str) -> None:
    namespace, _, local = key.rpartition(" ")
    if namespace.startswith(_INERT) and local != "base":
        return
    if local.lower().startswith("on"):
        raise _Objection(f"сценарий в «{local[:40]}»")
    if local == "base" or (namespace not in {"", _XLINK}):
        raise _Objection(f"атрибут «{local[:40]}»")
    if local == "href" and not value.lstrip().startswith("#"):
        raise _Objection("ссылка на другой файл или адрес")
    if _OUTSIDE.search(value):
        raise _Objection(f"обращение к другому файлу в «{local[:40]}»")


def _dimensions(attributes: dict[str, str]) -> tuple[int, int]:
    """Width and height in CSS pixels; from the view box where the attributes give none."""
    sides = [_LENGTH.match(attributes.get(name, "")) for name in ("width", "height")]
    values = [float(side.group(1)) for side in sides if side]
    if len(values) < 2:
        box = attributes.get("viewBox", "").replace(",", " ").split()
        values = [float(part) for part in box[2:4] if _LENGTH.match(part)]
    if len(values) < 2 or not all(0 < value < 100_000 for value in values):
        raise _Objection("не указан размер (width, height или viewBox)")
    return max(1, round(values[0])), max(1, round(values[1]))
