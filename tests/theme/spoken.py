"""Pages as a screen reader says them: `python -m tests.theme.spoken` writes `spoken/*.txt` anew.

One file for each kind of page, for people to read: does it make sense by ear alone? Header and
footer are the same everywhere and stand in the home page's file only.
"""

import json
import re
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.theme.gallery import build
from tests.theme.samples import samples

HERE = Path(__file__).parent
GOLDEN = HERE / "spoken"
_ENTRY = re.compile(r"listitem, level (\d+), position (\d+), set size (\d+)")
_SILENT = re.compile(r"end of |end, |(?:paragraph|generic|strong|time|emphasis)$")

_OPEN = re.compile(r"^ +\d+/\d+:$|^ +\d+/\d+: current page$|^(?:term|definition)$")
"""Lines that the next phrase completes."""


def name_of(url: str) -> str:
    """`/news/2026/` → `news-2026`; the home page is `home`."""
    return url.strip("/").removesuffix(".html").replace("/", "-") or "home"


def speak(folder: Path) -> dict[str, str]:
    """What is said of every sample page of a built gallery, by the name of its golden file."""
    pages = {name_of(url): path for url, path in _pages(folder)}
    found = said(pages)
    return {name: transcript(one, whole=name == "home") for name, one in found.items()}


def _pages(folder: Path) -> Iterator[tuple[str, Path]]:
    for sample in samples():
        if sample.template != "redirect.html":
            url = sample.page.url
            path = folder / url.strip("/")
            yield url, path if url.endswith(".html") else path / "index.html"


def said(pages: Mapping[str, Path]) -> dict[str, list[str]]:
    """The phrases of pages, each a file, by their names."""
    done = subprocess.run(
        ["node", HERE / "speak.mjs"],
        input=json.dumps({name: str(path) for name, path in pages.items()}),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return json.loads(done.stdout)


def transcript(phrases: list[str], *, whole: bool = False) -> str:
    """Phrases as lines: what opens a part stands further left than what is in it."""
    lines = []
    inside = whole
    for phrase in phrases:
        if phrase.startswith(("navigation, Вы здесь", "main")):
            inside = True
        elif phrase.startswith("contentinfo") and not whole:
            break
        if not inside or _SILENT.match(phrase):
            continue
        entry = _ENTRY.fullmatch(phrase)
        if entry:
            lines.append(f"{'  ' * int(entry[1])}{entry[2]}/{entry[3]}:")
        elif lines and _OPEN.search(lines[-1]):
            lines[-1] += f" {phrase}"
        else:
            lines.append(phrase)
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the golden files anew."""
    GOLDEN.mkdir(exist_ok=True)
    for old in GOLDEN.glob("*.txt"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder))
        for name, text in speak(Path(folder)).items():
            (GOLDEN / f"{name}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
