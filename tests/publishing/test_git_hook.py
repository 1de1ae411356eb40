"""The whole way of a text: `git push` to a bare repository, hooks, the site, the status page."""

import sys

import pytest

from tests.commands.test_new import SETTINGS
from tests.publishing.git_server import NEWS, Server, git

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the server is a Unix one")


@pytest.mark.slow
def test_the_whole_way(tmp_path):
    """A good version is published with its address on the status page; of a faulty one the page and
    the officer's window name the errors, and the site stays; what is removed in git is gone.
    """
    server = Server(tmp_path)
    server.publishes()
    (server.clone / "pelicanconf.py").write_text(SETTINGS, "utf-8")
    server.write("most", "Мост открыт")
    said = server.push()
    assert "выпуск" in said
    address = "/news/2026/03/09/most/"
    assert "Мост открыт" in server.page(address)
    assert "<strong>Опубликовано</strong>" in server.status
    assert f"https://berezov-yar.example{address}" in server.status
    revision = git(server.clone, "rev-parse", "HEAD")[:10]
    assert revision in server.status

    server.write("most", "Мост закрыт", "section: netu\n")
    said = server.push()
    assert "remote: news/2026/most.md:5 · section:" in said
    assert "Мост открыт" in server.page(address)
    assert "<strong>Не опубликовано</strong>" in server.status
    assert "строка 5, section" in server.status

    server.write("most", "Мост закрыт")
    server.write("shkola", "Школа открыта")
    server.push()
    assert "Мост закрыт" in server.page(address)
    assert "<strong>Опубликовано</strong>" in server.status

    (server.clone / "content/news/2026/shkola.md").unlink()
    server.push("proba")
    assert "Школа открыта" in server.page("/news/2026/03/09/shkola/")
    (server.source / "content/news/2026/stray.md").write_text(NEWS.format(title="Чужой", extra=""))
    server.push()
    assert server.page("/news/2026/03/09/shkola/") == ""
    assert server.page("/news/2026/03/09/stray/") == ""


@pytest.mark.slow
def test_a_faulty_version_is_not_even_accepted(tmp_path):
    """With file, line and remedy, in the window of whoever pushed; the branch of the server stays
    where it was, and takes what was mended. Other branches hold what is not ready.
    """
    server = Server(tmp_path)
    server.refuses(tmp_path)
    (server.clone / "pelicanconf.py").write_text(SETTINGS, "utf-8")
    server.write("most", "Мост открыт", "section: netu\n")
    said = server.refused()
    assert "remote: news/2026/most.md:5 · section: раздела «netu» на сайте нет; есть: " in said
    assert "remote: Отправка не принята" in said
    assert git(server.bare, "branch", "--list") == ""

    server.push("proba")
    server.write("most", "Мост открыт")
    server.push()
    accepted = git(server.bare, "rev-parse", "main")

    server.write("shkola", "Школа открыта", "lead: Снова.\n")
    assert "remote: news/2026/shkola.md:5 · lead:" in server.refused()
    assert git(server.bare, "rev-parse", "main") == accepted

    (server.clone / "content/news/2026/shkola.md").unlink()
    server.push()
    assert git(server.bare, "rev-parse", "main") == git(server.clone, "rev-parse", "HEAD")
