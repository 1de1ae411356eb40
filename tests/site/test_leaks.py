"""Nothing that is not public leaves a trace: no page, list, feed, map, picture or attachment."""

import io
import os
import re
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.search.reader import CLIENT, said
from tests.site.town import Town, pdf, picture
from tests.site.warm import warm

SECRET = "zhimolost"
"""Stands in every part of the hidden item, names of files included; in Cyrillic it is «жимолость».
"""


@pytest.fixture
def town(tmp_path) -> Town:
    """A town with some public life."""
    made = Town(tmp_path / "town")
    warm(made.root / "cache")
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
    tree = town.tree()
    searched = {path: data for path, data in tree.items() if path.endswith((".bin", CLIENT))}
    return [
        path for path, data in tree.items() if SECRET in path or any(word in data for word in words)
    ] + [word for word in said(searched) if re.search(f"{SECRET}|жимолост", word.lower())]


@pytest.mark.slow
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


def public(town: Town, name: str, line: str = "", text: str = "Текст новости.") -> str:
    """A public news item with one more line of front matter."""
    front = f"title: Открыто {name}\ndate: 2026-01-11\nlead: Открыто всем.\n{line}"
    return town.write(f"news/2026/{name}.md", f"---\n{front}\n---\n{text}\n")


def secret_act(town: Town, *lines: str) -> str:
    """A draft of an act, the secret in its title and text."""
    front = "\n".join(
        [f"title: О жимолости {SECRET}", "date: 2026-01-10", "kind: приказ", "number: 77-ж",
         "adopted: 2026-01-09", "issuer: adm", "draft: true", *lines]
    )  # fmt: skip
    return town.write(f"documents/2026/{SECRET}/index.md", f"---\n{front}\n---\n1. {SECRET}.\n")


def public_act(town: Town, *lines: str) -> str:
    """An act in the register."""
    front = "\n".join(
        ["title: О посадках", "date: 2026-01-10", "kind: приказ", "number: 5",
         "adopted: 2026-01-09", "issuer: adm", *lines]
    )  # fmt: skip
    return town.write("documents/2026/open/index.md", f"---\n{front}\n---\n1. Сажать деревья.\n")


@pytest.mark.parametrize("relation", ["amends", "repeals", "based_on"])
def test_a_draft_act_leaves_no_trace_on_the_acts_that_it_names(town, relation):
    """The register shows both sides of a relation only when both are public."""
    named = public_act(town)
    secret = secret_act(town, f"{relation}: [{{address: /{named}}}]")
    assert not town.build().refused
    assert traces(town) == []
    town.set_line(secret, "draft", "")
    town.build()
    assert "documents/adm/prikaz/2026/5/index.html" in traces(town)
    town.set_line(secret, "draft", "true")
    town.build()
    assert traces(town) == []


@pytest.mark.parametrize(
    "reference",
    [
        "{address: /documents/2026/%s/index.md}",
        "{kind: приказ, number: 77-ж, date: 2026-01-09}",
    ],
)
def test_an_act_that_names_a_draft_act_does_not_tell_its_title(town, reference):
    """What the clerk typed is shown, nothing that only the draft says."""
    secret_act(town)
    public_act(town, f"amends: [{reference.replace('%s', SECRET)}]")
    assert not town.build().refused
    assert traces(town) == []


@pytest.mark.parametrize("field", ["related", "projects", "translations"])
@pytest.mark.parametrize(
    ("state", "date"),
    [("draft: true", "2026-01-10"), ("", "2026-05-01"), ("expires: 2026-02-01", "2026-01-10")],
    ids=["draft", "embargo", "expired"],
)
def test_fields_that_name_a_hidden_item(town, field, state, date):
    """Neither its title nor its address."""
    hidden = hidden_news(town, state, date)
    public(town, "open", f"{field}: [/{hidden}]")
    assert not town.build().refused
    assert traces(town) == []


def test_a_hidden_project_and_a_hidden_parent(town):
    """Breadcrumbs, menus and children of a page do not show a page that is not public."""
    lines = "date: 2026-01-10\nproject: {level: municipal}\ndraft: true"
    text = f"---\ntitle: Жимолость\n{lines}\n---\nПро {SECRET}.\n"
    town.write(f"pages/gorod/{SECRET}/index.md", text)
    town.write("pages/gorod/index.md", "---\ntitle: Город\ndate: 2026-01-10\n---\nТекст.\n")
    public(town, "open", f"projects: [/pages/gorod/{SECRET}/index.md]")
    assert not town.build().refused
    assert traces(town) == []
    child = "---\ntitle: Ветка\ndate: 2026-01-10\n---\nТекст страницы.\n"
    town.write(f"pages/gorod/{SECRET}/vetka.md", child)
    town.build()
    shown = "".join(data.decode("utf-8", "ignore") for data in town.tree().values())
    assert "Жимолость" not in shown


def test_hidden_only_tag_has_no_page(town):
    """A tag that only a draft has exists nowhere."""
    hidden_news(town, "draft: true", "2026-01-10")
    town.build()
    assert not (town.root / "output" / "tags" / "zhimolost").exists()
    assert "Жимолость" not in (town.root / "output/tags/index.html").read_text("utf-8").title()


WITHDRAWN = "withdrawn: {date: 2026-02-02, reason: Ошибка}"
STATES = [
    ("", "2026-01-10"), ("", "2026-05-01"), ("draft: true", "2026-01-10"),
    ("expires: 2026-02-01", "2026-01-10"), ("expires: 2027-01-01", "2026-01-10"),
    ("expires: 2027-01-01", "2026-05-01"), (WITHDRAWN, "2026-01-10"),
]  # fmt: skip
"""State and date of an item."""


