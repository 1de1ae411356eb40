"""Personal data that nobody may publish, named without being repeated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vestnik.core.checks.passage import Finding, Passage
from vestnik.core.personal import Datum, find_personal
from vestnik.core.problems import Severity

_REMOVE = "уберите: публиковать персональные данные нельзя"


@dataclass(frozen=True, slots=True)
class _Fault:
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
        fault = _FAULTS[trace.datum]
        shown = f" «{trace.masked}»" if trace.masked else ""
        yield Finding(
            trace.start,
            fault.code,
            f"{'' if trace.sure else 'похоже на персональные данные: '}{fault.name}{shown}",
            fault.remedy,
            Severity.ERROR if trace.sure and fault.stops else Severity.WARNING,
        )
