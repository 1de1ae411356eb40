"""Presenters speak Russian here, with the sentences of the theme."""

import io
from gettext import GNUTranslations

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tests.site.fakes import FakeView
from vestnik.site import presenters


@pytest.fixture(autouse=True, scope="session")
def _russian(repo):
    """The catalogues as translators write them: compiled ones may lag behind."""

    def load(lang):
        source = repo / "theme" / "locale" / lang / "LC_MESSAGES" / "vestnik.po"
        compiled = io.BytesIO()
        write_mo(compiled, read_po(io.BytesIO(source.read_bytes()), locale=lang))
        compiled.seek(0)
        return GNUTranslations(compiled)

    presenters.speak(load)


@pytest.fixture
def view():
    """An empty site."""
    return FakeView()