@pytest.mark.slow
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(STATES), min_size=2, max_size=6))
def test_to_and_fro(states):
    """Whatever an item was before: only while it is public is anything of it to be seen."""
    with tempfile.TemporaryDirectory() as folder:
        town = Town(Path(folder) / "town")
        warm(town.root / "cache")
        town.add_news(3)
        for state, date in states:
            hidden_news(town, state, date)
            assert not town.build().refused
            found = traces(town)
            if state in ("draft: true", "expires: 2026-02-01") or date > "2026-03-10":
                assert found == []
            elif state == WITHDRAWN:
                files = [path for path in found if path.endswith((".pdf", ".jpg", ".webp"))]
                assert files == []
                page = town.tree()[f"news/2026/01/10/{SECRET}/index.html"].decode()
                assert f"Текст про {SECRET}" not in page
                assert "План" not in page
            else:
                assert len(found) > 8


def test_files_of_a_withdrawn_item_go(town):
    """Whoever knows their addresses finds nothing there."""
    path = hidden_news(town, "", "2026-01-10")
    town.build()
    town.set_line(path, "withdrawn", "{date: 2026-02-02, reason: Содержит чужие данные}")
    town.build()
    folder = town.root / "output/news/2026/01/10" / SECRET
    assert [place.name for place in folder.iterdir()] == ["index.html"]


@pytest.mark.parametrize("below", ["", "photos/", "photos/2026/"])
def test_a_file_at_any_depth_beside_a_draft(town, below):
    """The folder of a draft is the draft's, with all that lies in it."""
    hidden_news(town, "draft: true", "2026-01-10")
    town.write(f"news/2026/{SECRET}/{below}shema.pdf", pdf(SECRET))
    public(town, "open", f"attachments: [{{file: /news/2026/{SECRET}/{below}shema.pdf}}]")
    report = town.build()
    assert report.refused
    assert "file-of-draft" in {problem.code for problem in report.problems}


def test_pipes_and_devices(town, tmp_path):
    """Neither hangs the build nor is published."""
    os.mkfifo(town.content / "news" / f"{SECRET}.md")
    os.mkfifo(town.content / "news" / "plan.pdf")
    os.mkfifo(town.content / "news" / "photo.jpg")
    (town.content / "news" / "zero.jpg").symlink_to("/dev/zero")
    path = town.write(
        "news/a.md",
        "---\ntitle: А\ndate: 2026-01-11\nlead: А.\nattachments: [{file: plan.pdf}]\n"
        "image: {file: photo.jpg, alt: Снимок}\ngallery: [{file: zero.jpg, alt: Ноль}]\n"
        "---\nТекст.\n",
    )
    command = [sys.executable, "-m", "tests.site.building", str(town.root), "cache", "output"]
    assert subprocess.run(command, timeout=60, check=False, cwd=Path.cwd()).returncode == 1
    report = town.build()
    assert {problem.path for problem in report.problems if problem.severity == "error"} == {path}


@pytest.mark.parametrize(
    "target",
    ["news/../../../secret.pdf", "//etc/hostname", "file:///etc/hostname", "~/secret.pdf",
     "..%2f..%2f..%2fsecret.pdf", "..\\..\\..\\secret.pdf", "C:\\secret.pdf"],
)  # fmt: skip
def test_odd_paths_publish_nothing(town, tmp_path, target):
    """However a path out of the content is spelt, in the text or in a field."""
    (tmp_path / "secret.pdf").write_bytes(pdf(SECRET))
    public(town, "field", f"attachments: [{{file: '{target}', title: Файл}}]")
    public(town, "text", text=f"Скачайте [файл]({target}) и посмотрите ![план]({target}).")
    town.build()
    assert not (town.root / "output").exists() or traces(town) == []


def test_names_that_the_site_makes_cannot_be_taken_by_files(town):
    """An attachment must not replace a page, a feed or the file for robots."""
    names = ("robots.txt", "rss.xml", "index.html", "sitemap.xml")
    lines = "".join(f"- {{file: {name}}}\n" for name in names)
    front = f"title: Главная\ndate: 2026-01-10\nattachments:\n{lines}"
    town.write("pages/index.md", f"---\n{front}---\nТекст.\n")
    for name in names:
        town.write(f"pages/{name}", f"<rss>{SECRET}</rss>")
    town.build()
    made = town.tree() if (town.root / "output").exists() else {}
    assert [name for name in names if SECRET.encode() in made.get(name, b"")] == []


def test_pictures_that_would_take_each_others_place(town):
    """`photo.jpg` has a variant `photo-480.jpg`: a photo of that very name is an error."""
    town.write("news/2026/x/photo.jpg", picture_of(900))
    town.write("news/2026/x/photo-480.jpg", picture_of(900, 3))
    town.write(
        "news/2026/x/index.md",
        "---\ntitle: Икс\ndate: 2026-01-11\nlead: Икс.\ngallery:\n"
        "- {file: photo.jpg, alt: Один снимок}\n- {file: photo-480.jpg, alt: Другой снимок}\n"
        "---\nТекст новости.\n",
    )
    report = town.build()
    assert "duplicate-file" in {problem.code for problem in report.problems}


def picture_of(width: int, shade: int = 0) -> bytes:
    """A wider JPEG."""
    stream = io.BytesIO()
    Image.new("RGB", (width, width // 2), (shade * 60, 90, 120)).save(stream, "JPEG")
    return stream.getvalue()
