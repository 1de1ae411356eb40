"""Tables and the chart of growth, from the figures of the benchmark."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

Results = dict[str, dict[str, dict[str, Any]]]
"""{site: {kind of run: {figure: value}}}."""

_BEGIN = "<!-- figures: python scripts/bench.py --report -->"
_END = "<!-- end of figures -->"
_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 720, 400, 60, 46
_COLOURS = ("#0b4f9e", "#b3261e", "#1b6e3c", "#7a4b00", "#6a1b9a", "#00695c", "#37474f", "#ad1457")


def table(results: Results) -> str:
    """The medians as Markdown, with the ratios of Vestnik's times to each peer's."""
    names = list(results)
    lines = ["| run | " + " | ".join(f"{n}: s | cpu s | MB | files" for n in names) + " | ratios |"]
    lines.append("|---|" + "---:|" * (4 * len(names) + 1))
    for kind in results[names[0]]:
        cells, ratios = [], []
        own = results[names[0]][kind]
        for name in names:
            row = results[name].get(kind)
            if row is None and list(results[name]) == ["cold"]:  # it builds all again
                row = results[name]["cold"]
                cells.append("as cold | | |")
            elif row is None:
                cells.append("— | — | — | —")
                continue
            else:
                cells.append(
                    f"{row['seconds']:.2f} | {row['cpu']:.2f} | {row['megabytes']:.0f}"
                    f" | {row['changed']:.0f}"
                )
            if name != names[0]:
                ratios.append(
                    f"{_ratio(own['seconds'], row['seconds'])}"
                    f" (cpu {_ratio(own['cpu'], row['cpu'])})"
                )
        lines.append(f"| {kind} | " + " | ".join(cells) + f" | {', '.join(ratios)} |")
    whole = results[names[0]].get("cold")
    if whole:
        steps = ", ".join(f"{step} {seconds:.1f}" for step, seconds in whole["steps"].items())
        lines.append(f"\nSeconds of Vestnik's cold build by step: {steps}.")
        lines.append(
            "Output: "
            + "; ".join(
                f"{name} {rows['cold']['files']:.0f} files, {rows['cold']['bytes'] / 1e6:.0f} MB"
                for name, rows in results.items()
                if "cold" in rows
            )
            + "."
        )
    return "\n".join(lines)


def _ratio(own: float, other: float) -> str:
    return f"1/{other / own:.1f}" if own < other else f"{own / max(other, 0.01):.1f}"


def write_report(page: Path, sizes: dict[int, Results], machine: str) -> None:
    """Puts tables and chart between the marks of a page; the chart is a file beside it."""
    picture = page.parent / "pictures" / "growth.svg"
    picture.parent.mkdir(exist_ok=True)
    picture.write_text(chart(sizes), "utf-8")
    parts = [_BEGIN, f"\n{machine}.\n"]
    for count, results in sizes.items():
        parts.append(f"**{count} documents**\n\n{table(results)}\n")
    told = "Seconds of each kind of run by number of documents"
    parts.append(f"![{told}](pictures/{picture.name})\n")
    parts.append(_END)
    text = page.read_text("utf-8")
    between = re.compile(re.escape(_BEGIN) + ".*?" + re.escape(_END), re.DOTALL)
    page.write_text(between.sub(lambda _: "\n".join(parts), text), "utf-8")


def chart(sizes: dict[int, Results]) -> str:
    """Seconds of every kind of run of the first site, and of the peers' cold ones, by number of
    documents; both axes by powers of ten.
    """
    lines: dict[str, list[tuple[int, float]]] = {}
    for count, results in sizes.items():
        for number, (name, kinds) in enumerate(results.items()):
            for kind, row in kinds.items():
                if number == 0 or kind == "cold":
                    lines.setdefault(f"{name}: {kind}", []).append((count, row["seconds"]))
    counts = sorted(sizes)
    seconds = [value for points in lines.values() for _, value in points]
    low, high = math.floor(math.log10(min(seconds))), math.ceil(math.log10(max(seconds)))
    span = max(math.log10(counts[-1] / counts[0]), 0.1)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}"',
        'role="img" font-family="sans-serif" font-size="12">',
        "<title>Seconds by number of documents</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
    ]

    def place(count: int, value: float) -> tuple[float, float]:
        x = _LEFT + math.log10(count / counts[0]) / span * (_WIDTH - _LEFT - 210)
        share = (math.log10(value) - low) / max(high - low, 1)
        return x, _HEIGHT - _BOTTOM - share * (_HEIGHT - _BOTTOM - 20)

    for power in range(low, high + 1):
        _, y = place(counts[0], 10.0**power)
        parts.append(f'<path d="M{_LEFT} {y:.0f}H{_WIDTH - 205}" stroke="#ccc"/>')
        parts.append(
            f'<text x="{_LEFT - 6}" y="{y + 4:.0f}" text-anchor="end">{10.0**power:g} s</text>'
        )
    for count in counts:
        x, y = place(count, 10.0**low)
        parts.append(f'<text x="{x:.0f}" y="{y + 20:.0f}" text-anchor="middle">{count}</text>')
    for number, (name, points) in enumerate(lines.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        dots = [place(*point) for point in sorted(points)]
        path = "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in dots)
        parts.append(f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3" fill="{colour}"/>' for x, y in dots]
        parts.append(
            f'<text x="{_WIDTH - 195}" y="{30 + number * 18}" fill="{colour}">{name}</text>'
        )
    return "\n".join([*parts, "</svg>\n"])
