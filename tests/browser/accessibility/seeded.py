"""Putting a defect into a copy of the theme, and asking the checks of the tests who sees it.

Only what the defect changed is asked again: pages whose HTML is another, and key pages where a
style sheet or a script is another. The first check that finds something ends the matter.
"""

import gettext
import json
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

import setup_tests
from scripts import update_messages as messages
from tests.browser.accessibility.look import look
from tests.browser.accessibility.states import ORDINARY, State
from tests.theme import test_contrast
from tests.theme.faults import faults
from tests.theme.gallery import THEME, build
from tests.theme.spoken import speak
from vestnik.core.russian import plural
from vestnik.site.colours import CONTROL_CONTRAST, DARK, TEXT_CONTRAST, contrast, schemes, tokens

DEFECTS = Path(__file__).parent / "defects.toml"
KEY_PAGES = (
    "/news/2026/11/17/most/",
    "/documents/",
    "/",
    "/news/2026/11/2/",
    "/documents/uo/prikaz/2023/375/",
    "/gallery/search-slot/",
    "/gallery/share/",
)
"""What a changed style sheet or script is looked at on."""
MOST_PAGES = 7
_HASH = re.compile(r"(?<=[.-])[0-9a-f]{6,}(?=\.(?:css|js|mjs|woff2|svg))")
NUMBERS = (0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 101, 111, 112, 121)


@dataclass(frozen=True, slots=True)
class Defect:
    """One change for the worse."""

    breaks: str
    file: str
    find: str
    replace: str
    states: tuple[str, ...] = ()


def defects() -> list[Defect]:
    """All that are known."""
    entries = tomllib.loads(DEFECTS.read_text(encoding="utf-8"))["defects"]
    return [Defect(**(entry | {"states": tuple(entry.get("states", ()))})) for entry in entries]


