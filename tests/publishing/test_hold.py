"""`--hold-faulty`: a missing alt text must not block a storm warning, nor undo a withdrawal."""

import shutil
from datetime import timedelta

import pytest

from tests.site.town import pdf, picture

pytestmark = pytest.mark.slow

BROKEN = "image: {file: snimok.jpg}"
"""A picture without alt text: an error."""


@pytest.fixture
def town(town):
    """Has published «Каток открыт» with a picture and a PDF, in the section «Дороги»."""
    town.write("news/2026/katok/snimok.jpg", picture(5))
    town.write("news/2026/katok/prikaz.pdf", pdf("Katok"))
    town.news(
        "katok/index",
        "section: dorogi",
        "tags: [лёд]",
        "image: {file: snimok.jpg, alt: Каток на площади}",
        "attachments: [{file: prikaz.pdf, title: Приказ о катке}]",
        title="Каток открыт",
        text="Прежний текст новости о катке, слово за словом.",
    )
    town.news("chitatel", title="Читатель", text="Смотрите [про каток](katok/index.md).")
    town.publish()
    return town


KATOK = "news/2026/katok/index.md"
PAGE = "news/2026/03/09/katok/index.html"


def break_it(town, *, title="Каток закрыт"):
    """A new version that has a fault."""
    town.edit(
        KATOK,
        lambda text: (
            text.replace("Каток открыт", title)
            .replace(", alt: Каток на площади", "")
            .replace("Прежний текст", "Новый текст")
        ),
    )


def hold(town):
    """Publishes what can be published."""
    outcome = town.publish(hold_faulty=True)
    assert outcome.report.applied
    return outcome.report


def test_without_it_nothing_is_published(town):
    """A fault stops everything unless asked otherwise."""
    break_it(town)
    town.news("shtorm", title="Штормовое предупреждение")
    assert town.publish().report.refused
    assert town.shows("Штормовое предупреждение") == []


def test_a_storm_warning_goes_out(town):
    """The rest is published; the faulty item stays as it was, and is named."""
    before = town.served()
    break_it(town)
    town.news("shtorm", "important: true", title="Штормовое предупреждение")
    report = hold(town)
    assert report.held == [KATOK]
    assert report.absent == []
    assert "index.html" in town.shows("Штормовое предупреждение")
    assert town.shows("Каток закрыт") == town.shows("Новый текст") == []
    assert town.served()[PAGE].count(b"<img") == before[PAGE].count(b"<img")
    assert "Прежний текст новости".encode() in town.served()[PAGE]
    assert town.served()["sections/dorogi/index.html"].count("Каток открыт".encode())
    for path, data in before.items():
        if "/katok/" in path and path != PAGE:
            assert town.served()[path] == data


def test_it_is_held_through_any_number_of_releases(town):
    """Both trees, further faults, other items changing: the last good version is always there."""
    break_it(town)
    for number in range(4):
        town.news(f"novost-{number}")
        town.edit(KATOK, lambda text: text + "\nЕщё строка.\n")
        assert hold(town).held == [KATOK]
        assert town.shows("Каток открыт")
        assert town.shows("Каток закрыт") == []
        assert "Прежний текст".encode() in town.served()[PAGE]


def test_once_mended_it_is_as_in_a_clean_build(town):
    """What was held leaves no trace."""
    break_it(town)
    hold(town)
    town.edit(KATOK, lambda text: text.replace("snimok.jpg}", "snimok.jpg, alt: Лёд}"))
    report = hold(town)
    assert report.held == report.absent == []
    assert town.served() == town.clean()
    town.news("novaya")
    town.publish()
    assert town.served() == town.clean()


def test_mended_by_a_change_elsewhere(town):
    """The source is the same as when it was held, and its new text must appear all the same."""
    town.edit(KATOK, lambda text: text.replace("Прежний текст", "Новый [текст](../pozzhe.md)"))
    assert hold(town).held == [KATOK]
    assert "Прежний текст".encode() in town.served()[PAGE]
    town.news("pozzhe")
    assert hold(town).held == []
    assert "Прежний текст".encode() not in town.served()[PAGE]
    assert town.served() == town.clean()


