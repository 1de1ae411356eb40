"""Nothing that is not public leaves a trace: no page, list, feed, map, picture or attachment."""

from datetime import timedelta

import pytest

from tests.site.town import Town, pdf, picture

SECRET = "zhimolost"
"""Stands in every part of the hidden item, names of files included; in Cyrillic it is «жимолость».
"""


@pytest.fixture
def town(tmp_path) -> Town:
    """A town with some public life."""
    made = Town(tmp_path / "town")
    for number in (3, 10, 20):
        made.add_news(number)
    made.add_act(2)
    return made


def hidden_news(town: Town, state: str, date: str) -> str:
    """A bundle in which everything carries the secret word."""
    folder = f"news/2026/{SECRET}"
    town.write(f"{folder}/{SECRET}.jpg", picture(7))
    town.write(f"{folder}/{SECRET}.pdf", pdf(SECRET))
    return town.write(
        f"{folder}/index.md",
        f"""---
title: Жимолость {SECRET}
date: {date}
lead: О жимолости, {SECRET}
tags: [жимолость]
section: dorogi
image: {{file: {SECRET}.jpg, alt: Куст жимолости {SECRET}}}
attachments: [{{file: {SECRET}.pdf, title: План {SECRET}}}]
redirect_from: [/old/{SECRET}.html]
important: true
alert: {{until: 2027-01-01, text: Осторожно {SECRET}}}
events: [{{start: 2026-12-01 10:00, place: Сад {SECRET}}}]
{state}
---
Текст про {SECRET} и жимолость.
""",
    )


def traces(town: Town) -> list[str]:
    """Output files whose name or bytes betray the hidden item."""
    words = [SECRET.encode(), "жимолост".encode(), "Жимолост".encode()]
    return [
        path
        for path, data in town.tree().items()
        if SECRET in path or any(word in data for word in words)
    ]


@pytest.mark.parametrize(
    ("state", "date"),
    [("draft: true", "2026-01-10"), ("", "2026-05-01"), ("expires: 2026-02-01", "2026-01-10")],
    ids=["draft", "embargo", "expired"],
)
def test_hidden_item_is_nowhere(town, state, date):
    """Whether draft, under embargo or expired: a clean build and a rebuild hold no trace of it."""
    hidden_news(town, state, date)
    assert not town.build().refused
    assert traces(town) == []
    town.build(cache="other-cache", output="other")
    assert [path for path in town.tree("other") if SECRET in path] == []


def test_embargo_passes_and_expiry_takes_all_away(town):
    """At its hour the item is everywhere; when it expires nothing of it stays, files included."""
    hidden_news(town, "expires: 2026-06-01", "2026-05-01 09:00")
    assert town.build().next_due[0].startswith("2026-05-01")
    assert traces(town) == []
    town.now += timedelta(days=60)
    town.build()
    shown = traces(town)
    assert f"news/2026/05/01/{SECRET}/index.html" in shown
    assert f"news/2026/05/01/{SECRET}/{SECRET}.pdf" in shown
    assert "rss.xml" in shown
    assert "alert/fragment.html" in shown
    town.now += timedelta(days=40)
    town.build()
    assert traces(town) == []


def test_published_item_made_a_draft_goes_with_its_files(town):
    """Taking an item back takes its page, its files, its tag and every mention away."""
    path = hidden_news(town, "", "2026-01-10")
    town.build()
    assert len(traces(town)) > 8
    town.set_line(path, "draft", "true")
    town.build()
    assert traces(town) == []


def test_mentions_of_a_hidden_item_do_not_show_it(town):
    """A link, a related item, a project or a relation that names a draft shows nothing of it."""
    secret = hidden_news(town, "draft: true", "2026-01-10")
    town.write(
        "news/2026/open.md",
        "---\ntitle: Открыто\ndate: 2026-01-11\nlead: Открыто всем.\n"
        f"related: [/{secret}]\n---\nСм. [соседний материал](/{secret}).\n",
    )
    report = town.build()
    assert not report.refused
    assert "link-to-hidden" in {problem.code for problem in report.problems}
    assert traces(town) == []


def test_file_of_a_draft_is_an_error_for_a_public_page(town):
    """A public page cannot publish what lies beside a draft: the build changes nothing."""
    town.build()
    before = town.tree()
    hidden_news(town, "draft: true", "2026-01-10")
    town.write(
        "news/2026/open.md",
        "---\ntitle: Открыто\ndate: 2026-01-11\nlead: Открыто всем.\n---\n"
        f"[План (PDF)](/news/2026/{SECRET}/{SECRET}.pdf)\n",
    )
    report = town.build()
    assert report.refused
    assert "file-of-draft" in {problem.code for problem in report.problems}
    assert town.tree() == before


@pytest.mark.parametrize("target", ["../../../secret.pdf", "/../secret.pdf", "/etc/hostname.pdf"])
def test_paths_out_of_the_content_publish_nothing(town, tmp_path, target):
    """A path that climbs out of the content folder never publishes the file it names."""
    (tmp_path / "secret.pdf").write_bytes(pdf(SECRET))
    town.write(
        "news/2026/climb.md",
        "---\ntitle: Вверх\ndate: 2026-01-11\nlead: Вверх.\n"
        f"attachments: [{{file: {target}, title: Файл}}]\n---\nТекст.\n",
    )
    assert town.build().refused
    assert not (town.root / "output").exists() or traces(town) == []


def test_symbolic_links_out_of_the_content_publish_nothing(town, tmp_path):
    """Neither a source nor an attachment nor a folder may be a link that leads outside."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "page.md").write_text(f"---\ntitle: {SECRET}\ndate: 2026-01-01\n---\nТекст.\n")
    (outside / f"{SECRET}.pdf").write_bytes(pdf(SECRET))
    (town.content / "news" / "linked.md").symlink_to(outside / "page.md")
    (town.content / "news" / "plan.pdf").symlink_to(outside / f"{SECRET}.pdf")
    (town.content / "folder").symlink_to(outside, target_is_directory=True)
    town.write(
        "news/a.md",
        "---\ntitle: А\ndate: 2026-01-11\nlead: А.\nattachments: [{file: plan.pdf}]\n---\nТекст.\n",
    )
    report = town.build()
    assert report.refused
    codes = {problem.code for problem in report.problems}
    assert {"symlink-outside", "file-outside-content"} <= codes
    assert not (town.root / "output").exists() or traces(town) == []
