"""The demo portal's output, read once."""

import runpy

import pytest

from tests.markup.site import Site


@pytest.fixture(scope="session")
def site(demo_site, repo) -> Site:
    """The demo portal as its visitors meet it."""
    settings = runpy.run_path(str(repo / "pelicanconf.py"))
    return Site(demo_site, settings["SITEURL"])
