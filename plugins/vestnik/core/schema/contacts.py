"""How people can be reached: addresses of mail and pages, telephones."""

from __future__ import annotations

import re

from vestnik.core.patterns import regex
from vestnik.core.schema.spot import Spot

_EMAIL = regex(r"^[\w.+-]+@(?:[\w-]+\.)+[^\W\d_]{2,}$")
_URL = regex(r"^https?://[^\s/?#.]+(?:\.[^\s/?#.]+)+(?:[/?#]\S*)?$|^/(?!/)\S*$")
_UNSAFE_URL = regex(r"^\s*(?:javascript|data|vbscript|file):", re.IGNORECASE)
_PHONE_EXTRA = regex(
    r"\((?:[^()\d]+)\)|доб(?:авочный)?\.?\s*\d+|вн(?:утр)?\.?\s*\d+|#\d+"
    r"|/факс|факс:?|телефон:?|тел\.?"
)
_PHONE_LENGTHS = frozenset({2, 3, 4, 5, 6, 7, 10, 11})


def read_email(text: str, spot: Spot) -> str | None:
    """E-mail address."""
    email = text.strip().removeprefix("mailto:")
    mixed = mixed_letters(email)
    if _EMAIL.match(email) and not mixed:
        return email
    why = ": русские и латинские буквы в нём вперемешку" if mixed else ""
    spot.error(
        "bad-email",
        f"«{text}» не похоже на адрес электронной почты{why}",
        "напишите его в виде imya@sait.ru",
    )
    return None


def mixed_letters(address: str) -> bool:
    """Whether Cyrillic and Latin letters stand in one part of an e-mail address."""
    return any(
        re.search("[а-яё]", label, re.IGNORECASE) and re.search("[a-z]", label, re.IGNORECASE)
        for label in re.split(r"[@.\-_+]", address)
    )


def read_phone(text: str, spot: Spot) -> str:
    """Telephone numbers, as typed."""
    phone = " ".join(text.split())
    if not is_phone(phone):
        spot.warn(
            "bad-phone",
            f"«{text}» не похоже на телефон",
            "напишите его с кодом города, например +7 (8212) 24-12-34, доб. 5",
        )
    return phone


def is_phone(text: str) -> bool:
    """Whether `text` is one or several telephone numbers.

    >>> is_phone("8 (8212) 24-12-34, доб. 5; 24-12-35"), is_phone("8 (8212) 24-12")
    (True, False)
    """
    for part in re.split(r"[,;]| и |/(?=\s*\+?\d{2})", _PHONE_EXTRA.sub("", text.lower())):
        if not part.strip(" .:"):
            continue
        digits = re.sub(r"\D", "", part)
        if re.search(r"[^\W\d_]", part) or len(digits) not in _PHONE_LENGTHS:
            return False
        if part.strip().startswith("+7") and len(digits) != 11:
            return False
    return True


def read_url(text: str, spot: Spot) -> str | None:
    """Address of a page, elsewhere or on this site."""
    url = text.strip()
    if _UNSAFE_URL.match(url):
        spot.error(
            "unsafe-link",
            f"ссылка «{url[:60]}» может навредить читателю",
            "замените её обычной ссылкой",
        )
        return None
    if _URL.match(url):
        return url
    remedy = "напишите полный адрес, например https://example.ru/"
    if re.match(r"^(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?$", url):
        remedy = f"напишите https://{url}"
    spot.error("bad-url", f"«{text}» — это не ссылка", remedy)
    return None
