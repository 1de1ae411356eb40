import itertools

import pymorphy3
import pytest


@pytest.fixture(scope="session")
def forms():
    """50,000 forms of the dictionary, some of each letter."""
    morph = pymorphy3.MorphAnalyzer(lang="ru")
    found = dict.fromkeys(
        parse[0].replace("ё", "е")
        for letter in "абвгдежзийклмнопрстуфхцчшщэюя"
        for parse in itertools.islice(morph.iter_known_word_parses(letter), 0, 36_000, 9)
    )
    return [form for form in found if form.isalpha()][:50_000]