def test_made_faulty_by_a_change_elsewhere(town):
    """The source is unchanged: its present version is the last good one."""
    shutil.rmtree(town.content / "news/2026/katok")
    report = hold(town)
    assert report.held == ["news/2026/chitatel.md"]
    assert "Смотрите".encode() in town.served()["news/2026/03/09/chitatel/index.html"]
    assert town.shows("Каток открыт") == []
    assert b"/katok/" not in town.served()["news/2026/03/09/chitatel/index.html"]


def test_a_new_faulty_item_is_absent(town):
    """It has no good version; it is named, and nothing else of it is seen."""
    path = town.news("novaya", BROKEN, "tags: [новьё]", title="Новая с ошибкой")
    town.write("news/2026/snimok.jpg", picture(9))
    report = hold(town)
    assert report.absent == [path]
    assert report.held == []
    assert town.shows("Новая с ошибкой") == town.shows("новьё") == []
    assert [name for name in town.served() if "novaya" in name or "snimok" in name] == [
        name for name in town.served() if "/katok/snimok" in name
    ]


def test_never_published_good_versions_do_not_count(town):
    """Good once, but only while something else blocked the site."""
    path = town.news("novaya", title="Хорошая версия")
    other = town.news("plohaya", BROKEN)
    assert town.publish().report.refused
    town.edit(path, lambda text: text.replace("title:", "image: {file: no.jpg}\ntitle:"))
    (town.content / other).unlink()
    report = hold(town)
    assert report.absent == [path]
    assert town.shows("Хорошая версия") == []


def test_the_good_version_is_the_published_one(town):
    """Not a later one that was good but never published."""
    town.edit(KATOK, lambda text: text.replace("Прежний текст", "Промежуточный текст"))
    other = town.news("plohaya", BROKEN)
    assert town.publish().report.refused
    break_it(town)
    (town.content / other).unlink()
    hold(town)
    assert "Прежний текст".encode() in town.served()[PAGE]


def test_an_unreadable_source(town):
    """Even when not a word of it can be read. Who links to it is held, too: as it is."""
    (town.content / KATOK).write_bytes(b"\xff\xfe\x00title")
    assert hold(town).held == ["news/2026/chitatel.md", KATOK]
    assert town.shows("Каток открыт")


# --- files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("fate", ["deleted", "damaged", "emptied"])
@pytest.mark.parametrize("file", ["prikaz.pdf", "snimok.jpg"])
def test_a_file_that_is_gone_comes_from_the_other_tree(town, fate, file):
    """Both trees keep it, whatever is published meanwhile."""
    before = {path: data for path, data in town.served().items() if "/katok/" in path}
    place = town.content / "news/2026/katok" / file
    if fate == "deleted":
        place.unlink()
    else:
        place.write_bytes(b"\xff\xd8\xff broken" if fate == "damaged" else b"")
    for number in range(3):
        town.news(f"novost-{number}")
        assert hold(town).held == [KATOK]
        assert {p: d for p, d in town.served().items() if "/katok/" in p} == before
    place.write_bytes(pdf("Novyj") if file.endswith("pdf") else picture(77))
    assert hold(town).held == []
    assert town.served() == town.clean()


def test_a_folder_that_is_gone_with_its_source_held(town):
    """The source is broken, and its files have been deleted."""
    before = {path: data for path, data in town.served().items() if "/katok/" in path}
    break_it(town)
    for name in ("snimok.jpg", "prikaz.pdf"):
        (town.content / "news/2026/katok" / name).unlink()
    for number in range(3):
        town.news(f"novost-{number}")
        hold(town)
        after = {path: data for path, data in town.served().items() if "/katok/" in path}
        assert after.keys() == before.keys()
        assert all(after[path] == before[path] for path in before if not path.endswith(".html"))


