"""Paths and addresses that a front matter names."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import urlsplit

from vestnik.core.patterns import regex
from vestnik.core.schema.spot import Spot

PICTURES = ("jpg", "jpeg", "png", "webp", "gif", "tif", "tiff")
"""Extensions of the pictures that a page can show."""
_REFUSED_PICTURES = {
    "heic": "сохраните фотографию как JPEG: в телефоне «Настройки» → «Камера» → «Форматы» → "
    "«Наиболее совместимые»",
    "heif": "сохраните фотографию как JPEG",
    "svg": "сохраните картинку как PNG",
    "bmp": "сохраните картинку как PNG",
    "psd": "сохраните картинку как JPEG",
    "cdr": "сохраните картинку как PNG",
    "pdf": "приложите PDF через attachments, а здесь назовите картинку",
    "docx": "сохраните из документа саму картинку",
}
_PROGRAM_ENDINGS = "exe bat cmd com msi scr ps1 vbs js jar lnk sh app apk dll reg html htm php py"
_PROGRAMS = frozenset(_PROGRAM_ENDINGS.split())
_DRIVE = regex(r"^(?:[A-Za-z]:[\\/]|file:|\\\\|~/|/home/|/Users/)")
_SCHEME = regex(r"^(?:[A-Za-z][A-Za-z0-9+-]*:|//|www\.)")


def read_file(text: str, spot: Spot) -> str | None:
    """Path of a file to download, relative to the content folder."""
    path = content_path(text, spot)
    if path is None:
        return None
    extension = _extension(path)
    if extension == "md":
        spot.error(
            "attachment-type",
            f"«{text}» — это исходный текст страницы, а не файл для скачивания",
            "дайте на страницу ссылку в тексте",
        )
        return None
    if extension in _PROGRAMS:
        spot.error(
            "attachment-type",
            f"файл «{text}» вида .{extension} выкладывать нельзя: он может выполняться "
            "на компьютере читателя",
            "приложите документ: PDF, DOCX, ODT, XLSX",
        )
        return None
    return path


def read_picture_file(text: str, spot: Spot) -> str | None:
    """Path of a picture, relative to the content folder."""
    path = content_path(text, spot)
    if path is None:
        return None
    extension = _extension(path)
    if extension in PICTURES:
        return path
    what = f"вида .{extension}" if extension else "без расширения"
    spot.error(
        "picture-format",
        f"файл «{text}» {what} картинкой на странице быть не может",
        _REFUSED_PICTURES.get(extension, "возьмите картинку JPEG или PNG"),
    )
    return None


def content_path(text: str, spot: Spot) -> str | None:
    """`text` from the source's folder, or from the content folder where it begins with «/»."""
    if _DRIVE.match(text):
        spot.error(
            "outside-content",
            f"«{text}» — путь на диске компьютера, на сайте такого файла нет",
            "положите файл рядом с текстом и напишите только его имя",
        )
        return None
    if _SCHEME.match(text):
        spot.error(
            "file-is-url",
            f"здесь нужно имя файла, а стоит ссылка «{text}»",
            "положите файл рядом с текстом и напишите его имя, а ссылку дайте в тексте",
        )
        return None
    if "\\" in text:
        spot.advise(
            "backslash",
            f"в пути «{text}» обратная косая черта",
            f"напишите {text.replace(chr(92), '/')}",
        )
    return _joined(text.replace("\\", "/"), spot, text)


def _joined(text: str, spot: Spot, typed: str) -> str | None:
    folder = posixpath.dirname(spot.reading.path)
    joined = text.lstrip("/") if text.startswith("/") else posixpath.join(folder, text)
    path = posixpath.normpath(joined)
    if path.startswith("../") or path in (".", ".."):
        spot.error(
            "outside-content",
            f"«{typed}» ведёт за пределы папки с текстами сайта",
            "положите файл рядом с текстом и напишите только его имя",
        )
        return None
    return path


def _extension(path: str) -> str:
    return posixpath.splitext(path)[1].lstrip(".").lower()


def read_place(text: str, spot: Spot) -> str | None:
    """A page of this site: its address (`/news/…/`) or the path of its source (`news/a.md`)."""
    bare = _without_own_site(text, spot).partition("#")[0]
    if bare.endswith(".md"):
        return content_path(bare, spot)
    if bare.startswith("/") and not bare.startswith("//"):
        address = bare.partition("?")[0]
        return (
            address if address.endswith("/") or "." in address.rsplit("/", 1)[-1] else f"{address}/"
        )
    if _SCHEME.match(text):
        spot.error(
            "place-outside",
            f"«{text}» — страница другого сайта, а здесь нужна страница этого",
            "дайте эту ссылку в тексте",
        )
    else:
        spot.error(
            "place-format",
            f"«{text}» — не адрес и не путь к файлу",
            "напишите адрес, например /news/2026/11/17/priem/, или путь к файлу .md",
        )
    return None


def _without_own_site(text: str, spot: Spot) -> str:
    """`text` without the address of this very site, which an editor copies from the browser."""
    site = spot.portal.url.rstrip("/")
    return text[len(site) :] or "/" if site and text.startswith(f"{site}/") else text


def read_old_address(text: str, spot: Spot) -> str | None:
    """An address of the old site from which readers are led to this item."""
    if text.startswith("/") and not text.startswith("//"):
        fault = _old_address_fault(text)
        if fault:
            spot.error("redirect-format", f"«{text}»: {fault[0]}", fault[1])
            return None
        return text
    parts = urlsplit(text) if re.match(r"^https?://", text) else None
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}" if parts else ""
    spot.error(
        "redirect-format",
        f"старый адрес «{text}» должен начинаться с косой черты",
        f"напишите {path or '/' + text.lstrip('/')}",
    )
    return None


def _old_address_fault(text: str) -> tuple[str, str] | None:
    """What is wrong with an old address, and what to do."""
    if re.search(r"\s", text):
        return "в адресе пробел", "напишите " + re.sub(r"\s", "%20", text)
    path, sharp, _ = text.partition("#")
    if sharp:
        return "часть после «#» до сервера не доходит", f"напишите {path}"
    if ".." in path.partition("?")[0].split("/"):
        return "в адресе две точки подряд", "напишите адрес, как он был в строке браузера"
    return None
