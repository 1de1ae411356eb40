#!/usr/bin/env python3
"""Make this machine ready for all tests: Chromium, Java, Node, a Cyrillic font, Node's packages.

As root on Debian it installs what is missing; otherwise it says what to install, and the tests
that need it are skipped with that reason. In CI (`CI=true`) a missing tool fails. With everything
there it takes a fraction of a second. `tests/conftest.py` asks `reason_to_skip()` too.
"""

import ctypes
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import apt_packages

ROOT = Path(__file__).resolve().parent.parent
NODE_MODULES = ROOT / "node_modules"
NODE_STAMP = NODE_MODULES / ".lock-sha256"
OLDEST_NODE = (18, 19)


def main() -> int:
    """Install what is missing and may be installed; return the exit status."""
    packages = [name for tool in SYSTEM_TOOLS if not tool.found() for name in tool.packages]
    if packages and apt_packages.can_install():
        apt_packages.install(packages)
    if not node_packages_ready() and npm_path():
        install_node_packages()

    missing = [tool for tool in TOOLS if not tool.found()]
    for tool in missing:
        print(f"Missing: {tool.name}. To install it: {tool.remedy()}", flush=True)
    if missing and in_ci():
        print("In CI every tool must be there.", file=sys.stderr)
        return 1
    if missing:
        print("The tests that need what is missing will be skipped.")
    return 0


def in_ci() -> bool:
    """Whether a missing tool is a failure."""
    return os.environ.get("CI", "").lower() in {"1", "true"}


# --- where the tools are -------------------------------------------------------------------------


def chromium_path() -> str | None:
    """Chromium: `VESTNIK_CHROMIUM` when set, or Debian's, or the first found under a usual name."""
    own = os.environ.get("VESTNIK_CHROMIUM", "")
    names = (own, "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if name and (path := shutil.which(name))), None)


def java_path() -> str | None:
    """The JRE that runs vnu.jar."""
    return shutil.which("java")


def libatomic() -> bool:
    """Whether the Node inside Playwright finds the one library that it does not bring along."""
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        return sys.platform != "linux"
    return True


@cache
def node_path() -> str | None:
    """Node, unless it is too old."""
    path = shutil.which("node")
    if path is None:
        return None
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)\.(\d+)", said)
    return path if version and tuple(map(int, version.groups())) >= OLDEST_NODE else None


def npm_path() -> str | None:
    """What installs Node's packages."""
    return shutil.which("npm")


def cyrillic_font() -> bool:
    """Whether the system can draw Russian when a page names no font of its own."""
    if shutil.which("fc-list"):
        listed = subprocess.run(["fc-list", ":lang=ru"], capture_output=True, check=False).stdout
        return bool(listed)
    folders = [Path("/usr/share/fonts"), Path.home() / ".local/share/fonts"]
    return any(path for folder in folders for path in folder.rglob("DejaVuSans.ttf"))


def node_packages_ready() -> bool:
    """Whether `node_modules` was installed from the present lock."""
    return NODE_STAMP.exists() and NODE_STAMP.read_text() == node_lock_digest()


def install_node_packages() -> None:
    """Install package-lock.json: nothing else, and no script of a package is run."""
    print("npm ci", flush=True)
    done = subprocess.run(["npm", "ci", "--ignore-scripts", "--silent"], cwd=ROOT, check=False)
    if done.returncode == 0:
        NODE_STAMP.write_text(node_lock_digest())


def node_lock_digest() -> str:
    """The identity of package-lock.json."""
    return hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()


# --- what needs which ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tool:
    """Something outside Python that tests need."""

    name: str
    """As a person would call it."""
    find: Callable[[], object]
    """Returns something true when the tool is there."""
    packages: tuple[str, ...] = ()
    """Debian packages that bring it; none when `command` does."""
    command: str = ""
    """How to get it when no Debian package brings it."""

    def found(self) -> bool:
        """Whether it is there."""
        return bool(self.find())

    def remedy(self) -> str:
        """What to type to get it."""
        return self.command or apt_packages.advice(list(self.packages))


CHROMIUM = Tool("Chromium", chromium_path, ("chromium",))
FONT = Tool("a font with Cyrillic", cyrillic_font, ("fonts-dejavu-core",))
LIBATOMIC = Tool("libatomic, for Playwright", libatomic, ("libatomic1",))
JAVA = Tool("a Java runtime", java_path, ("default-jre-headless",))
NODE = Tool("Node {}.{} or newer".format(*OLDEST_NODE), node_path, ("nodejs",))
NPM = Tool("npm", npm_path, ("npm",))
NODE_PACKAGES = Tool("the packages of package-lock.json", node_packages_ready, command="make tools")

SYSTEM_TOOLS = (CHROMIUM, LIBATOMIC, FONT, JAVA, NODE, NPM)
TOOLS = (*SYSTEM_TOOLS, NODE_PACKAGES)
NEEDED_BY = {
    "browser": (CHROMIUM, LIBATOMIC, FONT),
    "node": (NODE, NODE_PACKAGES),
    "java": (JAVA, NODE_PACKAGES),
}
"""The tools that a test with this pytest marker needs."""


@cache
def reason_to_skip(marker: str) -> str:
    """Why tests with this marker cannot run here; empty when they can."""
    missing = [tool for tool in NEEDED_BY[marker] if not tool.found()]
    return "; ".join(f"no {tool.name.removeprefix('a ')}: {tool.remedy()}" for tool in missing)


if __name__ == "__main__":
    sys.exit(main())
