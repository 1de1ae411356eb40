"""Faults of files in the words of an officer."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from pathlib import PurePosixPath

from msgspec import Struct

from vestnik.attachments import media
from vestnik.attachments.active import EMBEDDED, JAVASCRIPT, LAUNCH
from vestnik.attachments.layers import GARBLED, READABLE
from vestnik.core.model import FileFacts
from vestnik.core.personal_files import tell
from vestnik.core.problems import Problem, Severity


class Use(StrEnum):
    """What a file is there for."""

    PICTURE = "picture"
    """Shown on a page."""
    ATTACHMENT = "attachment"
    """To be downloaded."""
    WAIVED = "waived"
    """To be downloaded, though not accessible: the author has given a reason."""
    SIGNED_COPY = "signed_copy"
    """Scan of a signed original whose text stands on the page."""
    ONLY_SIGNED_COPY = "only_signed_copy"
    """Scan of a signed original on a page without text: it is all that a reader gets."""


class _Wording(Struct, frozen=True):
    """«{name}» — `message`; `remedy`. Both may hold {detail} and {kind}."""

    message: str
    remedy: str


_FAULTS: dict[str, _Wording] = {
    "missing": _Wording("такого файла нет", "проверьте имя и положите файл в папку"),
    "empty": _Wording("файл пуст (0 байт)", "сохраните его заново"),
    "not-a-file": _Wording("{detail}, а не файл", "укажите файл"),
    "unreadable": _Wording("файл не читается: {detail}", "проверьте права доступа и диск"),
    "outside-content": _Wording(
        "{detail}", "скопируйте файл в папку новости или документа и укажите его там"
    ),
    "too-big": _Wording(
        "файл слишком велик: {size}, {detail}",
        "уменьшите его (сожмите снимки, разделите на части) или дайте ссылку на хранилище",
    ),
    "lfs-pointer": _Wording(
        "вместо файла лежит его указатель Git LFS", "выполните «git lfs pull» и повторите"
    ),
    "truncated": _Wording(
        "файл обрывается: {kind} скопирован или скачан не полностью",
        "возьмите его заново из источника",
    ),
    "corrupt": _Wording(
        "файл повреждён: {kind} не открывается", "откройте его в программе и сохраните заново"
    ),
    "bomb": _Wording(
        "в раскрытом виде файл слишком велик ({detail}): он опасен для читателей",
        "уменьшите его и сохраните заново",
    ),
    "oversized": _Wording(
        "снимок слишком велик ({detail}, сторона больше 16 383)",
        "уменьшите его или разрежьте на части",
    ),
    "heic": _Wording(
        "снимок в формате HEIC, браузеры его не показывают",
        "сохраните его как JPEG (на iPhone: Настройки › Камера › Форматы › Наиболее совместимый)",
    ),
    "unsupported-picture": _Wording(
        "картинка в формате {detail}, браузеры его не показывают",
        "сохраните её как JPEG или PNG, а скан документа — как PDF",
    ),
    "unsafe-svg": _Wording(
        "SVG не прошёл проверку безопасности: {detail}",
        "сохраните его как «обычный SVG» («Plain SVG») или как PNG",
    ),
    "forbidden": _Wording(
        "такие файлы на сайте не публикуются: {detail}",
        "сохраните содержание как PDF, DOCX или текст страницы",
    ),
    "timeout": _Wording("файл не удалось разобрать {detail}", "упростите его или сохраните заново"),
    "memory": _Wording(
        "чтобы разобрать файл, нужно слишком много памяти ({detail})",
        "уменьшите его или сохраните заново",
    ),
    "crash": _Wording(
        "программа чтения не выдержала этого файла ({detail})",
        "откройте его в программе и сохраните заново; если не поможет — пришлите его разработчикам",
    ),
    "failed": _Wording(
        "файл не удалось разобрать ({detail})",
        "сохраните его заново; если не поможет — пришлите его разработчикам",
    ),
}
_UNKNOWN_FAULT = _Wording("с файлом что-то не так ({detail})", "сохраните его заново")

_PERSONAL = _Wording(
    "внутри персональные данные: {personal}",
    "уберите их и приложите файл заново: {hidden}; "
    "служебный телефон добавьте в настройку official_phones",
)
_HIDDEN_IN_PDF = "замазанное чёрным прямоугольником остаётся в тексте PDF"
_HIDDEN_IN_OFFICE = "посмотрите и скрытые листы и столбцы, примечания и исправления"
_NO_TEXT = _Wording(
    "скан без текста: программа экранного доступа не прочтёт его, поиск не найдёт",
    "приложите PDF, сохранённый из Word, или распознайте текст (vestnik ocr); если это подлинник, "
    "а текст есть на странице, укажите файл в поле signed_copy; иначе напишите причину в поле "
    "waiver",
)
_ONLY_SCAN = _Wording(
    "скан без текста, и на странице текста нет: программа экранного доступа ничего не прочтёт",
    "вставьте текст документа на страницу",
)
_GARBLED = _Wording(
    "текст в PDF испорчен (буквы не складываются в слова): вслух и в поиске будет бессмыслица",
    "приложите PDF, сохранённый из Word, или распознайте текст заново по-русски (vestnik ocr); "
    "иначе напишите причину в поле waiver",
)
_JAVASCRIPT = _Wording(
    "в PDF есть программа (JavaScript): браузеры её не выполняют, защита её боится",
    "сохраните его через печать в PDF; иначе напишите причину в поле waiver",
)
_LAUNCH = _Wording(
    "PDF пытается запустить другую программу: так поступают вирусы",
    "сохраните его через печать в PDF",
)
_EMBEDDED = _Wording(
    "в PDF вложены другие файлы: с экрана телефона и в браузере их не достать",
    "приложите их отдельно; иначе напишите причину в поле waiver",
)
_LOCKED = _Wording("{kind} закрыт паролем: его никто не откроет", "сохраните его без пароля")
_RESTRICTED = _Wording(
    "в PDF запрещено копирование или печать: это мешает программам экранного доступа",
    "сохраните его без защиты; иначе напишите причину в поле waiver",
)
_NOT_A_PICTURE = _Wording("это {kind}, а не картинка", "укажите снимок JPEG или PNG")
_WRONG_EXTENSION = _Wording("на самом деле это {kind}", "переименуйте файл в «{right_name}»")
_ANIMATED = _Wording(
    "картинка движется; на сайте показан первый кадр",
    "если движение важно, дайте ссылку на видео",
)
_OLD_OFFICE = _Wording(
    "файл старого вида ({kind}): его слов не найдёт поиск, а личных данных не увидит проверка",
    "откройте его и сохраните как {kind}X или PDF",
)
_SMALL = _Wording(
    "картинка мала: {width} × {height} точек", "возьмите снимок шириной не меньше 800 точек"
)


def file_problems(  # noqa: PLR0913 - a place and what is known of it
    facts: FileFacts,
    *,
    path: str,
    line: int = 0,
    field: str = "",
    used_as: Use = Use.ATTACHMENT,
    beside: Iterable[str] = (),
    official_phones: frozenset[str] = frozenset(),
) -> list[Problem]:
    """What is wrong with a file that the source `path` names in `line`, under `field`.

    A fault comes alone. `beside`: paths of files that there are, one of which may have been meant
    where this one is missing. `official_phones` are those of the body, see `core.personal`.
    """
    report = _Report(facts, path, line, field)
    if facts.fault:
        wording = _FAULTS.get(facts.fault, _UNKNOWN_FAULT)
        if facts.fault == "missing":
            wording = _missing(facts.path, beside) or wording
        return [report.problem(facts.fault, wording, Severity.ERROR)]
    found = (*_remarks(facts, used_as), *_personal(facts, official_phones))
    return [report.problem(code, wording, severity) for code, wording, severity in found]


def _personal(
    facts: FileFacts, official: frozenset[str]
) -> Iterable[tuple[str, _Wording, Severity]]:
    """Personal data in the text: no reason of an author makes them public."""
    if told := tell(facts.personal, official, part=_part_of(facts.media_type)):
        words, sure = told
        hidden = _HIDDEN_IN_PDF if facts.media_type == media.PDF else _HIDDEN_IN_OFFICE
        wording = _Wording(
            _PERSONAL.message.format(personal=words), _PERSONAL.remedy.format(hidden=hidden)
        )
        yield "personal", wording, Severity.ERROR if sure else Severity.WARNING


def _part_of(media_type: str) -> str:
    """What the text of such a file is counted by; nothing where it has no such parts."""
    if media_type == media.PDF:
        return "с."
    if media_type.endswith(("spreadsheetml.sheet", "opendocument.spreadsheet")):
        return "лист"
    return "слайд" if media_type.endswith("presentation") else ""


def _remarks(facts: FileFacts, used_as: Use) -> Iterable[tuple[str, _Wording, Severity]]:
    """What can be said of a file that is sound."""
    is_picture = facts.media_type.startswith("image/")
    if used_as is Use.PICTURE and not is_picture:
        yield "not-a-picture", _NOT_A_PICTURE, Severity.ERROR
        return
    if used_as is not Use.WAIVED:
        yield from _barriers(facts, used_as)
    if media.has_wrong_extension(facts.media_type, facts.path):
        yield "wrong-extension", _WRONG_EXTENSION, Severity.WARNING
    if facts.animated:
        yield "animated", _ANIMATED, Severity.WARNING
    if used_as is Use.PICTURE and facts.media_type in media.RASTER and facts.width < 480:
        yield "small", _SMALL, Severity.ADVICE


def _barriers(facts: FileFacts, used_as: Use) -> Iterable[tuple[str, _Wording, Severity]]:
    """What keeps people from reading it; the author may give a reason to publish it even so."""
    if facts.locked:
        yield "locked", _LOCKED, Severity.ERROR
    elif facts.encrypted:
        yield "restricted", _RESTRICTED, Severity.WARNING
    if JAVASCRIPT in facts.active:
        yield "javascript", _JAVASCRIPT, Severity.ERROR
    if LAUNCH in facts.active:
        yield "launch", _LAUNCH, Severity.ERROR
    if EMBEDDED in facts.active:
        yield "embedded-files", _EMBEDDED, Severity.WARNING
    yield from _unread(facts, used_as)


def _unread(facts: FileFacts, used_as: Use) -> Iterable[tuple[str, _Wording, Severity]]:
    """Whether anybody who hears the file gets its words."""
    if facts.media_type in media.OLD_OFFICE and used_as is Use.ATTACHMENT:
        yield "old-office", _OLD_OFFICE, Severity.ADVICE
    if not facts.pages or facts.media_type != media.PDF or facts.text_layer in READABLE:
        return
    if used_as is Use.ONLY_SIGNED_COPY:
        yield "only-scan", _ONLY_SCAN, Severity.WARNING
    elif used_as is Use.ATTACHMENT and facts.text_layer == GARBLED:
        yield "garbled", _GARBLED, Severity.WARNING
    elif used_as is Use.ATTACHMENT:
        yield "no-text", _NO_TEXT, Severity.WARNING


class _Report(Struct, frozen=True):
    """Makes problems of one mention of one file."""

    facts: FileFacts
    path: str
    line: int
    field: str

    def problem(self, code: str, wording: _Wording, severity: Severity) -> Problem:
        """One problem, in words."""
        words = self._words()
        return Problem(
            path=self.path,
            line=self.line,
            field=self.field,
            code=f"file-{code}",
            message=f"«{words['name']}» — {wording.message.format_map(words)}",
            remedy=wording.remedy.format_map(words),
            severity=severity,
        )

    def _words(self) -> dict[str, object]:
        """What the sentences may speak of."""
        facts = self.facts
        name = PurePosixPath(facts.path).name or facts.path
        return {
            "name": name,
            "kind": _kind(facts, name),
            "right_name": f"{PurePosixPath(name).stem}.{media.usual_extension(facts.media_type)}",
            "detail": facts.detail or "причина неизвестна",
            "size": _size(facts.size),
            "width": facts.width,
            "height": facts.height,
        }


def _kind(facts: FileFacts, name: str) -> str:
    """«PDF»; of a container that could not be looked into, what its name says."""
    inside_unknown = facts.fault and facts.media_type in {media.ZIP, media.OLE}
    return media.type_name("" if inside_unknown else facts.media_type, name)


def _size(size: int) -> str:
    """«52 МБ», rounded up, that what is above a limit does not look equal to it."""
    return f"{-(-size // 1024**2)} МБ"


def _missing(path: str, beside: Iterable[str]) -> _Wording | None:
    """A better sentence for a missing file when one of a like name is there."""
    if "\\" in path:
        return _Wording("такого файла нет", "папки в пути разделяйте знаком «/», а не «\\»")
    names = list(beside)
    typed = unicodedata.normalize("NFC", path)
    if any(unicodedata.normalize("NFC", name) == typed for name in names):
        return _Wording(
            "файл есть, но буквы «й» или «ё» в его имени записаны двумя знаками, как делает macOS",
            "переименуйте файл: сотрите имя и наберите его заново",
        )
    same = {_plain(name): name for name in names}
    if found := same.get(_plain(path)):
        return _Wording(
            f"есть файл «{_name(found)}», но имя отличается большими и малыми буквами",
            "скопируйте имя файла точно",
        )
    import difflib  # here, since most files are there

    if close := difflib.get_close_matches(path, names, n=1, cutoff=0.8):
        return _Wording("такого файла нет", f"возможно, «{_name(close[0])}»")
    return None


def _name(path: str) -> str:
    """What the officer types for a file of the same folder."""
    return _escaped(path.rpartition("/")[2])


def _plain(name: str) -> str:
    """Equal for names that macOS and Windows take for the same."""
    return unicodedata.normalize("NFC", name).casefold()


def _escaped(name: str) -> str:
    return name.replace("{", "{{").replace("}", "}}")
