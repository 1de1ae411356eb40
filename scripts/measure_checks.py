#!/usr/bin/env python3
"""What `check` says of texts that somebody has published already: its false alarms.

    scripts/measure_checks.py папка-с-текстами… [--as news|documents] [--show КОД]

Each text becomes the body of a source with a sound head, its paragraphs parted as Markdown has
them. Printed is how many texts have errors and warnings, by code; `--show` prints those of one code
or `all`. Advice is not counted: it is never an alarm.
"""

import argparse
import re
import sys
from collections import Counter
from pathlib import Path

from vestnik.core.corpus import check_source
from vestnik.core.portal import Portal
from vestnik.core.problems import Problem, Severity
from vestnik.importing.inline import escaped, line_escaped

_HEAD = "---\ntitle: Проверка текста\ndate: 2026-01-10\nlead: Текст взят для пробы.\n---\n\n"
_ACT = (
    '---\ntitle: О пробе\ndate: 2026-01-10\nkind: приказ\nnumber: "1"\nadopted: 2026-01-10\n'
    "issuer: administraciya\n---\n\n"
)


def main() -> int:
    """Exit status 1 when a text has an error."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--as", dest="kind", choices=("news", "documents"), default="news")
    parser.add_argument("--show", default="")
    arguments = parser.parse_args()
    texts = [one for folder in arguments.folders for one in sorted(folder.rglob("*.txt"))]
    found: dict[Path, list[Problem]] = {}
    for path in texts:
        head = _ACT if arguments.kind == "documents" else _HEAD
        data = (head + _markdown(path.read_text("utf-8", "replace"))).encode()
        problems = check_source(data, f"{arguments.kind}/2026/proba.md", _portal())[2]
        found[path] = [one for one in problems if one.severity is not Severity.ADVICE]
        for one in found[path]:
            if arguments.show in (one.code, "all"):
                print(f"{path.name}: {one}")
    for severity in (Severity.ERROR, Severity.WARNING):
        codes = Counter(
            code
            for problems in found.values()
            for code in {one.code for one in problems if one.severity is severity}
        )
        concerned = sum(any(one.severity is severity for one in each) for each in found.values())
        print(f"{severity.value}: {concerned} из {len(texts)} текстов; {dict(codes.most_common())}")
    return int(any(one.severity is Severity.ERROR for each in found.values() for one in each))


def _portal() -> Portal:
    from vestnik.commands.inspect_page import _USUAL

    return _USUAL


def _markdown(text: str) -> str:
    lines = (line_escaped(escaped(line.strip())) for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n\n".join(line for line in lines if line)) + "\n"


if __name__ == "__main__":
    sys.exit(main())