def test_a_new_sound_file_replaces_the_old_one(town):
    """One address, one file: what is sound is published."""
    break_it(town)
    new = pdf("Novyj prikaz")
    town.write("news/2026/katok/prikaz.pdf", new)
    hold(town)
    assert town.served()["news/2026/03/09/katok/prikaz.pdf"] == new


# --- what never comes back ------------------------------------------------------------------------


def test_a_withdrawal_is_shown_whatever_else_is_wrong(town):
    """The page says that it is withdrawn; nothing of the old text, not even its files, is left."""
    break_it(town)
    town.set_line(KATOK, "withdrawn", "{date: 2026-03-09, reason: Содержит чужие данные}")
    report = hold(town)
    assert report.held == []
    page = town.served()[PAGE].decode()
    assert "Содержит чужие данные" in page
    assert "Прежний текст" not in page
    assert "Новый текст" not in page
    assert [path for path in town.served() if "/katok/" in path] == [PAGE]
    assert town.shows("Приказ о катке") == []


HIDDEN = [
    "draft: true",
    "draft: возможно",
    "drfat: true",
    "Draft: true",
    "date: 2026-03-20",
    "expires: 2026-03-10 08:00",
    "expires: вчера",
    "withdrawn: да",
    "withdrawn: {date: 31.02.2026, reason: Ошибка}",
    "withdrawn: {дата: 2026-03-09}",
]


@pytest.mark.parametrize("line", HIDDEN)
def test_what_was_to_disappear_disappears(town, line):
    """Made a draft, withdrawn, put under embargo or expired, together with a fault or by one."""
    break_it(town)
    if line.startswith("date:"):
        town.set_line(KATOK, "date", line.partition(": ")[2])
    else:
        town.edit(KATOK, lambda text: text.replace("---\n", f"---\n{line}\n", 1))
    report = hold(town)
    assert KATOK not in report.held
    assert town.shows("Прежний текст") == []
    assert town.shows("Каток открыт") == []
    assert [path for path in town.served() if "/katok/" in path] in ([], [PAGE])


@pytest.mark.parametrize("line", ["draft: true", "withdrawn: {date: 2026-03-09, reason: Ошибка}"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "utf-16"])
def test_even_when_the_front_matter_cannot_be_read(town, line, encoding):
    """A bracket that is not closed, or a wrong encoding, hides what the officer wanted."""
    text = (town.content / KATOK).read_text("utf-8")
    text = text.replace("---\n", f"---\n{line}\nimportant: [\n", 1)
    (town.content / KATOK).write_bytes(text.encode(encoding, "replace"))
    report = hold(town)
    assert report.absent == [KATOK]
    assert town.shows("Каток открыт") == []
    assert [path for path in town.served() if "/katok/" in path] == []


def test_an_old_version_that_has_expired_meanwhile(town):
    """The last good version keeps its own end."""
    path = town.news("srochno", f"expires: {town.now + timedelta(days=2):%Y-%m-%d}", title="Срочно")
    town.publish()
    assert town.shows("Срочно")
    town.edit(path, lambda text: text.replace("title:", "image: {file: no.jpg}\ntitle:"))
    assert hold(town).held == [path]
    town.now += timedelta(days=3)
    report = hold(town)
    assert report.held == []
    assert town.shows("Срочно") == []


def test_a_source_that_is_deleted_is_gone(town):
    """However faulty it was."""
    break_it(town)
    hold(town)
    shutil.rmtree(town.content / "news/2026/katok")
    (town.content / "news/2026/chitatel.md").unlink()
    assert hold(town).held == []
    assert [path for path in town.served() if "/katok/" in path] == []
    assert town.served() == town.clean()


