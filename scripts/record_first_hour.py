"""Record a press officer's first hour: `python scripts/record_first_hour.py`.

Does by the commands of the editors' guide what it tells a beginner to do, from nothing to a
published order with its PDF, and writes down what was on the screen: `docs/first-hour.md`. Nothing
is made up: a command that fails ends the recording.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GUIDE = ROOT / "docs/guide-editor.md"
PDF = ROOT / "content/documents/2026/trenirovka-375/plan-trenirovki.pdf"
NOW = "2026-11-20T12:00"
_HEAD = """# Первый час: запись

Записано программой `scripts/record_first_hour.py`: она делает по командам то, что
[руководство пресс-службы](guide-editor.md#первый-час) велит новичку, от пустой папки до
опубликованного приказа с PDF, и записывает, что было на экране. Под каждой командой — её ответ как
он есть; многоточие — пропущенные строки и время работы. День на записи — 20 ноября 2026 года.
"""
_SHOWN = 12
"""Lines of an answer that are shown; of a longer one the last."""


@dataclass
class Recording:
    """What was typed and answered, and where."""

    home: Path
    site: Path = field(init=False)
    parts: list[str] = field(default_factory=lambda: [_HEAD])

    def __post_init__(self) -> None:
        self.site = self.home / "town"

    def tell(self, text: str) -> None:
        """A sentence between two commands."""
        self.parts.append(text + "\n")

    def run(self, command: str, *, status: int = 0, folder: Path | None = None) -> str:
        """Types a command; its answer. Raises SystemExit where it ends otherwise than it should."""
        words = shlex.split(command)[1:]
        done = subprocess.run(
            [sys.executable, "-m", "vestnik.commands", *words],
            cwd=folder or self.site,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode != status:
            raise SystemExit(f"{command}: {done.returncode}\n{done.stdout}")
        self.parts.append(f"```sh\n{command}\n```\n")
        self.parts.append(f"```text\n{self.shown(done.stdout)}\n```\n")
        return done.stdout

    def shown(self, text: str) -> str:
        """An answer as it is written down: without this machine's places and speeds."""
        text = text.replace(f"{self.home}/", "").replace(str(self.home), "")
        text = re.sub(r"\d+\.\d\d с\b", "… с", text)
        lines = text.strip().splitlines()
        return "\n".join(lines if len(lines) <= _SHOWN else ["…", *lines[-_SHOWN:]])

    def environment(self) -> dict[str, str]:
        """Of every command: the day of the recording."""
        return os.environ | {"VESTNIK_NOW": NOW, "PYTHONUNBUFFERED": "1"}

    def page(self, address: str, *, mark: str) -> None:
        """What stands on a page at a mark, as it is read."""
        with urllib.request.urlopen(address) as answer:  # noqa: S310 - our own preview
            self.quote(answer.read().decode(), mark)

    def quote(self, html: str, mark: str) -> None:
        """The part of a page that a regular expression finds, without tags."""
        found = re.search(mark, html, re.DOTALL)
        if found is None:
            raise SystemExit(f"not on the page: {mark}")
        text = re.sub(r"</(?:li|p|h1|h2|summary|a)>", "\n", found[0])
        text = unescape(re.sub(r"<[^>]+>", "", text)).replace("\xa0", " ")
        lines = [" ".join(line.split()) for line in text.splitlines()]
        self.parts.append("```text\n" + "\n".join(line for line in lines if line) + "\n```\n")


def main() -> None:
    """Records, and writes the page."""
    with tempfile.TemporaryDirectory(prefix="vestnik-hour-") as folder:
        recording = Recording(Path(folder).resolve())
        begin(recording)
        with_preview(recording)
        order(recording)
        publish(recording)
        (ROOT / "docs/first-hour.md").write_text("\n".join(recording.parts), "utf-8")


def begin(recording: Recording) -> None:
    """A site of one's own."""
    recording.tell("## Своя папка сайта")
    recording.run("vestnik init town", folder=recording.home)
    recording.tell("Веб-мастер публикует его в первый раз:")
    recording.run("vestnik publish ../www --status")


def with_preview(recording: Recording) -> None:
    """The first piece of news, under a preview; first with faults, then without."""
    recording.tell("## Посмотреть на сайт\n\nВ одном окне, и оно остаётся открытым:")
    command = [sys.executable, "-m", "vestnik.commands", "preview", "--port", "0"]
    with subprocess.Popen(
        command,
        cwd=recording.site,
        env=recording.environment(),
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        said = [process.stdout.readline(), process.stdout.readline()]
        url = said[0].split()[1].rstrip("/")
        text = "".join(said).replace(url, "http://127.0.0.1:8000")
        text = re.sub(r"\d\d:\d\d:\d\d", "12:00:00", text)
        recording.parts.append("```sh\nvestnik preview\n```\n")
        recording.parts.append(f"```text\n{recording.shown(text)}\n```\n")
        first_news(recording, url)
        process.send_signal(signal.SIGINT)


def first_news(recording: Recording, url: str) -> None:
    """The guide's example with faults, then its good one."""
    recording.tell(
        "## Первая новость: сначала с ошибками\n\n"
        "Файл `content/news/2026/katok/index.md` из руководства:"
    )
    faulty = example("news/2026/katok/index.md")
    write(recording.site, "news/2026/katok/index.md", faulty)
    recording.parts.append(f"```markdown\n{faulty}```\n")
    recording.tell("Проверка в другом окне:")
    recording.run("vestnik check --no-advice", status=1)
    recording.tell("То же самое в браузере, внизу страницы, без всякой команды:")
    wait(url, "news/2026/katok/index.md")
    recording.page(f"{url}/_vestnik/", mark=r"<h2><code>news/2026/katok.*?</ul>")
    recording.tell(
        "Папку `katok` удаляем и пишем новость про липы, как в руководстве, со снимком рядом."
    )
    shutil.rmtree(recording.site / "content/news/2026/katok")
    write(recording.site, "news/2026/lipy/index.md", example("news/2026/lipy/index.md"))
    shutil.copyfile(
        ROOT / "content/images/skver.jpg", recording.site / "content/news/2026/lipy/lipy.jpg"
    )
    recording.run("vestnik check --no-advice")
    wait(url, "сорок лип", "/news/2026/11/17/lipy/")
    recording.tell("Страница `/news/2026/11/17/lipy/` в браузере — обновилась сама:")
    recording.page(f"{url}/news/2026/11/17/lipy/", mark=r"<h1.*?</h1>.*?<p class=\"lead\">.*?</p>")


def order(recording: Recording) -> None:
    """An order with its PDF, begun by a command."""
    recording.tell(
        "## Первый приказ с PDF\n\n"
        "Файл приказа лежит рядом с папкой сайта. Заготовку делает команда:"
    )
    shutil.copyfile(PDF, recording.home / "prikaz-412.pdf")
    recording.run(
        'vestnik new приказ --title "О проведении субботников в школах" --number 412'
        " --adopted 2026-11-12 --issuer upravlenie-obrazovaniya --section obrazovanie"
        " --file ../prikaz-412.pdf"
    )
    source = next(recording.site.glob("content/documents/2026/*412*/index.md"))
    text = source.read_text("utf-8")
    recording.tell(f"Что она написала в `{source.relative_to(recording.site).as_posix()}`:")
    recording.parts.append(f"```markdown\n{text}```\n")
    body = example("documents/2026/subbotniki-412/index.md").split("---\n", 2)[2]
    head = text.split("---\n", 2)[1]
    head = re.sub(r"^#[^\n]*\n", "", head, flags=re.MULTILINE)
    head += "lead: Субботники пройдут 18 апреля и 17 октября 2027 года.\n"
    source.write_text(f"---\n{head}---\n{body}", "utf-8")
    recording.tell(
        "Подсказки убираем, дописываем краткое содержание (`lead`), текст вставляем из Word. Пункты"
        " набраны без пробелов, как там и было:"
    )
    recording.parts.append(f"```markdown\n{body.strip()}\n```\n")
    recording.run("vestnik check --fix --no-advice")


def publish(recording: Recording) -> None:
    """The published site and the officers' page."""
    recording.tell(
        "## Опубликовать\n\nБез своего сервера git — одной командой; с ним то же делает `git push`:"
    )
    recording.run("vestnik publish ../www --status")
    www = recording.home / "www"
    recording.tell("Страница `/status/`:")
    status = (www / "status/index.html").read_text("utf-8")
    recording.quote(status, r'<div class="state.*?</ul>')
    if "О проведении субботников" not in status.replace("\xa0", " "):
        raise SystemExit("the order is not on the officers' page")
    address = "documents/upravlenie-obrazovaniya/prikaz/2026/412"
    page = (www / "current" / address / "index.html").read_text("utf-8")
    recording.tell(f"Страница приказа на опубликованном сайте, `/{address}/`:")
    recording.quote(page, r"<h1.*?</h1>")
    files = sorted(path.name for path in (www / "current" / address).iterdir())
    if "prikaz-412.pdf" not in files:
        raise SystemExit(f"no PDF: {files}")
    recording.tell(f"Рядом с ней: {', '.join(f'`{name}`' for name in files)}. Первый час кончился.")


def example(path: str) -> str:
    """An example file of the guide."""
    guide = GUIDE.read_text("utf-8")
    found = re.search(rf"^Файл `content/{re.escape(path)}`.*?```markdown\n(.*?)^```$", guide,
                      re.MULTILINE | re.DOTALL)  # fmt: skip
    if found is None:
        raise SystemExit(f"not in the guide: {path}")
    return found[1]


def write(site: Path, path: str, text: str) -> None:
    """Saves a source."""
    place = site / "content" / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, "utf-8")


def wait(url: str, mark: str, address: str = "/_vestnik/") -> None:
    """Till the preview shows what was saved."""
    for _ in range(600):
        try:
            with urllib.request.urlopen(url + address) as answer:  # noqa: S310 - our own preview
                if mark in answer.read().decode():
                    return
        except urllib.error.HTTPError:
            pass
        time.sleep(0.1)
    raise SystemExit(f"{address} does not show «{mark}»")


if __name__ == "__main__":
    main()
