"""Sheets for the tests."""

from datetime import UTC, datetime

from vestnik.core import markup
from vestnik.printing.sheet import Sheet


def sheet(source="Текст.", **fields):
    """An order with this Markdown as its text."""
    body, _ = markup.convert(source, path="documents/prikaz-375/index.md", clauses=True)
    values = {
        "source": "documents/prikaz-375/index.md",
        "title": "О предварительном заказе питания",
        "lang": "ru",
        "address": "https://lipovsk.example/documents/uo/prikaz/2026/375/",
        "moment": datetime(2026, 5, 15, 10, 28, tzinfo=UTC),
        "author": "Управление образования",
        "head": ("УПРАВЛЕНИЕ ОБРАЗОВАНИЯ", "ПРИКАЗ"),
        "requisites": ("14 мая 2026 года", "№ 375"),
        "html": body.html,
        "links": tuple("https://lipovsk.example/" for _ in body.references),
        "shots": tuple(None for _ in body.references),
        "signatures": (("Начальник управления", "О. Ю. Брусницына"),),
        "found_at": "Страница документа на сайте:",
        "page_of": "стр. {page} из {pages}",
        "base": "https://lipovsk.example",
    }
    return Sheet(**(values | fields))
