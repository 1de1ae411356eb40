"""A pytest plugin: the result of the last `make test-deep`, as tests/deep-report.md.

A test adds what it measured with `record_property("10 000 documents", "8.3 s")`.
"""

import os
import platform
import re
from datetime import UTC, datetime
from pathlib import Path

REPORT = Path(__file__).parent / "deep-report.md"


def pytest_terminal_summary(terminalreporter):
    """Write a line for each test: how it ended, how long it took, what it measured."""
    rows = [
        row(outcome, report)
        for outcome in ("passed", "failed", "error", "skipped")
        for report in terminalreporter.stats.get(outcome, [])
    ]
    if not rows:
        return
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}"
    head = [
        "# The last deep test run",
        "",
        f"{now}, {machine}. Written by `make test-deep`.",
        "",
        "| test | result | seconds | measured |",
        "|---|---|---|---|",
    ]
    REPORT.write_text("\n".join(head + sorted(rows)) + "\n", encoding="utf-8")
    terminalreporter.write_line(f"Written: {REPORT}")


def row(outcome: str, report) -> str:
    """One test as a row of the table."""
    measured = "; ".join(f"{name}: {value}" for name, value in report.user_properties)
    test = re.sub(r"@\w+$", "", report.nodeid).removeprefix("tests/")  # without xdist's group
    cells = (test, outcome, f"{report.duration:.1f}", measured)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
