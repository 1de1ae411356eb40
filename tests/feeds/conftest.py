"""A town and its documents, as the feeds see them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from vestnik.core.model import Contact, Document, Kind
from vestnik.core.portal import ActKind, Portal, Section

MOSCOW = ZoneInfo("Europe/Moscow")


@pytest.fixture
def portal() -> Portal:
    """A small town."""
    return Portal(
        name="Администрация городского округа Светлоречье",
        short_name="Светлоречье",
        url="https://svetlorechye.example",
        description="Официальный сайт",
        sections=(Section(key="kultura", title="Культура"),),
        act_kinds=(ActKind(key="prikaz", title="Приказ", plural="Приказы"),),
        contacts=Contact(email="info@svetlorechye.example"),
        licence="Тексты можно перепечатывать со ссылкой на сайт.",
    )


@pytest.fixture
def make_document():
    """A function that makes a news item; whatever matters to a test is named in its call."""

    def make(number: int = 1, **facts) -> Document:
        defaults = {
            "path": f"news/{number}.md",
            "kind": Kind.NEWS,
            "title": f"Новость № {number}",
            "date": datetime(2026, 11, 17, 10, number, tzinfo=MOSCOW),
            "address": f"/news/2026/11/17/n{number}/",
            "slug": f"n{number}",
        }
        return Document(**(defaults | facts))

    return make
