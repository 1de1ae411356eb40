"""Does a built site hold what a profile asks of an official site? `vestnik audit` answers.

    output folder ── crawl ──▶ Site ──▶ rules, one per item of the profile ──▶ Result[]

Looks at finished files only, so it fits the output of any generator. It names checks that passed
and places that did not; it never says that a site complies with a law.
"""

from vestnik.audit.crawl import Site, read_site
from vestnik.audit.duties import Duty, stubs
from vestnik.audit.profile import Profile, ProfileError, read_profile
from vestnik.audit.run import Finding, Inputs, Result, audit

__all__ = [
    "Duty",
    "Finding",
    "Inputs",
    "Profile",
    "ProfileError",
    "Result",
    "Site",
    "audit",
    "read_profile",
    "read_site",
    "stubs",
]
