"""Pages and projects as trees. Where a page stands in the tree is said by its address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vestnik.site.contexts import TreeNode
from vestnik.site.presenters.listings import home_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vestnik.core.model import Document, Project
    from vestnik.site.presenters.wording import Words
    from vestnik.site.view import View

Children = dict[str, list["Document"]]
"""Pages by the address of the page above them."""


def parent_of(address: str) -> str:
    """Address of the page above: `/gorod/istoriya/` → `/gorod/`."""
    return address.rstrip("/").rpartition("/")[0] + "/"


def ancestors(view: View, document: Document) -> list[Document]:
    """The visible pages above a page, the topmost first."""
    home = home_url(document.lang, view.portal.lang)
    found: list[Document] = []
    address = parent_of(document.address)
    while len(address) > len(home):
        above = view.document(address)
        if above is not None:
            found.append(above)
        address = parent_of(address)
    return found[::-1]


def child_documents(view: View, address: str, lang: str) -> list[Document]:
    """The pages right below an address that menus show, in their order."""
    name = f"children{address}"
    return shown(view.all(name if lang == view.portal.lang else f"{lang}:{name}"))


def shown(pages: Iterable[Document]) -> list[Document]:
    """Those pages that menus show, in their order."""
    return sorted((page for page in pages if not _hidden(page)), key=_order)


def _hidden(page: Document) -> bool:
    return page.withdrawn is not None or (page.menu is not None and page.menu.hidden)


def _order(page: Document) -> tuple[int, str, str]:
    return page.menu.order if page.menu else 1000, page.title.casefold(), page.address


def children(view: View, document: Document, _: Words) -> tuple[TreeNode, ...]:
    """The pages below a page; below a project all its subprojects as well."""
    below = child_documents(view, document.address, document.lang)
    return tuple(
        node(page, _, children(view, page, _) if page.project and document.project else ())
        for page in below
    )


def siblings(view: View, document: Document, _: Words) -> tuple[TreeNode, ...]:
    """The pages beside a page, itself among them with those below it.

    None for the topmost pages: those stand in the main menu.
    """
    above = parent_of(document.address)
    if above == home_url(document.lang, view.portal.lang) or view.document(above) is None:
        return ()
    below = tuple(node(page, _) for page in child_documents(view, document.address, document.lang))
    beside = child_documents(view, above, document.lang)
    if len(beside) < 2 and not below:
        return ()
    return tuple(
        node(page, _, below, current=True) if page.path == document.path else node(page, _)
        for page in beside
    )


def node(
    page: Document, _: Words, below: Sequence[TreeNode] = (), *, current: bool = False
) -> TreeNode:
    """A page as a point of a tree."""
    project = page.project
    return TreeNode(
        title=short_title(page),
        url=page.address,
        note="" if project is None else page.lead,
        level=level_in_words(project, _) if project else "",
        years=years(project, _) if project else "",
        children=tuple(below),
        current=current,
    )


def forest(pages: Iterable[Document], _: Words) -> tuple[TreeNode, ...]:
    """Pages as trees: each stands under the nearest of them whose address begins its own."""
    listed = shown(pages)
    addresses = {page.address for page in listed}
    below: Children = {}
    for page in listed:
        above = parent_of(page.address)
        while above not in addresses and len(above) > 1:
            above = parent_of(above)
        below.setdefault(above if above in addresses else "", []).append(page)

    def grow(address: str) -> tuple[TreeNode, ...]:
        return tuple(node(page, _, grow(page.address)) for page in below.get(address, ()))

    return grow("")


def short_title(page: Document) -> str:
    """A page's title in menus."""
    return (page.menu.title if page.menu else "") or page.title


def level_in_words(project: Project, _: Words) -> str:
    """«Национальный проект»."""
    match project.level:
        case "national":
            return _("National project")
        case "federal":
            return _("Federal project")
        case "regional":
            return _("Regional project")
        case _:
            return _("Municipal project")


def years(project: Project, _: Words) -> str:
    """«2019–2024»."""
    start = project.start.year if project.start else 0
    end = project.end.year if project.end else 0
    if start and end:
        return str(start) if start == end else f"{start}–{end}"
    if start:
        return _("since {year}", year=start)
    return _("until {year}", year=end) if end else ""
