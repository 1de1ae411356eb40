"""`vestnik publish`, `vestnik erase` and `vestnik init` as people type them."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from vestnik.commands.__main__ import main

SETTINGS = """
from vestnik.defaults import *

SITENAME = "Администрация города Липовска"
SITEURL = "https://lipovsk.example"
TIMEZONE = "Asia/Vladivostok"
PATH = "content"
OUTPUT_PATH = "output"
VESTNIK = {
    "sections": [{"key": "dorogi", "title": "Дороги"}, {"key": "shkoly", "title": "Школы"}],
    "act_kinds": [
        {"key": "prikaz", "title": "Приказ", "plural": "Приказы"},
        {"key": "postanovlenie", "title": "Постановление", "plural": "Постановления"},
    ],
    "issuers": [
        {"key": "adm", "title": "Администрация города Липовска"},
        {"key": "uo", "title": "Управление образования"},
    ],
}
"""


@pytest.fixture
def site(town, monkeypatch, capsys):
    """A site as its webmaster has it; calls commands and gives (status, output, errors)."""
    (town.root / "pelicanconf.py").write_text(SETTINGS, "utf-8")
    monkeypatch.chdir(town.root)
    monkeypatch.setenv("VESTNIK_NOW", "2026-03-10T19:00")

    def vestnik(*words):
        status = main([*map(str, words)])
        said = capsys.readouterr()
        return status, said.out, said.err

    town.vestnik = vestnik
    return town


@pytest.mark.slow
def test_publish(site):
    """The first release, no release, a change with its files."""
    status, said, _ = site.vestnik("publish", "www")
    assert status == 0
    assert re.search(r"^ +1  \d\d\.\d\d\.\d{4} \d\d:\d\d  выпуск, изменено \d+ файл", said)
    assert site.vestnik("publish", "www")[1] == "Публиковать нечего: сайт уже такой.\n"
    path = site.news("novost")
    status, said, _ = site.vestnik("publish", "www", "--files")
    assert status == 0
    assert "+ news/2026/03/09/novost/index.html" in said
    assert "~ index.html" in said
    (site.content / path).unlink()
    assert "− news/2026/03/09/novost/index.html" in site.vestnik("publish", "www", "--files")[1]


@pytest.mark.slow
def test_list_and_rollback(site):
    """What can be served again, and doing it."""
    site.vestnik("publish", "www")
    first = site.served()
    site.news("novost")
    site.vestnik("publish", "www")
    listed = site.vestnik("publish", "www", "--list")[1].splitlines()
    assert [line.split()[0] for line in listed] == ["1", "2"]
    status, said, _ = site.vestnik("publish", "www", "--rollback")
    assert status == 0
    assert "возврат к выпуску 1" in said
    assert "сначала исправьте" in said
    assert site.served() == first
    assert site.vestnik("publish", "www", "--rollback", "2")[0] == 0
    status, _, complaint = site.vestnik("publish", "www", "--rollback", "9")
    assert status == 1
    assert complaint.startswith("выпуска 9 среди сохранённых нет")


@pytest.mark.slow
def test_keep(site):
    """How many releases are kept."""
    for number in range(4):
        site.news(f"novost-{number}")
        site.vestnik("publish", "www", "--keep", "2")
    assert len(site.vestnik("publish", "www", "--list")[1].splitlines()) == 2


@pytest.mark.slow
def test_next_due(site):
    """For cron: one line in the site's own time zone, or nothing."""
    assert site.vestnik("publish", "www", "--next-due") == (0, "", "")
    path = site.news("zavtra", "date: 2026-03-12 08:30")
    said = site.vestnik("publish", "www")[1]
    assert f"Следующая перемена по сроку: 12.03.2026 08:30 — {path}" in said
    due = (0, f"2026-03-12T08:30:00+1000\t{path}\n", "")
    assert site.vestnik("publish", "www", "--next-due") == due
    assert site.vestnik("publish", "www", "--next-due", "--now", "2026-04-01") == due
    site.vestnik("publish", "www", "--now", "2026-04-01")
    assert site.vestnik("publish", "www", "--next-due", "--now", "2026-04-01") == (0, "", "")


