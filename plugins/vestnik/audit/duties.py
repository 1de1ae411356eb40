"""Pages that a law expects: are they there, do they say something, were they looked through?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from vestnik.audit.crawl import Page, Site
from vestnik.audit.profile import Expected, Profile
from vestnik.core.russian import date_digits

ENOUGH = 120
"""Characters below which the text of a page is taken for none."""
REVIEW = timedelta(days=90)
"""How soon a new stub wants to be looked at."""


@dataclass(frozen=True, slots=True)
class Duty:
    """What the source of a page says of its upkeep."""

    path: str
    """Of the source, relative to the content folder."""
    owner: str = ""
    review_by: date | None = None
    draft: bool = False


def look_for(
    expected: Expected, site: Site, duties: Mapping[str, Duty], today: date
) -> tuple[str, str] | None:
    """Why an expected page is not as it should be: (address, message in Russian); None if it is."""
    page = _find(expected, site)
    place = page.address if page else expected.addresses[0]
    duty = duties.get(place)
    owner = f"; ответственный: {duty.owner}" if duty and duty.owner else ""
    if page is None:
        waiting = next((duties[one] for one in expected.addresses if one in duties), None)
        if waiting:
            owner = f"; ответственный: {waiting.owner}" if waiting.owner else ""
            return place, f"страницы нет: {waiting.path} — черновик{owner}"
        return place, f"страницы нет. Что на ней: {expected.text or expected.title}"
    if len(_text(page)) < ENOUGH:
        return place, f"страница пуста{owner}"
    if duty and duty.review_by and duty.review_by < today:
        day = date_digits(duty.review_by)
        return place, f"проверить нужно было до {day} ({duty.path}){owner}"
    return None


def _find(expected: Expected, site: Site) -> Page | None:
    for address in expected.addresses:
        if address in site.pages:
            return site.pages[address]
    for page in site.pages.values():
        for heading in page.texts("//main//h1")[:1]:
            if any(heading.lower().startswith(words) for words in expected.titles):
                return page
    return None


def _text(page: Page) -> str:
    """What the page says for itself: its main part without titles, dates, lists beside it."""
    skipped = {"h1", "header", "footer", "aside", "nav"}
    parts = []
    for main in page.tree.xpath("//main"):
        for element in main.iter():
            if not isinstance(element.tag, str) or skipped & {
                one.tag for one in (element, *element.iterancestors())
            }:
                continue
            parts.append(" ".join((element.text or "").split()))
            parts += [" ".join((child.tail or "").split()) for child in element]
    return " ".join(part for part in parts if part)


def stubs(profile: Profile, there: Collection[str], today: date) -> Iterator[tuple[str, str]]:
    """Sources for expected pages that no address in `there` is: (path in the content folder, text).

    They are drafts: nothing unfinished is published, and `vestnik audit` names them until someone
    has written them and has taken the mark off.
    """
    for expected in profile.expected:
        if not set(expected.addresses) & set(there):
            path = f"pages/{expected.addresses[0].strip('/')}.md"
            cited = "; ".join(profile.cite(one) for one in expected.sources)
            yield (
                path,
                _STUB.format(
                    title=expected.title,
                    today=today.isoformat(),
                    review=(today + REVIEW).isoformat(),
                    what=expected.text or expected.title,
                    cited=cited,
                ),
            )


_STUB = """---
title: "{title}"
date: {today} 00:00
draft: true
owner: Впишите подразделение, которое отвечает за страницу
review_by: {review}
---

Это заготовка: посетители её не видят. Замените её своей страницей, впишите ответственного
и уберите строку «draft: true».

Что здесь должно быть: {what}

Основание: {cited}.
"""
