"""Debian packages, for the scripts that make a fresh machine ready."""

import os
import shutil
import subprocess


def can_install() -> bool:
    """Whether this user may install Debian packages here."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: list[str]) -> bool:
    """Install the packages; False when apt cannot (its own words are on the screen then)."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    steps = [
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
    ]
    print("apt-get install", *packages, flush=True)
    for step in steps:
        done = subprocess.run(step, env=environment, stdout=subprocess.DEVNULL, check=False)
        if done.returncode != 0:
            return False
    return True


def advice(packages: list[str]) -> str:
    """The command that a person with the rights would type."""
    return f"sudo apt-get install --no-install-recommends {' '.join(packages)}"
