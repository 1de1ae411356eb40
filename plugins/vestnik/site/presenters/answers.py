"""The search page with an answer, for readers without scripts: what `theme/components/search/`
makes in the browser (`screen.js`, `facets.js`, `result.js`), with the same sentences.
"""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup
from msgspec import structs

from vestnik.search.passages import marked
from vestnik.site.contexts import FoundItem, Narrowing, Pager, SearchAnswer, SearchPage, Term
from vestnik.site.offered import files_of
from vestnik.site.presenters.media import file_view
from vestnik.site.presenters.search_pages import search, sentences
from vestnik.site.presenters.shelf import shelf
from vestnik.site.presenters.wording import numbered, words
from vestnik.site.search_address import LAST_PAGE, PER_PAGE, Asked
from vestnik.site.wording import language_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vestnik.site.asking import Answer, Result
    from vestnik.site.presenters.wording import Words
    from vestnik.site.view import View

_MOST = 12
"""Values of one facet."""
_AROUND = 3
"""Pages named on each side of the one that is shown."""
_KINDS = ("news", "document", "report", "page")


def answered(view: View, lang: str, asked: Asked, answer: Answer | None) -> SearchPage:
    """The search page of a language with an answer; with None for when nothing was asked."""
    _ = words(lang)
    page = search(view, lang)
    kept = list(asked.chosen.items()) + ([("sort", "newest")] if asked.newest else [])
    made = SearchAnswer(query=asked.q, kept=tuple(kept))
    if answer is not None:
        made = _made(view, _, asked, answer, made)
    return structs.replace(
        page,
        head_title=f"{asked.q} — {page.head_title}" if asked.q else page.head_title,
        script="",
        sentences=Markup(),
        service_url="",
        answer=made,
    )


def _made(view: View, _: Words, asked: Asked, answer: Answer, empty: SearchAnswer) -> SearchAnswer:
    said = sentences(_)
    total = answer.total
    meant = _.quoted(answer.understood)
    status = _.count("{count} result found", "{count} results found", total)
    if not total:
        status = str(said["nothing"])
    notes = [str(said["unused"]).format(word=_.quoted(word)) for word in answer.unused]
    if total and not answer.complete:
        notes.append(str(said["most_words"]))
    if answer.partial:
        notes.append(
            _.count(
                "{count} more result, in which a word is missing, is at the end of the list.",
                "{count} more results, in which a word is missing, are at the end of the list.",
                answer.partial,
            )
        )
    if answer.corrected:
        status = str(said["for"]).format(count=status, query=meant)
    literally = Term(
        title=str(said["literally"]).format(query=_.quoted(asked.q)),
        url=dataclasses.replace(asked, exact=True, page=1).url(),
    )
    near = Term(
        title=str(said["near"]).format(query=_.quoted(answer.near)),
        url=dataclasses.replace(asked, q=answer.near, exact=False, page=1).url(),
    )
    everywhere = Term(title=str(said["everywhere"]), url=Asked(q=asked.q).url())
    return structs.replace(
        empty,
        status=status,
        corrected=str(said["corrected"]).format(query=meant) if answer.corrected else "",
        literally=literally if answer.corrected else None,
        near=near if answer.near else None,
        notes=tuple(notes),
        rows=tuple(_rows(view, _, asked, answer)) if total or asked.chosen else (),
        items=tuple(_item(view, _, one, answer.stems) for one in answer.results),
        first=(asked.page - 1) * PER_PAGE + 1,
        everywhere=everywhere if not total and asked.chosen else None,
        advice=() if total else tuple(str(said[name]) for name in ("check", "fewer", "others")),
        pager=_pager(asked, total + answer.partial),
    )


# --- what results can be narrowed to --------------------------------------------------------


