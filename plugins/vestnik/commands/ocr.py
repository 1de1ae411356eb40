"""Распознаёт текст скана по-русски: рядом появляется PDF, который можно читать вслух и искать.

Работу делает программа OCRmyPDF, если она установлена. Сборка сайта сама ничего не распознаёт:
распознанный текст нужно прочитать и сверить с подлинником.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from vestnik.attachments.layers import GARBLED, READABLE
from vestnik.attachments.media import PDF, type_name
from vestnik.attachments.stage import Request, process_apart
from vestnik.core.filetext import unpack
from vestnik.core.model import FileFacts
from vestnik.settings import SettingsError

_INSTALL = (
    "Установите её: Debian, Ubuntu — apt install ocrmypdf tesseract-ocr-rus; Windows и macOS —"
    " https://ocrmypdf.readthedocs.io/ (нужен русский язык Tesseract)"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("file", metavar="ФАЙЛ", type=Path, help="скан в PDF")
    parser.add_argument(
        "-o", "--output", metavar="НОВЫЙ", type=Path, help="куда положить (иначе имя-tekst.pdf)"
    )
    parser.add_argument("--lang", default="rus", help="языки Tesseract, через «+»: rus+eng")


def run(arguments: argparse.Namespace) -> int:
    """Raises SettingsError where there is nothing to recognise, or no program that could."""
    source: Path = arguments.file
    target: Path = arguments.output or source.with_name(f"{source.stem}-tekst.pdf")
    facts = _facts(source)
    if target.exists():
        raise SettingsError(
            f"{target}: такой файл уже есть; уберите его или укажите другое имя: -o"
        )
    program = _program(arguments.lang)
    how = "--force-ocr" if facts.text_layer == GARBLED else "--skip-text"
    command = [program, "-l", arguments.lang, "--rotate-pages", "--output-type", "pdf", how]
    done = subprocess.run([*command, "--", str(source), str(target)], check=False)
    if done.returncode:
        raise SettingsError(f"{source}: OCRmyPDF не справился (код {done.returncode}), см. выше")
    letters = sum(sum(map(str.isalnum, page)) for page in unpack(_looked_at(target)[1]))
    print(f"{target}: распознано {letters} букв и цифр. Прочитайте текст и сверьте с подлинником.")
    return 0


def _facts(source: Path) -> FileFacts:
    """Facts of a PDF that needs to be recognised."""
    if not source.is_file():
        raise SettingsError(f"{source}: такого файла нет")
    facts, _ = _looked_at(source)
    if facts.media_type != PDF or facts.fault:
        raise SettingsError(
            f"{source}: это не PDF, а {type_name(facts.media_type, source.name)}"
            if facts.media_type != PDF
            else f"{source}: PDF не открывается; сохраните его заново"
        )
    if facts.locked:
        raise SettingsError(f"{source}: PDF закрыт паролем; сохраните его без пароля")
    if facts.text_layer in READABLE:
        raise SettingsError(f"{source}: в этом PDF уже есть текст, распознавать нечего")
    return facts


def _looked_at(path: Path) -> tuple[FileFacts, bytes]:
    result = process_apart(path.resolve().parent, Request(path=path.name))
    return result.facts, result.text


def _program(languages: str) -> str:
    """The path of OCRmyPDF, once it is sure that Tesseract knows the languages."""
    program, tesseract = shutil.which("ocrmypdf"), shutil.which("tesseract")
    if program is None or tesseract is None:
        raise SettingsError(f"Программа OCRmyPDF не установлена. {_INSTALL}")
    listed = subprocess.run(
        [tesseract, "--list-langs"], capture_output=True, text=True, check=False
    )
    missing = set(languages.split("+")) - set(listed.stdout.split())
    if missing:
        print(listed.stderr, file=sys.stderr, end="")
        raise SettingsError(f"Tesseract не знает языка: {', '.join(sorted(missing))}. {_INSTALL}")
    return program
