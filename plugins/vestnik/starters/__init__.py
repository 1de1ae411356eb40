"""Files that a new site may begin with: checks before a commit, continuous integration, git hooks.

Each is laid down as it is by `vestnik init --ci …` and shown in the webmaster's guide.
"""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent
CI = {
    "gitlab": {".gitlab-ci.yml": "gitlab-ci.yml"},
    "github": {".github/workflows/site.yml": "github.yml"},
    "gitea": {".gitea/workflows/site.yml": "gitea.yml"},
    "forgejo": {".forgejo/workflows/site.yml": "gitea.yml"},
    "git": {"hooks/pre-receive": "pre-receive", "hooks/post-receive": "post-receive"},
}
"""Where the site's git is kept → files of the site, each with its name here. Of a plain git server
these are its hooks, which the webmaster puts into the bare repository.
"""
ALWAYS = {".pre-commit-config.yaml": "pre-commit-config.yaml"}
"""What every site gets: it does nothing until somebody types `pre-commit install`."""


def starter(name: str) -> str:
    """The text of a file of this folder."""
    return (_HERE / name).read_text("utf-8")


def lay_down(site: Path, kept_at: str) -> list[str]:
    """Writes the files into a new site; their paths. `kept_at` is a key of `CI`, or empty."""
    files = ALWAYS | CI.get(kept_at, {})
    for path, name in files.items():
        place = site / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(starter(name), "utf-8", newline="\n")
    return sorted(files)