def _rows(
    view: View, _: Words, asked: Asked, answer: Answer
) -> list[tuple[str, tuple[Narrowing, ...]]]:
    said = sentences(_)
    rows = []
    for name in ("kind", "section", "year", "issuer", "status", "lang"):
        values = _values(name, answer.facets.get(name, ()), asked.chosen.get(name, ""))
        if len(values) < 2 and name not in asked.chosen:
            continue
        links = (_link(view, _, asked, name, *one) for one in values[:_MOST])
        rows.append((str(said[f"by_{name}"]), tuple(links)))
    order = tuple(
        Narrowing(
            title=str(said["newest" if newest else "relevance"]),
            url=dataclasses.replace(asked, newest=newest, page=1).url(),
            chosen=asked.newest == newest,
        )
        for newest in (False, True)
    )
    return [*rows, (str(said["by_sort"]), order)]


def _values(name: str, counted: Sequence[tuple[str, int]], chosen: str) -> list[tuple[str, int]]:
    """A kind of act that all documents are of says nothing beside «documents»."""
    values = [one for one in counted if one[0]]
    if name == "kind":
        documents = dict(values).get("document", 0)
        values = [
            (value, count)
            for value, count in values
            if value in _KINDS or count != documents or value == chosen
        ]
    if name == "year":
        values.sort(reverse=True)
    if chosen and chosen not in dict(values):
        values.append((chosen, 0))
    return values


def _link(view: View, _: Words, asked: Asked, name: str, value: str, count: int) -> Narrowing:
    chosen = asked.chosen.get(name) == value
    others = {facet: own for facet, own in asked.chosen.items() if facet != name}
    left = others if chosen else {**others, name: value}
    return Narrowing(
        title=_title(view, _, name, value),
        url=dataclasses.replace(asked, chosen=left, page=1).url(),
        count=count,
        chosen=chosen,
    )


def _title(view: View, _: Words, name: str, value: str) -> str:
    """What a value is called; one that an address has made up is shown as it is."""
    known, said = shelf(view.portal), sentences(_)
    match name:
        case "section":
            return known.section_title(value)
        case "issuer":
            return known.issuer_short(value)
        case "kind":
            title = known.kind_title(value)
            return str(said.get(f"all_{value}", title))
        case "status":
            return str(said.get(f"all_{value}", value))
        case "lang":
            return language_name(value) if value in view.portal.languages else value
    return value


# --- results --------------------------------------------------------------------------------


def _item(view: View, _: Words, one: Result, stems: frozenset[str]) -> FoundItem:
    facts, known = one.facts, shelf(view.portal)
    name = str(sentences(_)[facts.kind])
    if facts.act:
        name = f"{known.kind_title(facts.act)} {numbered(one.number)}"
    places = []
    if facts.section:
        places.append(known.section_title(facts.section, facts.lang))
    if facts.issuer:
        places.append(known.issuer_short(facts.issuer))
    own_lang = facts.lang or view.portal.lang
    return FoundItem(
        heading=one.heading,
        url=one.address,
        name=marked(name, stems),
        date=None if facts.kind == "page" else date.fromisoformat(facts.day),
        places=tuple(places),
        ended=facts.ended,
        passage=one.passage,
        file=_file(view, _, one) if one.file else None,
        lang=own_lang if own_lang != _.lang else "",
    )


def _file(view: View, _: Words, one: Result) -> Term:
    document = view.document(one.address)
    shown = (file_view(view, *pair) for pair in (files_of(document) if document else ()))
    title = next((file.title for file in shown if file and file.url == one.file), "")
    if not one.page:
        return Term(title=title, url=one.file)
    return Term(
        title=_("{title}, page {page}", title=title, page=one.page),
        url=f"{one.file}#page={one.page}",
    )


def _pager(asked: Asked, total: int) -> Pager | None:
    last = min(-(-total // PER_PAGE), LAST_PAGE)
    if last < 2:
        return None
    near = range(max(asked.page - _AROUND, 1), min(asked.page + _AROUND, last) + 1)
    return Pager(
        number=asked.page,
        total=last,
        pages=tuple(
            Term(
                title=str(number),
                url=dataclasses.replace(asked, page=number).url(),
                current=number == asked.page,
            )
            for number in sorted({1, last, *near})
        ),
    )
