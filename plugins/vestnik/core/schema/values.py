"""Single values: from the text that was typed to what the model keeps.

Each function takes the text, never empty, and the place where it stands; it returns `None` and
leaves a problem where the text makes no sense.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from vestnik.core import addresses
from vestnik.core.patterns import regex
from vestnik.core.schema.contacts import read_email, read_phone, read_url
from vestnik.core.schema.dates import read_date, read_moment
from vestnik.core.schema.paths import (
    PICTURES,
    read_file,
    read_old_address,
    read_picture_file,
    read_place,
)
from vestnik.core.schema.spot import Spot
from vestnik.core.schema.suggest import closest, fold, listed
from vestnik.core.schema.types import Field, Type

_YES = frozenset({"да", "yes", "true", "on", "1", "y", "д"})
_NO = frozenset({"нет", "no", "false", "off", "0", "n", "н"})

_HTML = regex(r"</?[a-zA-Z][^<>]*>")
_FILE_NAME_ALT = regex(
    rf"(?:\.(?:{'|'.join(PICTURES)})$)"
    r"|^(?:img|dsc|dscn|dscf|photo|image|screenshot|whatsapp[ _]image|скриншот|безымянный|фото)?"
    r"[-_ ]*\d[\d_\-. ()]*$",
    re.IGNORECASE,
)
_EMPTY_ALT_WORDS = (
    "фото фотография картинка изображение рисунок снимок иллюстрация логотип image photo picture"
)
_EMPTY_ALT = frozenset(_EMPTY_ALT_WORDS.split())
_NUMBER_SIGN = regex(r"^(?:№|N(?=[\s\d])|No\.?(?=[\s\d])|#)\s*", re.IGNORECASE)
_NUMBER_WITH_DATE = regex(r"^(?P<number>.+?)\s+от\s+(?P<date>[«\"]?\d.*)$", re.IGNORECASE)
_NO_NUMBER = frozenset({"нет", "-", "—"})


def read_text(text: str, spot: Spot) -> str:
    """Text in one line."""
    return " ".join(read_long_text(text, spot).split())


def read_long_text(text: str, spot: Spot) -> str:
    """Text that may have several lines."""
    found = _HTML.search(text)
    if found:
        spot.warn(
            "html-in-field",
            f"разметка «{found.group()}» в этом поле покажется читателю как есть",
            "уберите её",
        )
    return text.strip()


def is_yes(text: str) -> bool:
    """Whether `text` says yes."""
    return text.strip().lower() in _YES


def read_bool(text: str, spot: Spot) -> bool | None:
    """Yes or no."""
    if is_yes(text) or text.strip().lower() in _NO:
        return is_yes(text)
    spot.error("not-yes-or-no", f"«{text}» — это ни «да», ни «нет»", "напишите да или нет")
    return None


def read_integer(text: str, spot: Spot) -> int | None:
    """A whole number."""
    if re.fullmatch(r"-?\d{1,9}", text.strip(), re.ASCII):
        return int(text)
    spot.error("not-a-number", f"«{text}» — это не целое число", "напишите цифрами, например 10")
    return None


def read_choice(text: str, spot: Spot, field: Field) -> str | None:
    """One of the field's choices, by its value or its Russian name."""
    wanted = fold(text)
    for value, name in field.choices:
        if wanted in (fold(value), fold(name)):
            return value
    options = [value for value, _ in field.choices]
    near = closest(text, [*options, *(name for _, name in field.choices)])
    near = next((value for value, name in field.choices if near in (value, name)), "")
    maybe = f"возможно, «{near}»; " if near else ""
    spot.error("not-in-list", f"«{text}» здесь не бывает", f"{maybe}допустимо: {listed(options)}")
    return None


def read_slug(text: str, spot: Spot) -> str | None:
    """The end of an address."""
    if re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", text):
        return text
    spot.error(
        "slug-characters",
        f"в адресе «{text}» могут быть только маленькие латинские буквы, цифры и одиночные дефисы",
        f"напишите {addresses.slug(text) or 'priem-zayavok'}",
    )
    return None


def read_number(text: str, spot: Spot) -> str | None:
    """Number of an act, without «№»."""
    number = " ".join(text.split())
    dated = _NUMBER_WITH_DATE.match(number)
    if dated:
        spot.error(
            "number-with-date",
            f"в номере «{text}» стоит и дата",
            f"оставьте «{dated.group('number')}», а дату напишите в её поле",
        )
        return None
    bare = _NUMBER_SIGN.sub("", number)
    if not bare:
        spot.error("number-empty", f"после «{text}» нет номера", "напишите номер или «б/н»")
        return None
    if bare != number:
        spot.advise(
            "number-sign", f"знак «№» в «{text}» лишний: сайт ставит его сам", f"напишите {bare}"
        )
    if addresses.is_numberless(bare) or bare in _NO_NUMBER:
        if bare != "б/н":
            spot.advise("number-none", f"«{text}» сайт покажет как «б/н»", "напишите б/н")
        return "б/н"
    if len(bare) > 40:
        spot.error("number-long", f"«{text}» не похоже на номер документа", "напишите только номер")
        return None
    return bare