class Bench:
    """A copy of the theme that defects are put into, and the gallery built from it."""

    def __init__(self, folder: Path, browser: Browser, serve) -> None:
        self.theme = folder / "theme"
        self.site = folder / "site"
        shutil.copytree(THEME, self.theme)
        build(folder / "sound")
        self.sound_base = serve(folder / "sound")
        (folder / "node_modules").symlink_to(setup_tests.NODE_MODULES)
        self.browser = browser
        self.addresses = [one for one in build(self.site) if one != "/old/375/"]
        self.base = serve(self.site)
        self.sound = self._contents()
        self.said = speak(folder / "sound")

    def _file(self, address: str) -> Path:
        path = self.site / address.strip("/")
        return path if address.endswith(".html") else path / "index.html"

    def _contents(self) -> dict[str, str]:
        return {
            one: _HASH.sub("", self._file(one).read_text(encoding="utf-8"))
            for one in self.addresses
        }

    def caught_by(self, defect: Defect) -> str:
        """The check that sees the defect, and what it says; empty when none does."""
        path = self.theme / defect.file
        sound = path.read_bytes()
        text = sound.decode("utf-8")
        assert defect.find in text, f"{defect.breaks}: {defect.file} is another now"
        path.write_text(text.replace(defect.find, defect.replace), encoding="utf-8")
        compiled = path.with_suffix(".mo").read_bytes() if path.suffix == ".po" else b""
        if compiled:
            path.with_suffix(".mo").write_bytes(messages.as_mo(path.read_bytes(), "ru"))
        try:
            return next(self._complaints(defect), "")
        finally:
            path.write_bytes(sound)
            if compiled:
                path.with_suffix(".mo").write_bytes(compiled)

    def _complaints(self, defect: Defect) -> Iterator[str]:
        try:
            build(self.site, theme=self.theme, pictures=False)
        except Exception as error:  # noqa: BLE001 - a theme that cannot be built is caught
            yield f"build: {error!r}"
            return
        now = self._contents()
        changed = [one for one in self.addresses if now[one] != self.sound[one]]
        yield from self._quick(defect, changed)
        yield from self._markup(changed)
        if changed:
            yield from self._heard()
        yield from self._seen(defect, changed)

    def _quick(self, defect: Defect, changed: list[str]) -> Iterator[str]:
        if defect.file.endswith((".css",)):
            yield from (f"contrast: {one}" for one in colour_faults(self.theme))
        if defect.file.endswith(".po"):
            yield from (f"plurals: {one}" for one in plural_faults(self.theme))
        for address in changed:
            html = self._file(address).read_text(encoding="utf-8")
            part = address.startswith("/gallery/")
            before = faults(self.sound[address], component=part)
            new = (one for one in faults(html, component=part) if one not in before)
            yield from (f"faults: {address}: {one}" for one in new)
        if defect.file.endswith(".js"):
            yield from self._scripts(self.theme / defect.file)

    def _scripts(self, script: Path) -> Iterator[str]:
        tests = sorted(script.parent.glob("*.test.mjs"))
        if tests:
            done = subprocess.run(["node", "--test", *tests], capture_output=True, check=False)
            if done.returncode:
                yield f"node --test: {script.parent.name}"

    def _markup(self, changed: list[str]) -> Iterator[str]:
        if not changed:
            return
        config = Path(test_contrast.__file__).parent / "htmlvalidate.json"
        command = ["node", setup_tests.NODE_MODULES / "html-validate/bin/html-validate.mjs"]
        pages = [self._file(one) for one in changed]
        answer = self.theme.parent / "answer.json"  # through a pipe only the first 64 KB would come
        with answer.open("wb") as file:
            command += ["--config", config, "--formatter", "json", *pages]
            subprocess.run(command, stdout=file, check=False)
        for report in json.loads(answer.read_bytes() or "[]"):
            yield from (f"html-validate: {one['message']}" for one in report["messages"])

    def _seen(self, defect: Defect, changed: list[str]) -> Iterator[str]:
        wanted = sorted(changed, key=lambda one: (one.startswith("/gallery/"), one))[:MOST_PAGES]
        folder = defect.file.split("/")
        if defect.file.endswith((".css", ".js")):
            own = f"/gallery/{folder[1]}/"
            wanted = [*([own] if own in self.addresses else []), *KEY_PAGES]
        for state in sorted(ORDINARY, key=lambda state: state.name not in defect.states):
            yield from self._in_state(state, wanted)

    def _in_state(self, state: State, addresses: list[str]) -> Iterator[str]:
        found = look(self.browser, self.base, [(state, addresses)], enough=True)
        for address, wrong in found.items():
            before = look(self.browser, self.sound_base, [(state, [address])]).get(address, [])
            yield from (f"{address}: {one}" for one in wrong if one not in before)

    def _heard(self) -> Iterator[str]:
        for name, said in speak(self.site).items():
            before = self.said[name]
            if said != before:
                pairs = zip(said.splitlines(), before.splitlines(), strict=False)
                yield f"spoken: {name}: " + next(
                    (f"«{a}», not «{b}»" for a, b in pairs if a != b), ""
                )


def colour_faults(theme: Path) -> Iterator[str]:
    """Pairs of colours that cannot be told apart, in every scheme."""
    settings = tokens((theme / "static/settings.css").read_text(encoding="utf-8"))
    chosen = schemes((theme / "static/schemes.css").read_text(encoding="utf-8"))
    chosen.pop("system", None)
    always = settings[""]
    looks = {"light": always, "dark": always | settings[DARK]}
    looks |= {name: always | values for name, values in chosen.items()}
    asked = [(one, TEXT_CONTRAST) for one in test_contrast.TEXT]
    asked += [(one, CONTROL_CONTRAST) for one in test_contrast.CONTROLS]
    for name, colours in looks.items():
        for (one, other), least in asked:
            if contrast(colours[one], colours[other]) < least:
                yield f"{name}: {one} on {other}"


def plural_faults(theme: Path) -> Iterator[str]:
    """Numbers with the wrong form of the word, in every sentence that counts."""
    with (theme / "locale/ru/LC_MESSAGES/vestnik.mo").open("rb") as file:
        russian = gettext.GNUTranslations(file)
    forms: dict[str, dict[int, str]] = {}
    for key, text in russian._catalog.items():
        if isinstance(key, tuple):
            forms.setdefault(key[0], {})[key[1]] = text
    for sentence, texts in forms.items():
        for number in NUMBERS:
            said = russian.ngettext(sentence, sentence, number)
            if len(texts) == 3 and said != plural(number, texts[0], texts[1], texts[2]):
                yield f"{number}: «{said}»"
