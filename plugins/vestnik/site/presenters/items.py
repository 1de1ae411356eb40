"""The page of one item: news, act, report, page of the tree."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, TypedDict
from urllib.parse import urlsplit

from vestnik.core.addresses import slug
from vestnik.core.model import Kind
from vestnik.feeds.entries import absolute
from vestnik.site.contexts import ItemPage, Term
from vestnik.site.presenters import acts, tree
from vestnik.site.presenters.cards import coming_event_views, is_unpublished, link_card
from vestnik.site.presenters.citing import citing, named_in_files
from vestnik.site.presenters.discovering import item_data, own_image
from vestnik.site.presenters.heads import item_head, item_name
from vestnik.site.presenters.listings import home_url, listing_in, own_listing
from vestnik.site.presenters.media import (
    file_views,
    picture,
    pictures,
    video_view,
    whom_to_ask,
)
from vestnik.site.presenters.pages import section_term
from vestnik.site.presenters.places import ACCESSIBILITY
from vestnik.site.presenters.printing import made_pdf
from vestnik.site.presenters.references import resolve
from vestnik.site.presenters.relating import related_cards
from vestnik.site.presenters.share import share_links
from vestnik.site.presenters.shelf import shelf
from vestnik.site.presenters.standing import deeds_of
from vestnik.site.presenters.wording import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from vestnik.core.model import Alert, Body, Change, Contact, Document, Heading, Signatory
    from vestnik.core.statement import CheckRun
    from vestnik.site.contexts import (
        ActFacts,
        Card,
        Citing,
        EventView,
        FileView,
        HistoryStep,
        PictureView,
        Relation,
        TreeNode,
        VideoView,
    )
    from vestnik.site.presenters.standing import Deeds
    from vestnik.site.presenters.wording import Words
    from vestnik.site.view import View

PROJECT_NEWS = 5
"""Items named on the page of a project."""


def item(view: View, path: str) -> ItemPage:
    """The page of the visible document of that source path."""
    document = view.document(path)
    if document is None:
        raise LookupError(path)
    _ = words(document.lang)
    if document.withdrawn is not None:
        return _withdrawn(view, document, _)
    body = view.body(path)
    image = own_image(view, document)
    head = item_head(view, document, body.text, image, _)
    text = _text(view, document, body, _)
    deeds = deeds_of(view, document) if document.act else None
    newer, older = _neighbours(view, document, _)
    of_act = _of_act(view, document, deeds, _)
    related = {relation.url for relation in of_act.get("relations", ())}
    return ItemPage(
        kind=document.kind,
        **head,
        **text,
        **_subjects(view, document),
        **_responsible(view, document),
        **of_act,
        **_of_page(view, document, _),
        named_in_files=named_in_files(view, document, body, {*related, document.address}, _),
        related=related_cards(view, document),
        newer=newer,
        older=older,
        share=share_links(
            view.portal, absolute(view.portal.url, document.address), document.title, _
        ),
        jsonld=item_data(view, document, head["crumbs"], image, text["files"], deeds),
        draft=is_unpublished(view, document),
    )


def _withdrawn(view: View, document: Document, _: Words) -> ItemPage:
    """The page stays and says when and why; nothing of what it held is shown any more."""
    newer, older = _neighbours(view, document, _)
    head = item_head(view, document, "", "", _)
    facts = acts.act_facts(view, document, None, _) if document.act else None
    return ItemPage(
        kind=document.kind,
        **head,
        jsonld=item_data(view, document, head["crumbs"]),
        withdrawn=document.withdrawn,
        changes=document.changes,
        section=section_term(view.portal, document),
        act=facts,
        newer=newer,
        older=older,
        draft=is_unpublished(view, document),
    )


class _Text(TypedDict):
    lead: str
    body: Markup
    contents: tuple[Heading, ...]
    picture: PictureView | None
    gallery: tuple[PictureView, ...]
    videos: tuple[VideoView, ...]
    files: tuple[FileView, ...]
    ask: Contact | None
    author: str
    source: str
    source_url: str
    changes: tuple[Change, ...]


def _text(view: View, document: Document, body: Body, _: Words) -> _Text:
    """What the author wrote and added."""
    source, source_url = _source(document.source)
    made = made_pdf(view, document, body, _)
    files = (*file_views(view, document.attachments), *((made,) if made else ()))
    return _Text(
        lead=document.lead,
        body=resolve(view, document, body, _),
        contents=body.headings if document.contents else (),
        picture=picture(view, document.image) if document.image else None,
        gallery=pictures(view, document.gallery),
        videos=tuple(video_view(view, video, _) for video in document.video),
        files=files,
        ask=whom_to_ask(view, document, files),
        author=document.author,
        source=source,
        source_url=source_url,
        changes=document.changes,
    )


def _source(source: str) -> tuple[str, str]:
    """Where a text was taken from, in words, and its address where it was typed as one."""
    if not source.startswith(("http://", "https://")):
        return source, ""
    host = urlsplit(source).hostname or source
    return host.removeprefix("www."), source


class _Subjects(TypedDict):
    section: Term | None
    tags: tuple[Term, ...]
    projects: tuple[Term, ...]
    alert: Alert | None
    events: tuple[EventView, ...]


def _subjects(view: View, document: Document) -> _Subjects:
    """What an item is about, and what it calls for."""
    projects = (view.document(reference) for reference in document.projects)
    return _Subjects(
        section=section_term(view.portal, document),
        tags=_tags(view, document),
        projects=tuple(
            Term(title=project.title, url=project.address) for project in projects if project
        ),
        alert=_alert(view, document),
        events=coming_event_views(view, document),
    )


def _tags(view: View, document: Document) -> tuple[Term, ...]:
    if own_listing(document, view.portal.lang) is None:
        return ()  # pages stand in no lists of tags
    lang, first = document.lang, view.portal.lang
    return tuple(
        Term(title=tag, url=listing_in(lang, first, "tag", slug(tag)).url) for tag in document.tags
    )


def _alert(view: View, document: Document) -> Alert | None:
    """The item's warning while it is in force, which the engine knows."""
    if document.alert is None:
        return None
    current = any(other.path == document.path for other in view.all("alerts"))
    return document.alert if current else None


