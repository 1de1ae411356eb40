"""Lighthouse over a built site: `python scripts/lighthouse.py [--site output] [ADDRESS…]`.

Serves the folder on the loopback, compressed and kept as the guide for webmasters says, and prints
the four grades of each page (0-100). Without addresses: the home page, the news, a news item, the
register and an act. Lighthouse is no part of the project: npm brings it when this is started, or
`--lighthouse` names the one that is installed. Its grade of speed means something on an idle
machine alone.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from built_site import addresses_of, served

VERSION = "12.8.2"
"""The newest that runs with Node 20."""
GRADES = ("accessibility", "best-practices", "seo", "performance")
KINDS = ("", "news", "news/[0-9]*/*/*/*", "documents", "documents/*/*/[0-9]*/*")
"""What is judged of a site, as `built_site` names kinds of pages."""


def judge(command: list[str], url: str) -> Mapping[str, Any]:
    """What Lighthouse says of a page.

    Raises:
        RuntimeError: It could not be run; with what it said.
    """
    flags = "--headless=new --no-first-run" + (" --no-sandbox" if os.geteuid() == 0 else "")
    environment = os.environ | {"CHROME_PATH": shutil.which("chromium") or "/usr/bin/chromium"}
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.json"
        asked = [f"--chrome-flags={flags}", f"--only-categories={','.join(GRADES)}", "--quiet"]
        done = subprocess.run(
            [*command, url, *asked, "--output=json", f"--output-path={answer}"],
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
            env=environment,
        )
        if not answer.is_file():
            raise RuntimeError(done.stderr[-2000:] or done.stdout[-2000:])
        result: Mapping[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
    return result


def _faults(result: Mapping[str, Any]) -> list[str]:
    """Audits that took from a grade other than that of speed."""
    found = []
    for grade in GRADES[:-1]:
        for asked in result["categories"][grade]["auditRefs"]:
            audit = result["audits"][asked["id"]]
            if asked["weight"] and audit["score"] is not None and audit["score"] < 1:
                found.append(f"{grade}: {audit['title']}")
    return found


def main() -> int:
    """Print a row for each page; exit status 1 when a grade but that of speed is below 100."""
    options = _options()
    if not (options.site / "index.html").is_file():
        print(f"{options.site}/index.html is not there: build the site first (make site)")
        return 1
    command = [options.lighthouse]
    if not options.lighthouse:
        command = ["npm", "exec", "--yes", f"--package=lighthouse@{VERSION}", "--", "lighthouse"]
    addresses = options.addresses or addresses_of(options.site, KINDS)
    whole = True
    print("| page | " + " | ".join(GRADES) + " |\n|---|" + "---|" * len(GRADES))
    with served(options.site) as base:
        for address in addresses:
            result = judge(command, base + address)
            scores = [result["categories"][one]["score"] for one in GRADES]
            grades = ["—" if one is None else str(round(one * 100)) for one in scores]
            print(f"| {address} | " + " | ".join(grades) + " |", flush=True)
            faults = _faults(result)
            print("".join(f"  {fault}\n" for fault in faults), end="")
            whole = whole and not faults
    return 0 if whole else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Lighthouse over a built site.")
    parser.add_argument("addresses", nargs="*", help="pages (/news/); one of five kinds if none")
    parser.add_argument("--site", type=Path, default=Path("output"), help="folder of the site")
    parser.add_argument("--lighthouse", default="", help="the program, if npm shall not bring it")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
