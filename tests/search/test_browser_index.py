import random
import zlib
from datetime import date, timedelta

from tests.search.town import act, documents, files, news
from vestnik.search.browser_index import MANIFEST, recent_start
from vestnik.search.packing import digest, file_name
from vestnik.search.segments import segment


def archive(made):
    """Names of the immutable files."""
    return {name for name in made if name != MANIFEST}


def many(count=400):
    """Texts of three words each, spread over 2020 to 2025."""
    chance = random.Random(7)
    words = [f"{a}{b}{c}" for a in "бвгдж" for b in ("ара", "оло", "ири") for c in "мнрстк"]
    return [
        news(
            " ".join(chance.sample(words, 3)), " ".join(chance.sample(words, 12)),
            date(2020, 1, 1) + timedelta(days=number * 5), number,
        )
        for number in range(count)
    ]  # fmt: skip


def test_the_same_documents_make_the_same_bytes():
    """The order in which documents come makes no difference."""
    town = documents()
    assert files(town) == files(town[::-1])


def test_a_file_is_named_by_its_content():
    """So it can be kept for ever by browsers; only the manifest has a lasting name."""
    made = files(documents())
    for name in archive(made):
        assert file_name(digest(zlib.decompress(made[name], -15))) == name


def test_a_new_document_rewrites_the_manifest_alone():
    """What is new belongs to the recent tier, which travels in the manifest."""
    town = documents() + many()
    before = files(town)
    after = files([*town, news("Открыт каток", "Лёд залит.", date(2026, 11, 5))])
    assert archive(before) == archive(after)
    assert before[MANIFEST] != after[MANIFEST]


def test_an_old_document_rewrites_part_of_the_archive():
    """An edit touches the buckets of the words that changed and one file of records."""
    town = many()
    before = archive(files(town))
    old = town[50]
    after = archive(files([*town[:50], news(old.title, "барам", old.day, 50), *town[51:]]))
    assert 0 < len(after - before) < len(after) / 2


def test_a_repealed_act_rewrites_no_file_of_the_archive():
    """Which acts are out of force is said by the manifest."""
    town = documents()
    others = [one for one in town if one.number != "375"]
    changed = act("Об утверждении порядка уборки", "375", date(2023, 5, 23), repealed=True)
    assert archive(files(town)) == archive(files([*others, changed]))


def test_a_segment_does_not_depend_on_other_months():
    """Nor on the order of its documents."""
    town = [one for one in many() if one.day.year == 2021 and one.day.month == 3]
    assert segment(24254, town) == segment(24254, town[::-1])


def test_the_recent_tier_is_a_month_or_a_week():
    """By the documents of the year before, not by the history of builds."""
    assert recent_start({2025: 300}, date(2026, 11, 19)) == date(2026, 11, 1)
    assert recent_start({2025: 900}, date(2026, 11, 19)) == date(2026, 11, 16)


def test_a_site_without_documents_has_an_index():
    """Search on an empty portal finds nothing and does not fail."""
    assert MANIFEST in files([])
