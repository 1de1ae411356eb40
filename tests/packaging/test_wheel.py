"""What a municipality gets: `pip install vestnik`, `vestnik init`, `pelican content`."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("packaging")]


def _run(*command, cwd, path=""):
    """Run a command that has to succeed, far from the source tree and its settings."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    environment["PATH"] = os.pathsep.join(filter(None, (str(path), environment["PATH"])))
    words = [str(word) for word in command]
    done = subprocess.run(
        words, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{' '.join(words)}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(repo, tmp_path_factory) -> Path:
    """The wheel, built from the source tree with the locked build tools."""
    folder = tmp_path_factory.mktemp("wheel")
    build = (sys.executable, "-m", "build", "--wheel", "--no-isolation")
    _run(*build, "--outdir", folder, repo, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, repo, tmp_path_factory) -> Path:
    """The `bin` folder of a new virtual environment with the wheel and its locked dependencies."""
    venv = tmp_path_factory.mktemp("town") / "venv"
    _run(sys.executable, "-m", "venv", "--without-pip", venv, cwd=venv.parent)
    # Our own pip fills it, and compiles nothing beforehand: both only cost time here.
    pip = (
        sys.executable,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "--python",
        venv / "bin/python",
    )
    pip = (*pip, "install", "-q", "--no-compile")
    locks = repo / "requirements"
    _run(*pip, "--require-hashes", "-r", locks / "build.txt", cwd=venv)
    _run(*pip, "--require-hashes", "--no-build-isolation", "-r", locks / "site.txt", cwd=venv)
    _run(*pip, "--no-deps", wheel, cwd=venv)
    return venv / "bin"


def test_wheel_holds_code_theme_and_demo(wheel):
    """The wheel brings all that a portal needs, and nothing that only developers need."""
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "vestnik/__init__.py" in names
    assert "vestnik/_demo/pelicanconf.py" in names
    assert any(name.startswith("vestnik/_theme/templates/") for name in names)
    assert any(name.startswith("vestnik/_demo/content/") for name in names)
    assert any(name.endswith("licenses/LICENSE") for name in names)
    outside = {name.split("/")[0] for name in names} - {"vestnik"}
    assert all(name.endswith(".dist-info") for name in outside)
    assert not [name for name in names if "__pycache__" in name or "/." in name]


def test_dependencies_agree(installed):
    """The locked versions satisfy what the packages ask of each other."""
    _run(sys.executable, "-m", "pip", "--python", installed / "python", "check", cwd=installed)


def test_new_portal_builds(installed, tmp_path):
    """Two commands make a portal out of nothing, in a folder that knows no source tree."""
    _run(installed / "vestnik", "init", "town", cwd=tmp_path, path=installed)
    town = tmp_path / "town"
    _run(installed / "pelican", "content", "-s", "pelicanconf.py", cwd=town, path=installed)
    home = (town / "output" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="ru"' in home