def read_alt(text: str, spot: Spot) -> str | None:
    """Description of a picture."""
    alt = read_text(text, spot)
    if is_file_name(alt):
        spot.error(
            "alt-file-name",
            f"«{alt}» — это имя файла, а не описание картинки",
            "напишите, что на ней видно",
        )
        return None
    if fold(alt) in _EMPTY_ALT:
        spot.warn(
            "alt-empty-word",
            f"«{alt}» ничего не говорит тому, кто не видит картинку",
            "напишите, что на ней видно",
        )
    return alt


def is_file_name(alt: str) -> bool:
    """Whether a description of a picture is the name that a camera gave it.

    >>> is_file_name("IMG_2034.JPG"), is_file_name("Сквер у школы № 3")
    (True, False)
    """
    return bool(_FILE_NAME_ALT.search(alt.strip()))


def is_empty_word(alt: str) -> bool:
    """Whether a description of a picture says only that it is one."""
    return fold(alt) in _EMPTY_ALT


def read_tag(text: str, spot: Spot) -> str:
    """A tag, without «#»."""
    tag = " ".join(text.split())
    if tag.startswith("#"):
        spot.advise("tag-hash", f"знак «#» в метке «{tag}» лишний", f"напишите {tag.lstrip('#')}")
        tag = tag.lstrip("#").strip()
    return tag


def read_language(text: str, spot: Spot) -> str | None:
    """A language that the site has."""
    language = text.strip().lower()
    if language in spot.portal.languages:
        return language
    spot.error(
        "unknown-language",
        f"языка «{text}» на сайте нет",
        f"есть: {listed(spot.portal.languages)}; новый язык добавляют в настройках сайта",
    )
    return None


def read_section(text: str, spot: Spot) -> str | None:
    """Key of a section of the site."""
    options = {section.key: (section.title,) for section in spot.portal.sections}
    return choose(text, spot, options, "unknown-section", "раздела «{}» на сайте нет")


def read_act_kind(text: str, spot: Spot) -> str | None:
    """Key of a kind of act."""
    options = {kind.key: (kind.title, kind.plural, kind.genitive) for kind in spot.portal.act_kinds}
    return choose(text, spot, options, "unknown-act-kind", "вида документа «{}» на сайте нет")


def read_issuer(text: str, spot: Spot) -> str | None:
    """Key of a body that adopts acts."""
    options = {issuer.key: (issuer.title, issuer.short) for issuer in spot.portal.issuers}
    return choose(text, spot, options, "unknown-issuer", "органа «{}» в настройках сайта нет")


def choose(
    text: str, spot: Spot, options: Mapping[str, tuple[str, ...]], code: str, message: str
) -> str | None:
    """The key among `options` (key → its names) that `text` is, by key or by name."""
    if text in options:
        return text
    wanted = _bare(text)
    by_name = {_bare(name): key for key, names in options.items() for name in (key, *names) if name}
    if wanted in by_name:
        return by_name[wanted]
    near = closest(wanted, by_name)
    maybe = f"возможно, «{by_name[near]}» ({options[by_name[near]][0]}); " if near else ""
    have = f"есть: {listed(list(options))}" if options else "список в настройках сайта пуст"
    spot.error(code, message.format(text), f"{maybe}{have}")
    return None


def _bare(text: str) -> str:
    return re.sub("[«»\"'„“”]", "", fold(text))


READERS: dict[Type, Callable[[str, Spot, Field], object]] = {
    Type.TEXT: lambda text, spot, _: read_text(text, spot),
    Type.LONG_TEXT: lambda text, spot, _: read_long_text(text, spot),
    Type.DATE: lambda text, spot, _: read_date(text, spot),
    Type.MOMENT: lambda text, spot, field: read_moment(text, spot, end_of_day=field.end_of_day),
    Type.BOOL: lambda text, spot, _: read_bool(text, spot),
    Type.INTEGER: lambda text, spot, _: read_integer(text, spot),
    Type.CHOICE: read_choice,
    Type.SLUG: lambda text, spot, _: read_slug(text, spot),
    Type.SECTION: lambda text, spot, _: read_section(text, spot),
    Type.ACT_KIND: lambda text, spot, _: read_act_kind(text, spot),
    Type.ISSUER: lambda text, spot, _: read_issuer(text, spot),
    Type.NUMBER: lambda text, spot, _: read_number(text, spot),
    Type.FILE: lambda text, spot, _: read_file(text, spot),
    Type.PICTURE_FILE: lambda text, spot, _: read_picture_file(text, spot),
    Type.ALT: lambda text, spot, _: read_alt(text, spot),
    Type.PLACE: lambda text, spot, _: read_place(text, spot),
    Type.OLD_ADDRESS: lambda text, spot, _: read_old_address(text, spot),
    Type.TAG: lambda text, spot, _: read_tag(text, spot),
    Type.EMAIL: lambda text, spot, _: read_email(text, spot),
    Type.PHONE: lambda text, spot, _: read_phone(text, spot),
    Type.URL: lambda text, spot, _: read_url(text, spot),
    Type.LANGUAGE: lambda text, spot, _: read_language(text, spot),
}
"""How a text of each type is read."""