class _Responsible(TypedDict):
    signatories: tuple[Signatory, ...]
    contacts: tuple[Contact, ...]
    period: str
    issuer: str


def _responsible(view: View, document: Document) -> _Responsible:
    """Who signed it and whom to ask."""
    report = document.report
    contacts = chain(document.contacts, report.contacts if report else ())
    return _Responsible(
        signatories=document.signatory,
        contacts=tuple(dict.fromkeys(contacts)),
        period=report.period if report else "",
        issuer=shelf(view.portal).issuer_title(report.issuer) if report and report.issuer else "",
    )


class _OfAct(TypedDict, total=False):
    act: ActFacts
    relations: tuple[Relation, ...]
    history: tuple[HistoryStep, ...]
    citing: Citing | None


def _of_act(view: View, document: Document, deeds: Deeds | None, _: Words) -> _OfAct:
    if deeds is None:
        return {}
    return {
        "act": acts.act_facts(view, document, deeds, _),
        "relations": acts.relations(view, deeds, _),
        "history": acts.history(view, document, deeds, _),
        "citing": citing(view, document, {effect.act.path for effect in deeds.done}, _),
    }


class _OfPage(TypedDict, total=False):
    children: tuple[TreeNode, ...]
    siblings: tuple[TreeNode, ...]
    project_level: str
    project_years: str
    project_news: tuple[Card, ...]
    checked: tuple[CheckRun, ...]


def _of_page(view: View, document: Document, _: Words) -> _OfPage:
    if document.kind is not Kind.PAGE:
        return {}
    place: _OfPage = {
        "children": tree.children(view, document, _),
        "siblings": tree.siblings(view, document, _),
    }
    home = home_url(document.lang, view.portal.lang)
    if document.address in [home + name for name in ACCESSIBILITY]:
        place["checked"] = view.portal.checked
    if document.project is not None:
        place["project_level"] = tree.level_in_words(document.project, _)
        place["project_years"] = tree.years(document.project, _)
        place["project_news"] = _project_news(view, document)
    return place


def _project_news(view: View, document: Document) -> tuple[Card, ...]:
    """The newest items that name the project, by its address or by its source."""
    found: dict[str, Document] = {}
    for name in (document.address, document.path):
        for member in view.newest(f"project/{name}", PROJECT_NEWS):
            found[member.path] = member
    newest: Sequence[Document] = sorted(
        found.values(), key=lambda member: (member.date, member.path), reverse=True
    )
    return tuple(link_card(view, member, document.lang) for member in newest[:PROJECT_NEWS])


def _neighbours(view: View, document: Document, _: Words) -> tuple[Term | None, Term | None]:
    """The next newer and the next older item of the item's own list."""
    listing = own_listing(document, view.portal.lang)
    if listing is None:
        return None, None
    newer, older = view.neighbours(listing.name, document)
    return _neighbour(view, newer, _), _neighbour(view, older, _)


def _neighbour(view: View, document: Document | None, _: Words) -> Term | None:
    if document is None:
        return None
    return Term(title=item_name(view, document, _), url=document.address)
