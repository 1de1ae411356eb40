"""From the bytes of a source to its document, its body and everything that is wrong with it.

    bytes ── decode ── front matter ── schema ──▶ Document
                  └─── body ── markup ──────────▶ Body
                             └─ checks ─────────▶ Problem[]

Pure: the same bytes, path and settings give the same values in any process. The catalogue's workers
call `check_source` and nothing else of the core.
"""

from __future__ import annotations

import re
from functools import cache

from vestnik.core import frontmatter, markup, schema
from vestnik.core.checks import check, personal_fields
from vestnik.core.frontmatter import Fields, Items, Node
from vestnik.core.model import Body, Document, Kind
from vestnik.core.patterns import regex
from vestnik.core.personal import phone_digits
from vestnik.core.portal import Portal
from vestnik.core.problems import Problem
from vestnik.core.report import in_order


def check_source(
    data: bytes, path: str, portal: Portal
) -> tuple[Document | None, Body | None, list[Problem]]:
    """Reads the source `data` that stands at `path` in the content folder.

    All problems come at once, in the order of the source. A document or a body may come together
    with errors, so that checks across files see them: whoever publishes looks at the problems.
    """
    front, problems = frontmatter.read(data, path)
    if front is None:
        return None, None, in_order(problems)
    document: Document | None = None
    official = official_phones(portal)
    if front.fields is not None:
        document, found = schema.read(front.fields, path, portal)
        problems += found
        problems += personal_fields(front.fields, path, official)
    kind = document.kind if document else schema.FOLDERS.get(path.partition("/")[0])
    body, found = markup.convert(
        front.body,
        path=path,
        first_line=front.body_line,
        clauses=kind is Kind.DOCUMENT,
        lang=document.lang if document else portal.lang,
    )
    problems += found
    problems += check(front.body, front.body_line, path, document, body, official)
    return document, body, in_order(problems)


def official_phones(portal: Portal) -> frozenset[str]:
    """The phones of the body itself: those of the settings and of its contacts."""
    return _phones((*portal.official_phones, *re.split(r"[,;]", portal.contacts.phone)))


@cache
def _phones(typed: tuple[str, ...]) -> frozenset[str]:
    """Asked for with every source, and the same for all of a site."""
    return frozenset(digits for one in typed if (digits := phone_digits(one)))


_STEP = regex(r"([^.\[\]]+)(?:\[(\d+)\])?")


def line_of(data: bytes, path: str, field: str) -> int:
    """Line of a field of the front matter: `attachments[2].file`, `related[1]`, `signed_copy`.

    Read again from the source, because a fault that needs it is rare. The nearest line that there
    is, where the field is typed in a shorter way; 1 where it is not typed at all.
    """
    front, _ = frontmatter.read(data, path)
    node: Node | None = front.fields if front else None
    line = 1
    for name, index in _STEP.findall(field):
        if not isinstance(node, Fields) or name not in node.entries:
            break
        line, node = node.key_lines[name], node.entries[name]
        if index and isinstance(node, Items) and int(index) <= len(node.items):
            node = node.items[int(index) - 1]
            line = node.line
    return line
