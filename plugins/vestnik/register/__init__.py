"""The register of acts: which acts a text cites, and what it does to them.

text ── find_citations ──▶ Citation[] ── match_key ────────▶ names to look the act up by
── propose_relations ─▶ front matter for the clerk
html ── mark ──▶ html, Citation[] ──── link ───────────────▶ html of a page
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vestnik.core.citation import Citation
    from vestnik.register.citations import find_citations
    from vestnik.register.keys import match_key
    from vestnik.register.kinds import KindWords, kind_words
    from vestnik.register.marks import link, mark
    from vestnik.register.possible import may_cite
    from vestnik.register.proposals import Proposal, front_matter, propose_relations

__all__ = [
    "Citation",
    "KindWords",
    "Proposal",
    "find_citations",
    "front_matter",
    "kind_words",
    "link",
    "mark",
    "match_key",
    "may_cite",
    "propose_relations",
]

_HOMES = {
    "Citation": "vestnik.core.citation",
    "find_citations": "vestnik.register.citations",
    "match_key": "vestnik.register.keys",
    "KindWords": "vestnik.register.kinds",
    "kind_words": "vestnik.register.kinds",
    "link": "vestnik.register.marks",
    "mark": "vestnik.register.marks",
    "may_cite": "vestnik.register.possible",
    "Proposal": "vestnik.register.proposals",
    "front_matter": "vestnik.register.proposals",
    "propose_relations": "vestnik.register.proposals",
}


def __getattr__(name: str) -> Any:
    """Brings a name from its module when it is first asked for: the finder's patterns take a tenth
    of a build's start, and most builds read no text.
    """
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(home), name)