@pytest.mark.slow
def test_faults(site):
    """They are told, with status 1; `--hold-faulty` publishes the rest and names who is held."""
    path = site.news("novost", title="Первая версия")
    site.vestnik("publish", "www")
    site.edit(path, lambda text: text.replace("title:", "image: {file: no.jpg}\ntitle:"))
    other = site.news("vtoraya", "image: {file: no.jpg}")
    status, _, complaint = site.vestnik("publish", "www")
    assert status == 1
    assert f"{path}:2" in complaint
    assert "Сайт не изменён." in complaint
    site.news("shtorm", title="Шторм")
    status, said, complaint = site.vestnik("publish", "www", "--hold-faulty")
    assert status == 0
    assert f"Оставлена прежняя версия: {path}\n" in complaint
    assert f"Не показан, пока не исправлен: {other}\n" in complaint
    assert "выпуск" in said
    assert site.shows("Шторм")


@pytest.mark.slow
def test_upload(site):
    """What has been sent is counted; an unknown place is a message, not a traceback."""
    if not shutil.which("rsync"):
        pytest.skip("no rsync: apt-get install rsync")
    server = site.root / "server"
    said = site.vestnik("publish", "www", "--upload", f"rsync:{server}")[1]
    assert re.search(r"Отправлено и убрано на сервере: \d+ файл", said)
    said = site.vestnik("publish", "www", "--upload", f"rsync:{server}")[1]
    assert "Отправлено и убрано на сервере: 0 файлов." in said
    status, _, complaint = site.vestnik("publish", "www", "--upload", "скайп")
    assert status == 1
    assert complaint.startswith("--upload: «скайп»")
    assert site.vestnik("publish", "elsewhere", "--upload", "скайп")[0] == 1
    assert not (site.root / "elsewhere").exists()


@pytest.mark.slow
def test_erase(site):
    """Refused, done, told what is left and what cannot be reached."""
    path = site.news("premiya", title="Премию получила Ксенофонтова")
    site.vestnik("build")
    site.vestnik("publish", "www")
    address = "/news/2026/03/09/premiya/"
    status, said, complaint = site.vestnik("erase", address, "www")
    assert status == 1
    assert path in complaint
    assert said == ""
    status, said, _ = site.vestnik(
        "erase", address, "www", "--delete-source", "--find", "Ксенофонтова"
    )
    assert status == 0
    assert f"Удалён файл: {path}" in said
    assert "больше ничего не найдено" in said
    for place in ("git", "Яндекс", "RSS", "резервные копии", "--upload"):
        assert place in said
    other = site.news("eshche", title="Ксенофонтова и её ученики")
    site.vestnik("publish", "www")
    status, said, _ = site.vestnik("erase", address, "www", "--find", "Ксенофонтова")
    assert status == 1
    assert f"content/{other}: слова «Ксенофонтова»" in said


def test_erase_needs_the_folder_for_an_upload(site):
    """A server without a published site cannot be brought up to date."""
    status, _, complaint = site.vestnik("erase", "/news/x/", "--upload", "rsync:a:/b")
    assert status == 1
    assert "укажите и папку публикации" in complaint


@pytest.mark.parametrize("word", ["--rollback", "--list", "--next-due"])
def test_where_nothing_was_published(site, word):
    """No folder is made by asking for something that is not there."""
    assert site.vestnik("publish", "nowhere", word)[0] == int(word == "--rollback")
    assert not (site.root / "nowhere").exists()


def test_init(tmp_path, capsys):
    """A folder with the demo, ready to build; nothing that is there already is touched."""
    folder = tmp_path / "мой город"
    assert main(["init", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "pelican content" in said
    assert {path.name for path in folder.iterdir()} == {
        ".gitignore", ".pre-commit-config.yaml", "content", "custom", "pelicanconf.py"
    }  # fmt: skip
    assert any((folder / "content").rglob("*.md"))
    assert main(["init", str(folder)]) == 1
    assert "не пуста" in capsys.readouterr().err
    (tmp_path / "file").write_text("x")
    assert main(["init", str(tmp_path / "file")]) == 1
    (tmp_path / "empty").mkdir()
    assert main(["init", str(tmp_path / "empty")]) == 0


@pytest.mark.slow
def test_a_new_site_can_be_published(tmp_path):
    """The demo, by the commands that `vestnik init` names."""
    command = [sys.executable, "-m", "vestnik.commands"]
    environment = os.environ | {"PYTHONWARNINGS": "error"}
    subprocess.run([*command, "init", "town"], cwd=tmp_path, check=True, env=environment)
    done = subprocess.run([*command, "publish", "www"], cwd=tmp_path / "town", check=False,
                          capture_output=True, text=True, env=environment)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "town" / "www" / "current" / "index.html").is_file()
