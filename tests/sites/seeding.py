"""Faults as people make them, sown into good sources: each says what should be found, and where."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

_PLAIN = re.compile(r"[А-ЯЁ][^|#>*`<{\[]*$")


@dataclass(frozen=True, slots=True)
class Good:
    """A source without faults, by its lines."""

    path: str
    lines: tuple[str, ...]

    @property
    def fence(self) -> int:
        """Index of the line that closes the head."""
        return self.lines.index("---", 1)

    def field(self, name: str) -> int | None:
        """Index of the line of a field whose value stands on it."""
        for index in range(1, self.fence):
            if re.match(rf"{name}: +[^\s>|\[{{]", self.lines[index]):
                return index
        return None


@dataclass(frozen=True, slots=True)
class Sown:
    """A source with a fault, and the line to be named, from 1; 0 where none is to blame."""

    data: bytes
    line: int


Sow = Callable[[Good, random.Random], Sown | None]


@dataclass(frozen=True, slots=True)
class Seed:
    """One kind of fault."""

    name: str
    """What somebody did, in English."""
    code: str
    sow: Sow


def _text(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def _head(*added: str, line: int = 1) -> Sow:
    """New lines at the end of the head; `line` of them is to blame."""

    def sow(good: Good, _: random.Random) -> Sown | None:
        name = added[0].partition(":")[0]
        if any(one.startswith(f"{name}:") for one in good.lines[1 : good.fence]):
            return None
        lines = [*good.lines[: good.fence], *added, *good.lines[good.fence :]]
        return Sown(_text(lines), good.fence + line)

    return sow


def _value(name: str, change: Callable[[str], str]) -> Sow:
    """Another value of a field that stands there."""

    def sow(good: Good, _: random.Random) -> Sown | None:
        index = good.field(name)
        if index is None:
            return None
        value = good.lines[index].partition(": ")[2].strip()
        if value.startswith(("'", '"')):
            return None
        lines = list(good.lines)
        lines[index] = f"{name}: {change(value)}"
        return Sown(_text(lines), index + 1)

    return sow


def _line(name: str, change: Callable[[str], str]) -> Sow:
    """The whole line of a field, changed."""

    def sow(good: Good, _: random.Random) -> Sown | None:
        index = good.field(name)
        if index is None:
            return None
        lines = list(good.lines)
        lines[index] = change(lines[index])
        return Sown(_text(lines), index + 1)

    return sow


def _gone(name: str) -> Sow:
    """A field that is no longer there."""

    def sow(good: Good, _: random.Random) -> Sown | None:
        index = good.field(name)
        if index is None or good.lines[index + 1].startswith(" "):
            return None
        return Sown(_text([*good.lines[:index], *good.lines[index + 1 :]]), 1)

    return sow


def _body(*added: str, line: int = 1) -> Sow:
    """A paragraph more, between two that are there."""

    def sow(good: Good, pick: random.Random) -> Sown | None:
        places = [
            index + 1
            for index in range(good.fence + 1, len(good.lines) - 1)
            if not good.lines[index]
            and _PLAIN.match(good.lines[index + 1])
            and (index == good.fence + 1 or _PLAIN.match(good.lines[index - 1]))
        ]
        if not places or any("<!--" in one or "```" in one for one in good.lines):
            return None
        place = pick.choice(places)
        lines = [*good.lines[:place], *added, "", *good.lines[place:]]
        return Sown(_text(lines), place + line)

    return sow


def _word(change: Callable[[str], str]) -> Sow:
    """One long word of a paragraph, changed."""

    def sow(good: Good, pick: random.Random) -> Sown | None:
        places = [
            (index, found)
            for index in range(good.fence + 1, len(good.lines))
            if _PLAIN.match(good.lines[index])
            for found in re.finditer(r"(?<![\w.-])[а-яё]{5,}(?= [а-яё]{3,} )", good.lines[index])
            if re.search(r"[аеорсу]", found[0])
        ]
        if not places:
            return None
        index, found = pick.choice(places)
        lines = list(good.lines)
        lines[index] = (
            lines[index][: found.start()] + change(found[0]) + lines[index][found.end() :]
        )
        return Sown(_text(lines), index + 1)

    return sow


def _whole(change: Callable[[str], bytes], line: Callable[[Good], int] = lambda _: 0) -> Sow:
    """All of the file, changed."""

    def sow(good: Good, _: random.Random) -> Sown:
        return Sown(change("\n".join(good.lines) + "\n"), line(good))

    return sow


def _only(kind: str, sow: Sow) -> Sow:
    """For sources below one folder."""
    return lambda good, pick: sow(good, pick) if good.path.startswith(f"{kind}/") else None


def _adopted(sow: Sow) -> Sow:
    """For acts that are no projects."""
    return lambda good, pick: sow(good, pick) if good.field("adopted") else None


def _bare(sow: Sow) -> Sow:
    """For sources without files."""
    return lambda good, pick: None if "attachments:" in good.lines else sow(good, pick)


def _latin(word: str) -> str:
    return re.sub("[аеорсу]", lambda found: dict(zip("аеорсу", "aeopcy"))[found[0]], word, count=1)  # noqa: B905


_TABLE = ("| Улица | Дом |", "|---|---|", "| Лесная | 4 | лишнее |")
_LONG = "Собрание жителей " + "и представителей организаций, " * 30 + "прошло."
_NEWS_NUMBER = _only("news", _head('number: "15"'))

SEEDS = (
    # The file
    Seed("saved as windows-1251", "encoding", _whole(lambda text: text.encode("cp1251", "ignore"))),
    Seed("saved as UTF-16", "encoding", _whole(lambda text: text.encode("utf-16"))),
    Seed("emptied", "empty-file", _whole(lambda _: b"")),
    Seed("a PDF under its name", "not-text", _whole(lambda _: b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")),
    Seed("no head", "no-front-matter", _whole(lambda text: text[4:].encode(), lambda _: 1)),
    Seed(
        "the head left open",
        "unclosed-front-matter",
        lambda good, _: Sown(_text([*good.lines[: good.fence], *good.lines[good.fence + 1 :]]), -1),
    ),
    # Writing the head
    Seed("a colon in the title", "yaml-colon", _value("title", lambda old: f"Важно: {old}")),
    Seed(
        "no space behind the colon",
        "yaml-no-space",
        _line("date", lambda old: old.replace(": ", ":")),
    ),
    Seed("a tab before a field", "yaml-tab", _head("image:", "\tfile: most.jpg", line=2)),
    Seed("an open quotation mark", "yaml-quote", _value("title", lambda old: f'"{old}')),
    Seed(
        "a bracket before the title",
        "yaml-special-start",
        _value("title", lambda old: f"[Важно] {old}"),
    ),
    Seed("a line that is no field", "yaml-no-colon", _head("в эту субботу")),
    Seed("an indented field", "yaml-indent", _line("date", lambda old: f"   {old}")),
    Seed("a value that begins with &", "yaml-anchor", _head("author: &press Пресс-служба")),
    Seed(
        "a field twice",
        "duplicate-key",
        lambda good, _: Sown(
            _text([*good.lines[: good.fence], "title: Ещё раз", *good.lines[good.fence :]]),
            good.fence + 1,
        ),
    ),
    Seed(
        "a number sign in the title", "lost-behind-hash", _value("title", lambda old: f"{old} #5")
    ),
    # Fields
    Seed("no title", "required-missing", _gone("title")),
    Seed("no date", "required-missing", _gone("date")),
    Seed("an impossible day", "date-impossible", _value("date", lambda _: "2026-02-31")),
    Seed("a date in words", "date-format", _value("date", lambda _: "на той неделе")),
    Seed("a misspelt field", "unknown-key", _head("autor: Пресс-служба")),
    Seed(
        "a field in Russian letters",
        "key-lookalike",
        _line("title", lambda old: old.replace("title", "tіtlе".replace("і", "i"))),
    ),
    Seed("a field of another kind", "key-of-other-kind", _NEWS_NUMBER),
    Seed("neither yes nor no", "not-yes-or-no", _head("draft: может быть")),
    Seed("an unknown section", "unknown-section", _head("section: dorogy")),
    Seed("an unknown language", "unknown-language", _head("lang: de")),
    Seed("a slug in Russian", "slug-characters", _head("slug: Мост_2026")),
    Seed(
        "a title in capitals",
        "title-capitals",
        _value("title", lambda old: f"ВНИМАНИЕ ЖИТЕЛЕЙ {old}".upper()),
    ),
    Seed(
        "a title of three lines",
        "title-long",
        _only("news", _value("title", lambda old: f"{old} {'и о том же ' * 15}".strip())),
    ),
    Seed(
        "a full stop behind the title",
        "title-full-stop",
        _value("title", lambda old: f"{old.rstrip('.!?')}."),
    ),
    Seed("HTML in the title", "html-in-field", _value("title", lambda old: f"<b>{old}</b>")),
    Seed("an empty tag", "empty-item", _head("tags:", "- школы", "-", line=3)),
    Seed("a comma too many", "yaml-syntax", _head("tags: [школы, , лето]")),
    Seed("a tag twice", "tag-repeated", _head("tags: [школы, школы]")),
    Seed(
        "a picture of a telephone",
        "picture-format",
        _head("image:", "  file: most.heic", "  alt: Мост зимой", line=2),
    ),
    Seed("a picture without description", "alt-missing", _head("image:", "  file: most.jpg")),
    Seed(
        "a file name as description",
        "alt-file-name",
        _head("image:", "  file: most.jpg", "  alt: IMG_2034.JPG", line=3),
    ),
    Seed(
        "a program as attachment",
        "attachment-type",
        _head("attachments:", "  - file: plan.exe", "    title: План", line=2),
    ),
    Seed(
        "a backslash in a path",
        "backslash",
        _head("attachments:", "  - file: files\\plan.pdf", "    title: План", line=2),
    ),
    Seed(
        "a path out of the site",
        "outside-content",
        _head("attachments:", "  - file: ../../../../plan.pdf", "    title: План", line=2),
    ),
    Seed(
        "an address as file",
        "file-is-url",
        _head("image:", "  file: https://old.example/most.jpg", "  alt: Мост зимой", line=2),
    ),
    Seed(
        "an old address with its host",
        "redirect-format",
        _head("redirect_from:", "  - https://old.example/news/5", line=2),
    ),
    Seed("it ends before it begins", "expires-before-date", _head("expires: 1999-01-01")),
    Seed("a related page by its name", "place-format", _head("related: [novost-o-moste]")),
    Seed("an act of no kind", "unknown-act-kind", _value("kind", lambda _: "приказание")),
    Seed(
        "the sign in the number",
        "number-sign",
        _value("number", lambda old: f"№ {old.strip(chr(34))}"),
    ),
    Seed(
        "in force before adopted",
        "effective-before-adopted",
        _only("documents", _adopted(_head("effective: 1999-01-01"))),
    ),
    Seed(
        "a status of no day", "status-unchecked", _only("documents", _head("status: утратил силу"))
    ),
    Seed(
        "half an act as relation",
        "relation-incomplete",
        _only("documents", _head("amends:", "  - kind: приказ", "    number: 98", line=2)),
    ),
    # The text
    Seed("a heading of level four", "heading-skipped", _body("##### Когда откроют")),
    Seed("an empty heading", "heading-empty", _body("##")),
    Seed("a heading of level one", "heading-level-one", _body("# Кому можно")),
    Seed("bold in place of a heading", "fake-heading", _body("**Что внутри**")),
    Seed("a list of squares", "fake-list", _body("■ автобусы;", "■ трамваи.")),
    Seed(
        "a vague link",
        "link-vague",
        _body("Порядок записи смотрите [здесь](https://example.org/poryadok/)."),
    ),
    Seed("a link to nowhere", "empty-link", _body("Вот [карта]() округа.")),
    Seed("a link without words", "link-empty", _body("Вот [](https://example.org/) карта.")),
    Seed("a broken link", "link-markup", _body("Вот [карта] (https://example.org/) округа.")),
    Seed(
        "an address as words",
        "link-bare-address",
        _body("Вот [https://example.org/karta/](https://example.org/karta/) округа."),
    ),
    Seed("a script as address", "unsafe-link", _body("Вот [карта](javascript:alert(1)) округа.")),
    Seed(
        "a file of one's own disk",
        "local-file",
        _body("Вот [карта](file:///C:/Users/karta.pdf) округа."),
    ),
    Seed(
        "a picture of another site",
        "outside-picture",
        _body("![Мост зимой](https://old.example/most.jpg)"),
    ),
    Seed("a frame", "html-removed", _body('<iframe src="https://example.org/"></iframe>')),
    Seed("a row too wide", "table-uneven", _body(*_TABLE, line=3)),
    Seed("a table without heads", "table-no-header", _body("| | |", "|---|---|", "| Лесная | 4 |")),
    Seed("a table without its rule", "table-markup", _body("| 8:00 | 9:00 |", "| 7 | 8 |")),
    Seed(
        "Word's error", "word-error-text", _body("Смотрите Ошибка! Закладка не определена. ниже.")
    ),
    Seed("a placeholder", "placeholder", _body("Приём ведёт [указать ФИО] по средам.")),
    Seed(
        "a paragraph in capitals",
        "capitals",
        _body("УВАЖАЕМЫЕ ЖИТЕЛИ И ГОСТИ НАШЕГО ГОРОДА! ДВИЖЕНИЕ ЗАКРЫТО ДО ВЕСНЫ."),
    ),
    Seed("a Latin letter in a word", "mixed-letters", _word(_latin)),
    Seed("a space before a comma", "space-before-sign", _body("Мост открыт , движение пущено.")),
    Seed("blanks in a row", "double-space", _body("Мост открыт     для движения.")),
    Seed("an open quotation", "quotes-unpaired", _body("Мост «Дружба открыли для движения.")),
    Seed("no end of a sentence", "sentence-long", _only("news", _body(_LONG))),
    Seed(
        "chancery",
        "chancery-words",
        _body(
            "В целях осуществления комплекса мероприятий по обеспечению осуществления деятельности "
            "осуществляется реализация комплекса мероприятий в рамках осуществления полномочий."
        ),
    ),
    Seed(
        "an attachment promised",
        "attachment-promised",
        _only("news", _bare(_body("Список улиц прилагается."))),
    ),
    Seed(
        "another language",
        "foreign-passage",
        _body(
            "We are glad to announce that the bridge that brings both banks of our river together "
            "is open again."
        ),
    ),
    Seed(
        "a video in the text",
        "video-in-text",
        _body("Смотрите [съёмку моста](https://rutube.ru/video/0123456789abcdef/)."),
    ),
    Seed(
        "a passport", "personal-passport", _body("Гражданке выдали ключи, паспорт 4508 № 123456.")
    ),
    Seed(
        "a СНИЛС in the lead",
        "personal-snils",
        _value("lead", lambda old: f"{old.rstrip('.')} (СНИЛС 112-233-445 95)."),
    ),
    Seed("a card", "personal-card", _body("Помощь перечисляйте на карту 2200 1234 5678 9019.")),
    Seed(
        "somebody's phone",
        "personal-phone",
        _body("Гражданин Рябинин И. И., тел. +7 900 123-45-67, просит отозваться."),
    ),
    Seed("a control character", "control-character", _word(lambda word: f"{word}\x0b")),
    Seed("an invisible sign", "invisible-sign", _word(lambda word: f"{word[:3]}\u200e{word[3:]}")),
)
"""Every kind; some codes have two ways to come about."""
