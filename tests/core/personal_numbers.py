"""Sentences with personal data made at random, as officers and citizens type them."""

from __future__ import annotations

import random
from collections.abc import Callable

from vestnik.core.personal import Datum, inn_is_valid, luhn_is_valid, snils_is_valid

_NAMES = ("Лугова Анна Петровна", "Рябинин И. И.", "Озеров Пётр Ильич", "Пашина Вера Олеговна")
_STREETS = ("ул. Мира", "ул. Лесная", "пер. Речной", "проспект Победы", "ул. 40 лет Октября")
_SPACES = (" ", "\u00a0", "\u202f")


def _snils(pick: random.Random) -> str:
    while True:
        nine = f"{pick.randrange(1_001_999, 999_999_999):09}"
        total = sum(int(digit) * (9 - place) for place, digit in enumerate(nine))
        digits = f"{nine}{total % 101 % 100:02}"
        if snils_is_valid(digits):
            return digits


def _inn(pick: random.Random) -> str:
    while True:
        ten = f"{pick.randrange(1, 90):02}{pick.randrange(10**8):08}"
        for tail in range(100):
            if inn_is_valid(f"{ten}{tail:02}"):
                return f"{ten}{tail:02}"


def _card(pick: random.Random) -> str:
    begin = pick.choice(("2200", "2202", "4276", "5469", "5536", "6390"))
    stem = begin + "".join(pick.choice("0123456789") for _ in range(11))
    return next(stem + tail for tail in "0123456789" if luhn_is_valid(stem + tail))


def snils(pick: random.Random) -> str:
    """СНИЛС with its usual signs, or bare behind the word."""
    n = _snils(pick)
    dashed = f"{n[:3]}-{n[3:6]}-{n[6:9]}"
    return pick.choice(
        (
            f"СНИЛС {dashed} {n[9:]}",
            f"СНИЛС: {n}",
            f"страховой номер индивидуального лицевого счёта {dashed}-{n[9:]}",
            f"({dashed} {n[9:]})",
            f"СНИЛС № {dashed}{pick.choice(_SPACES)}{n[9:]}",
        )
    )


def inn(pick: random.Random) -> str:
    """ИНН of a person behind the word."""
    n = _inn(pick)
    return pick.choice((f"ИНН {n}", f"ИНН: {n}", f"(ИНН {n})", f"ИНН физического лица {n}"))


def card(pick: random.Random) -> str:
    """A card in groups, or in one behind the word."""
    n = _card(pick)
    groups = [n[place : place + 4] for place in range(0, 16, 4)]
    return pick.choice(
        (
            f"на карту {n}",
            f"банковская карта № {' '.join(groups)}",
            f"карта {'-'.join(groups)}",
            f"номер карты: {pick.choice(_SPACES).join(groups)}",
            f"перечислить на {' '.join(groups)}",
        )
    )


def passport(pick: random.Random) -> str:
    """Series and number in the ways of forms and letters."""
    a, b, n = (
        f"{pick.randrange(1, 99):02}",
        f"{pick.randrange(0, 26):02}",
        f"{pick.randrange(10**6):06}",
    )
    return pick.choice(
        (
            f"паспорт {a} {b} {n}",
            f"паспорт серии {a}{b} № {n}",
            f"паспорт: серия {a} {b} номер {n}",
            f"паспортные данные: {a}{b} {n}",
            f"паспорт гражданина РФ {a}{b} № {n}, выдан УВД",
            f"документ, удостоверяющий личность: {a} {b} № {n}",
            f"серия {a}{b} № {n}",
        )
    )


def phone(pick: random.Random) -> str:
    """A mobile phone of a citizen."""
    n = f"9{pick.randrange(10**9):09}"
    form = pick.choice(
        ("+7 {0} {1}-{2}-{3}", "8{0}{1}{2}{3}", "8 ({0}) {1}-{2}-{3}", "+7({0}){1}-{2}-{3}")
    )
    typed = form.format(n[:3], n[3:6], n[6:8], n[8:])
    return pick.choice((f"тел. {typed}", f"моб. {typed}", f"телефон: {typed}", typed))


def address(pick: random.Random) -> str:
    """Where somebody lives."""
    street, house, flat = pick.choice(_STREETS), pick.randrange(1, 200), pick.randrange(1, 300)
    return pick.choice(
        (
            f"проживающая по адресу: {street}, д. {house}, кв. {flat}",
            f"зарегистрирован по адресу: г. Яр, {street}, дом {house}, кв. {flat}",
            f"адрес регистрации: {street}, д. {house}",
            f"место жительства: {street}, д. {house}, кв. {flat}",
        )
    )


KINDS: dict[str, tuple[Datum, Callable[[random.Random], str]]] = {
    "паспорт": (Datum.PASSPORT, passport),
    "СНИЛС": (Datum.SNILS, snils),
    "ИНН": (Datum.INN, inn),
    "карта": (Datum.CARD, card),
    "телефон": (Datum.PHONE, phone),
    "адрес": (Datum.ADDRESS, address),
}


def sentence(pick: random.Random, kind: str) -> tuple[str, Datum]:
    """A sentence with one of that kind, and what should be found in it."""
    datum, make = KINDS[kind]
    before = f"Гражданин {pick.choice(_NAMES)}"
    after = pick.choice((".", ", прошу рассмотреть.", "; заявление от 12.03.2024 № 15.", ""))
    return f"{before}, {make(pick)}{after}", datum
