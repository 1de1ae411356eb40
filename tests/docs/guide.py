"""What the guides show: example files, fragments of heads, commands, addresses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(r"^```(?P<sort>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"^Файл `content/(?P<path>[^`]+)`(?P<rest>[^\n]*):\n\Z", re.MULTILINE)
_ADDRESS = re.compile(r"[Аа]дрес[^`\n]{0,20}: `(/[^`<…]+/)`")
_ANSWER = "Проверка ответит:"
_COMMAND = re.compile(r"`(vestnik [a-z][^`]*)`")


@dataclass(frozen=True)
class Example:
    """A file that a reader is told to write."""

    path: str
    """Relative to the content folder."""
    text: str
    beside: tuple[str, ...]
    """Names of the files that are to lie in the same folder."""
    faulty: bool
    answer: str
    """What `vestnik check` says of a faulty one."""


def fences(text: str) -> Iterator[tuple[str, str, str]]:
    """(what stands before, language, content) of every fenced block."""
    end = 0
    for found in _FENCE.finditer(text):
        yield text[end : found.start()], found["sort"], found["text"]
        end = found.end()


def examples(text: str) -> list[Example]:
    """The example files of a guide, in its order."""
    blocks = list(fences(text))
    found = []
    for number, (before, _, content) in enumerate(blocks):
        named = _FILE.search(before.rstrip("\n") + "\n")
        if named:
            after, _, answer = (*blocks, ("", "", ""))[number + 1]
            found.append(
                Example(
                    path=named["path"],
                    text=content,
                    beside=tuple(re.findall(r"`([^`]+)`", named["rest"])),
                    faulty="с ошибками" in named["rest"],
                    answer=answer if after.strip() == _ANSWER else "",
                )
            )
    return found


def heads(text: str) -> list[str]:
    """Fragments of heads."""
    return [content for _, sort, content in fences(text) if sort == "yaml"]


def bodies(text: str) -> list[str]:
    """Fragments of texts: Markdown that is no example file."""
    return [
        content
        for _, sort, content in fences(text)
        if sort == "markdown" and not content.startswith("---\n")
    ]


def addresses(text: str) -> list[str]:
    """Addresses that a guide promises for its examples."""
    return _ADDRESS.findall(text)


def commands(text: str) -> list[str]:
    """Every `vestnik …` that a reader is told to type."""
    blocks = [content for _, sort, content in fences(text) if sort in ("sh", "ini", "")]
    lines = (line.strip() for block in blocks for line in block.split("\n"))
    found = [*_COMMAND.findall(text)]
    for line in lines:
        call = re.search(r"(?:^|[\s/(=])(vestnik [a-z][^#|;&)]*)", line)
        if call:
            found.append(call[1].strip())
    # Inside the quotes of another command the closing one is not ours.
    return [one.rpartition('"')[0] if one.count('"') % 2 else one for one in found]


def anchors(text: str) -> set[str]:
    """Places that GitHub and Forgejo make of the headings."""
    text = _FENCE.sub("", text)
    found = re.findall(r"^#{1,6} +(.+?)\s*$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in found}


def links(text: str) -> list[str]:
    """Targets of links and pictures that lead to files of the repository."""
    text = re.sub(r"`[^`\n]*`", "", _FENCE.sub("", text))
    found = re.findall(r"\]\(([^()\s]+)\)", text)
    return [target for target in found if not re.match(r"[a-z]+:", target)]


def guide(repo: Path, name: str) -> str:
    """The text of a guide."""
    return (repo / "docs" / name).read_text(encoding="utf-8")
