"""What is left of the furniture among the blocks of a text, and what its service lines tell.

A line is judged by its words alone, so plain text and HTML go the same way: «Комментарии (0)» ends
a text, «Просмотров: 237 | Добавил: admin» is dropped, «Автор: …» and «Категория: …» are noted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from vestnik.importing.page import Block, BlockKind, Dropped, Found
from vestnik.importing.titles import same

_TAIL = re.compile(
    r"(?:последние|другие|похожие|свежие|популярные|связанные|ещё|еще)\s+(?:новости|материалы|статьи|записи"
    r"|публикации|проекты|документы)(?:\s+раздела)?"
    r"|(?:читайте|смотрите)\s+(?:также|ещё|еще)|(?:новости\s+)?по\s+(?:этой\s+)?теме|материалы\s+по\s+теме"
    r"|популярное|самое\s+читаемое|многим\s+понравилось|рекомендуем|лента\s+новостей"
    r"|обсуждение(?:\s+вконтакте)?|(?:всего\s+)?комментари(?:и|ев)(?:\s*[:(]?\s*\d+\s*\)?)?"
    r"|(?:добавить|оставить|написать)\s+комментарий|обсудить(?:\s+на\s+форуме)?"
    r"|имя\s*\*|загрузка\.{3}|яндекс\.метрика|вернуться\s+к\s+списку(?:\s+новостей)?",
    re.IGNORECASE,
)
"""Alone on its line, it ends the text: what follows is of other pages or other people."""
_SERVICE = re.compile(
    r"(?:количество\s+)?просмотр(?:ов|ы)\s*:?\s*\d*|версия\s+для\s+(?:печати|слабовидящих)"
    r"|печать|распечатать|отправить\s+(?:другу|по\s+почте)|e-?mail|поделиться(?:\s+в\s+соцсетях)?|лайкнуть"
    r"|комментировать|нравится|мне\s+нравится|рейтинг\s*:?\s*[\d./]*|подробнее|читать\s+(?:далее|полностью|дальше)"
    r"|назад|наверх|вверх|в\s+начало|вперёд|вперед|далее|на\s+главную|главная(?:\s+страница)?|твитнуть"
    r"|добавил\s*:?\s*[\w.-]*|загрузок\s*:?\s*\d*|выбрать\s+регион|версия|скачать\s+приложение|регистрация|вход"
    r"|войти|поиск|меню|закрыть|admin|administrator|avatar|all\s+rights\s+reserved|\d{1,2}:\d\d|(?:0\s*)+|[|•·→←»«>\s]+",
    re.IGNORECASE,
)
_SHARING = re.compile(r"(?:поделиться|лайкнуть|расскажите?\s+друзьям)\s*:?\s*", re.IGNORECASE)
_CATEGORY = re.compile(r"(?:категория|рубрика|раздел)\s*:\s*(.{2,80})", re.IGNORECASE)
_AUTHOR = re.compile(
    r"(?:автор(?:\s+(?:статьи|материала|текста))?|текст)\s*:\s*([^|]{3,80})", re.IGNORECASE
)
_AGE = re.compile(r"(0|6|12|16|18)\s?\+")
_CONTACTS = re.compile(
    r"(?:тел(?:ефон)?\.?|факс|e-?mail|эл(?:ектронная|\.)?\s*почта)\s*:|^\d{6},?\s"
    r"|сетевое\s+издание|официальный\s+сайт",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*\|\s*")
_HEAD_LINES = 12
_SHORT = 100
_SPAM = re.compile(
    r"казино|букмекер|виагр|эскорт|проститут|купить\s+диплом|микроза[йе]м|кредит\s+онлайн|займы?\s+(?:на|онлайн)"
    r"|1xbet|vavada|ставки\s+на\s+спорт|быструю\s+отправку|поставку\s+в\s+оговоренные\s+сроки|актуальные\s+вакансии",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Sifted:
    """The blocks of the text itself, and what was learnt on the way."""

    kept: list[Block] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    category: Found | None = None
    author: Found | None = None
    age: str = ""

    def drop(self, block: Block, reason: str) -> None:
        """Leaves a block out."""
        if block.text:
            self.dropped.append(Dropped(block.text, reason))


def sift(blocks: Iterable[Block], title: str = "", *, listing: bool = False) -> Sifted:
    """Parts the text from what stands around it. Nothing in a listing ends the text."""
    sifted = Sifted()
    ended = ""
    for block in blocks:
        if ended:
            sifted.drop(block, ended)
            continue
        text = " ".join(block.text.split())
        if not listing and sifted.kept and _ends_text(text):
            ended = f"после «{text[:40]}» чужой текст"
            sifted.drop(block, ended)
        elif reason := _service_reason(text, sifted):
            sifted.drop(block, reason)
        elif title and same(text, title) and not any(kept.text for kept in sifted.kept):
            sifted.drop(block, "повторяет заголовок")
        elif _SPAM.search(text) and block.linked > 0.2:
            sifted.drop(block, "рекламная вставка")
        else:
            sifted.kept.append(block)
    _trim(sifted)
    return sifted


def _ends_text(text: str) -> bool:
    return _TAIL.fullmatch(text.strip(" :.|*#_")) is not None


def _service_reason(text: str, sifted: Sifted) -> str:
    """Why a line is none of the text; notes what it tells."""
    if not text or len(text) > 300:
        return ""
    parts = [part for part in _SPLIT.split(text.strip(" |")) if part]
    told = [part for part in parts if _tells(part, sifted)]
    if parts and all(part in told or is_service(part) for part in parts):
        return "служебная строка"
    return ""


def is_service(text: str) -> bool:
    """Whether a line is a button or a counter: «Версия для печати», «Просмотров: 12»."""
    bare = text.strip(" .:…*→←»|")
    return not bare or _SERVICE.fullmatch(bare) is not None or _SHARING.fullmatch(text) is not None


def note_line(text: str, sifted: Sifted) -> None:
    """Notes what a line of the site's head tells of the page: its age mark."""
    for part in _SPLIT.split(text.strip(" |")):
        _tells(part, sifted)


def _tells(part: str, sifted: Sifted) -> bool:
    """Notes the category, the author or the age mark that a line names."""
    if found := _AGE.fullmatch(part.strip()):
        sifted.age = f"{found[1]}+"
    elif found := _CATEGORY.fullmatch(part):
        sifted.category = Found(found[1].strip(" ."), 0.9, "строка «Категория»")
    elif found := _AUTHOR.fullmatch(part):
        sifted.author = Found(found[1].strip(" ."), 0.9, "строка «Автор»")
    else:
        return False
    return True


def is_site_line(text: str) -> bool:
    """Whether a line before the title belongs to the head of the site: its phone, its address."""
    return is_service(text) or bool(_AGE.fullmatch(text.strip())) or bool(_CONTACTS.search(text))


def _trim(sifted: Sifted) -> None:
    """A heading at the end with nothing below it, a last line that is a button."""
    kept = sifted.kept
    if kept and kept[-1].kind is BlockKind.HEADING:
        sifted.drop(kept.pop(), "заголовок без текста в конце")
    last = kept[-1] if kept else None
    if last and last.kind is BlockKind.PARAGRAPH and is_service(last.text):
        sifted.drop(kept.pop(), "служебная строка")