@pytest.mark.parametrize("fault", ["link", "symlink", "outside", "draft's file"])
def test_security_faults_stop_everything(town, fault, tmp_path):
    """A leak or an attack: nothing is published while it stands."""
    before = town.served()
    if fault == "link":
        town.news("novaya", text="Нажмите [сюда](javascript:alert) и прочитайте обо всём.")
    elif fault == "symlink":
        (tmp_path / "secret.md").write_text("тайна", "utf-8")
        (town.content / "news/2026/x.md").symlink_to(tmp_path / "secret.md")
    elif fault == "outside":
        town.news("novaya", "attachments: [{file: ../../../secret.pdf}]")
    else:
        town.write("news/2026/tayna/tayna.pdf", pdf("Tayna"))
        town.news("tayna/index", "draft: true")
        town.news("novaya", "attachments: [{file: tayna/tayna.pdf, title: Документ}]")
    outcome = town.publish(hold_faulty=True)
    assert outcome.report.refused
    assert not outcome.report.applied
    assert town.served() == before


@pytest.mark.parametrize("order", ["a-novaya", "z-novaya"])
def test_of_two_with_one_address_the_published_one_stays(town, order):
    """Whoever is blamed: by the order of their names it may be either."""
    path = town.news(order, "slug: katok", title="Самозванец")
    report = hold(town)
    assert path in report.absent
    assert town.shows("Самозванец") == []
    assert "Прежний текст".encode() in town.served()[PAGE]
    (town.content / path).unlink()
    assert hold(town).absent == []
    assert town.served() == town.clean()


def test_a_sound_item_may_take_the_address_of_a_held_one(town):
    """The old address is free by the sources as they are; then the last good version yields."""
    break_it(town)
    (town.content / "news/2026/katok").rename(town.content / "news/2026/katok-2")
    shutil.copytree(town.content / "news/2026/katok-2", town.content / "news/2026/katok")
    shutil.rmtree(town.content / "news/2026/katok-2")
    town.set_line(KATOK, "slug", "katok-staryy")
    path = town.news("z", "slug: katok", title="Новый хозяин адреса")
    report = hold(town)
    assert report.absent == [KATOK]
    assert "Новый хозяин адреса".encode() in town.served()[PAGE]
    assert path not in report.held


def test_another_catalogue_does_not_count(town):
    """What a build for looking at has seen was not published."""
    town.edit(KATOK, lambda text: text.replace("Прежний текст", "Просмотренный текст"))
    assert town.build(output="look").applied
    break_it(town)
    hold(town)
    assert "Прежний текст".encode() in town.served()[PAGE]


def test_a_faulty_baseline_is_no_item(town):
    """It is a problem all the same, but nothing of the site is missing for it."""
    (town.root / "problems-baseline.yaml").write_text("entries:\n- мусор\n", "utf-8")
    report = hold(town)
    assert report.problems
    assert (report.held, report.absent) == ([], [])


def test_without_the_catalogue_a_held_item_has_no_good_version(town):
    """The folder `state/cache` is more than a cache: who deletes it loses this."""
    break_it(town)
    shutil.rmtree(town.folder / "state" / "cache")
    report = hold(town)
    assert report.absent == [KATOK]
    assert town.shows("Каток") == []
    town.edit(KATOK, lambda text: text.replace("snimok.jpg}", "snimok.jpg, alt: Лёд}"))
    hold(town)
    assert town.served() == town.clean()


def test_a_killed_publication_forgets_no_good_version(town, monkeypatch):
    """A version counts as published though the build that showed it first was interrupted."""
    from vestnik.catalogue.store import Catalogue

    class Killed(BaseException):
        pass

    def killed(*_):
        raise Killed

    path = town.news("novaya", title="Хорошая новость")
    with monkeypatch.context() as patch:
        patch.setattr(Catalogue, "accept", killed)
        with pytest.raises(Killed):
            town.publish()
    town.publish()
    assert town.shows("Хорошая новость")
    town.edit(path, lambda text: text.replace("title:", "image: {file: no.jpg}\ntitle:"))
    assert hold(town).held == [path]
    assert town.shows("Хорошая новость")


def test_other_code_reads_all_sources_anew(town, monkeypatch):
    """After an upgrade the last good versions are still known."""
    import vestnik.site.build as build_module

    break_it(town)
    hold(town)
    monkeypatch.setattr(build_module, "code_digest", lambda: "other code")
    assert hold(town).held == [KATOK]
    assert "Прежний текст".encode() in town.served()[PAGE]
