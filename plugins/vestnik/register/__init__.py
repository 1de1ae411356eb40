"""The register of acts: which acts a text cites, and what it does to them.

text ── find_citations ──▶ Citation[] ── match_key ────────▶ names to look the act up by
── propose_relations ─▶ front matter for the clerk
html ── mark ──▶ html, Citation[] ──── link ───────────────▶ html of a page
"""

from vestnik.core.citation import Citation
from vestnik.register.citations import find_citations
from vestnik.register.keys import match_key
from vestnik.register.kinds import KindWords, kind_words
from vestnik.register.marks import link, mark
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
    "propose_relations",
]
