"""Which words are real ones: the search does not correct those."""

import json
import subprocess
import zlib

import pymorphy3
import pytest

from make_realwords import stems_of
from vestnik.search import realwords
from vestnik.search.realwords import is_real
from vestnik.search.stemmer import stem

LARGEST = 8_000
"""Bytes that a browser loads for a word that no text has."""


@pytest.fixture(scope="module")
def dictionary():
    """The one that is installed."""
    return pymorphy3.MorphAnalyzer(lang="ru").dictionary


@pytest.fixture
def small(monkeypatch):
    """Sets of a few stems."""

    def use(*stems):
        data = realwords.packed(stems)
        for one in ("_sets", "_opened"):
            getattr(realwords, one).cache_clear()
        monkeypatch.setattr(realwords, "_data", lambda: data)

    yield use
    realwords._sets.cache_clear()
    realwords._opened.cache_clear()


@pytest.mark.parametrize("word", ["парковку", "переселение", "мусоровозами", "сыктывкара"])
def test_words_of_any_form_are_known(word):
    """By their stems."""
    assert is_real(stem(word))


@pytest.mark.parametrize("word", ["парковкку", "пересеелние", "мусаровоз", "пчиловод"])
def test_misspelt_words_are_not(word):
    """Nor are frequent errors that the dictionary lists."""
    assert not is_real(stem(word))


def test_the_file_is_of_the_installed_dictionary(dictionary):
    """Else: python scripts/make_realwords.py."""
    assert all(map(is_real, stems_of(dictionary, "паро") | stems_of(dictionary, "щи")))


def test_few_words_are_taken_for_others():
    """One of some five hundred."""
    nonsense = [f"{a}{b}щъж{c}цъ" for a in "абвгдежз" for b in "клмнпхйш" for c in "рстфхшгб"]
    assert sum(map(is_real, nonsense)) < len(nonsense) / 100


def test_what_is_put_in_is_found(small):
    """Also where a set holds one stem, or none."""
    stems = [f"слово{number}" for number in range(300)]
    small(*stems)
    assert all(map(is_real, stems))
    small("один")
    assert is_real("один")
    assert not is_real("два")


def test_a_file_is_small():
    """So that a mistake costs one small request."""
    assert max(len(realwords.published(name)) for name in realwords.published_names()) < LARGEST


@pytest.mark.node
def test_browsers_read_the_same(repo, tmp_path, forms):
    """Real words and nonsense alike."""
    for name in realwords.published_names():
        (tmp_path / name).write_bytes(zlib.decompress(realwords.published(name), -15))
    asked = [stem(form) for form in forms[::50]] + [stem(f"{form}ъщ") for form in forms[::100]]
    program = """
    import { readFileSync } from "node:fs";
    import { Reader } from "./theme/components/search/packing.js";
    import { holds, placeOf } from "./theme/components/search/realwords.js";
    const { folder, words, stems } = JSON.parse(await new Response(process.stdin).text());
    const files = new Map();
    const real = (stem) => {
      const { file, fingerprint } = placeOf(stem, words);
      if (!files.has(file)) files.set(file, new Reader(readFileSync(`${folder}/${file}`)));
      return holds(files.get(file), fingerprint);
    };
    process.stdout.write(JSON.stringify(stems.map(real)));"""
    done = subprocess.run(
        ["node", "--input-type=module", "-e", program],
        input=json.dumps({"folder": str(tmp_path), "words": realwords.facts(), "stems": asked}),
        stdout=subprocess.PIPE, text=True, check=True, cwd=repo,
    )  # fmt: skip
    assert json.loads(done.stdout) == [is_real(one) for one in asked]
