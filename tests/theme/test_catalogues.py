"""The interface speaks Russian in full, and the compiled catalogues are those of the sources."""

import gettext
import io

import pytest

from scripts import update_messages as messages


@pytest.fixture(scope="module")
def current():
    """All sentences of the templates and the code."""
    return messages.template()


def test_every_sentence_is_in_russian(current):
    """`python scripts/update_messages.py` was run and its gaps were filled."""
    catalogue = messages.updated("ru", current)
    assert messages.untranslated(catalogue) == []


@pytest.mark.parametrize("lang", messages.LANGUAGES)
def test_catalogues_are_up_to_date(current, lang):
    """No sentence is missing or left over, and the compiled file is that of the text."""
    path = messages.po_path(lang)
    assert path.read_bytes() == messages.as_po(messages.updated(lang, current))
    assert path.with_suffix(".mo").read_bytes() == messages.as_mo(path.read_bytes(), lang)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0 документов"),
        (1, "1 документ"),
        (2, "2 документа"),
        (5, "5 документов"),
        (11, "11 документов"),
        (21, "21 документ"),
        (101, "101 документ"),
        (112, "112 документов"),
    ],
)
def test_russian_plurals(number, words):
    """Numbers take the right form of the word."""
    data = messages.po_path("ru").with_suffix(".mo").read_bytes()
    russian = gettext.GNUTranslations(io.BytesIO(data))
    sentence = russian.ngettext("%(num)s document", "%(num)s documents", number)
    assert sentence % {"num": number} == words


def test_translations_keep_their_places(current):
    """What is filled into a sentence is filled into its translation too."""
    import re

    for message in messages.updated("ru", current):
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        places = [set(re.findall(r"%\(\w+\)s|\{\w+\}", text)) for text in (*ids[-1:], *strings)]
        assert all(place == places[0] for place in places), message.id


def test_translations_hold_no_markup(current):
    """Sentences go into attributes as they are: no quote, no angle bracket."""
    for message in messages.updated("ru", current):
        text = "".join(message.string) if isinstance(message.string, tuple) else message.string
        if message.id:
            assert not set('"<>&') & set(str(text)), message.id
