#!/usr/bin/env python3
"""Make `.venv` ready: `setup_venv.py site` to build the portal, `setup_venv.py dev` to test it.

Packages come from the locks, every file checked by its hash. While the locks, the Python and the
folder stay the same, this only compares stamps and compiles what is new; when they change, `.venv`
is made anew.
"""

import hashlib
import importlib.util
import subprocess
import sys
from pathlib import Path

import apt_packages

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = ROOT / "requirements"
OLDEST = (3, 11)


def main(kind: str) -> int:
    """Bring `.venv` to what `kind` needs; return the exit status."""
    if sys.version_info < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        print(f"Vestnik needs Python {oldest} or newer, this is {sys.version.split()[0]}.")
        print("Name another one: make PYTHON=python3.12 …")
        return 1
    site = fingerprint("build.txt", "site.txt")
    dev = fingerprint("build.txt", "site.txt", "dev.txt")
    try:
        if stamp("site") != site or stamp("dev") not in ("", dev):
            make_venv()
        if kind == "site" and not stamp("site"):
            install_locked("site")
        if kind == "dev" and not stamp("dev"):
            install_locked("dev")
            write_stamp("dev", dev)
        write_stamp("site", site)
        install_project()
    except subprocess.CalledProcessError as error:
        print(f"Failed: {' '.join(map(str, error.cmd))}", file=sys.stderr)
        return 1
    return 0


def fingerprint(*locks: str) -> str:
    """What the contents of `.venv` follow from: the locks, the Python and the folder."""
    digest = hashlib.sha256(f"{sys.version}\n{sys.base_prefix}\n{ROOT}\n".encode())
    for name in locks:
        digest.update((LOCKS / name).read_bytes())
    return digest.hexdigest()


def make_venv() -> None:
    """Create an empty `.venv` in place of any old one."""
    if importlib.util.find_spec("ensurepip") is None:
        package = "python{}.{}-venv".format(*sys.version_info[:2])
        if not (apt_packages.can_install() and apt_packages.install([package])):
            print("This Python cannot make virtual environments. Install what is missing:")
            print(f"  {apt_packages.advice([package])}")
            raise SystemExit(1)
    print(f"Making .venv with Python {sys.version.split()[0]}", flush=True)
    run(sys.executable, "-m", "venv", "--clear", VENV)


def install_locked(lock: str) -> None:
    """Install a lock; what builds the few source packages in it comes from a lock as well."""
    print(f"Installing requirements/{lock}.txt", flush=True)
    pip("install", "--require-hashes", "-r", LOCKS / "build.txt")
    pip("install", "--require-hashes", "--no-build-isolation", "-r", LOCKS / f"{lock}.txt")


def install_project() -> None:
    """Install Vestnik itself as editable, again when its metadata changed."""
    metadata = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if stamp("project") != metadata:
        pip("install", "--no-deps", "--no-build-isolation", "-e", ROOT)
        write_stamp("project", metadata)
    # pip compiles what it copies, and leaves this to Python, which may be told to write nothing
    # (PYTHONDONTWRITEBYTECODE): then every command would spend a quarter of a second on it.
    run(VENV / "bin" / "python", "-m", "compileall", "-q", ROOT / "plugins")


def pip(*arguments: str | Path) -> None:
    """Run the pip of `.venv`."""
    python = VENV / "bin" / "python"
    run(python, "-m", "pip", "-qq", "--disable-pip-version-check", "--no-input", *arguments)


def run(*command: str | Path) -> None:
    """Run a command from the root; its failure is ours."""
    subprocess.run(command, cwd=ROOT, check=True)


def stamp(name: str) -> str:
    """What was written when that part of `.venv` was made; empty if it was not."""
    path = VENV / f"stamp-{name}"
    return path.read_text() if path.exists() else ""


def write_stamp(name: str, text: str) -> None:
    """Remember that a part of `.venv` is ready."""
    (VENV / f"stamp-{name}").write_text(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
