"""Personal data that nobody may publish, named without being repeated."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from vestnik.core.checks.passage import Finding, Passage
from vestnik.core.frontmatter import Fields, Items, Node, Text
from vestnik.core.personal import Datum, Trace, find_personal
from vestnik.core.problems import Problem, Severity

_REMOVE = "уберите: публиковать персональные данные нельзя"


_NO_PROSE = frozenset({"redirect_from", "slug", "file", "phone", "url", "related", "video"})
"""Fields that hold addresses, names of files, or the phone of an office."""


class _Fault(Struct, frozen=True):
    code: str
    name: str
    """How a message calls it."""
    remedy: str = _REMOVE
    stops: bool = True
    """Nothing is published with it, where it is beyond doubt."""


_FAULTS = {
    Datum.PASSPORT: _Fault("personal-passport", "номер паспорта"),
    Datum.SNILS: _Fault("personal-snils", "номер СНИЛС"),
    Datum.INN: _Fault("personal-inn", "номер ИНН человека"),
    Datum.CARD: _Fault("personal-card", "номер банковской карты"),
    Datum.PHONE: _Fault(
        "personal-phone",
        "телефон гражданина",
        "уберите; служебный телефон добавьте в настройку official_phones",
        stops=False,
    ),
    Datum.ADDRESS: _Fault(
        "personal-address", "домашний адрес гражданина", "уберите дом и квартиру", stops=False
    ),
}


def personal_data(passage: Passage) -> Iterator[Finding]:
    """Passports, СНИЛС, ИНН and cards stop publication; what only seems so is a warning."""
    for trace in find_personal(passage.prose, passage.official_phones):
        code, message, remedy, severity = _words(trace)
        yield Finding(trace.start, code, message, remedy, severity)


def personal_fields(
    fields: Fields, path: str, official: frozenset[str] = frozenset()
) -> Iterator[Problem]:
    """The same in the front matter: titles and leads stand in lists, feeds and search as well."""
    for key, node in fields.entries.items():
        for text in _texts(key, node):
            for trace in find_personal(text.value, official):
                code, message, remedy, severity = _words(trace)
                yield Problem(
                    path=path,
                    line=text.line,
                    field=key,
                    code=code,
                    message=message,
                    remedy=remedy,
                    severity=severity,
                )


def _texts(key: str, node: Node) -> Iterator[Text]:
    """What people read of a field, at any depth."""
    if key in _NO_PROSE:
        return
    if isinstance(node, Text):
        yield node
    elif isinstance(node, Items):
        for item in node.items:
            yield from _texts("", item)
    else:
        for name, inner in node.entries.items():
            yield from _texts(name, inner)


def _words(trace: Trace) -> tuple[str, str, str, Severity]:
    """Code, message, remedy and weight."""
    fault = _FAULTS[trace.datum]
    shown = f" «{trace.masked}»" if trace.masked else ""
    message = f"{'' if trace.sure else 'похоже на персональные данные: '}{fault.name}{shown}"
    stops = trace.sure and fault.stops
    return fault.code, message, fault.remedy, Severity.ERROR if stops else Severity.WARNING
