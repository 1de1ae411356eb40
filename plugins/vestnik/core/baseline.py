"""The baseline: faults inherited from an old site, forgiven until somebody touches their file.

`problems-baseline.yaml` stands beside the settings and is tracked by git. It has one reason, one
contact, and a line for each source: the digest of its bytes, the codes forgiven, its path.

    reason: Перенесено с прежнего сайта 3 ноября 2026 года
    contact: отдел информатизации, it@town.example
    entries:
    - 9f86d081884c7d65 alt-missing,heading-skipped news/2012/otkrytie.md

An entry holds while the bytes of its source are the same: every new or changed item must be clean.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from vestnik.core.frontmatter import Text
from vestnik.core.frontmatter import parse as parse_yaml
from vestnik.core.patterns import regex
from vestnik.core.problems import Problem, Severity
from vestnik.core.russian import plural

FILE_NAME = "problems-baseline.yaml"

_DANGEROUS = frozenset(
    {
        "outside-content",
        "symlink-outside",
        "unsafe-link",
        "local-file",
        "file-of-draft",
        "file-outside-content",
        "file-unsafe-svg",
        "attachment-type",
    }
)
_TWO_IN_ONE_PLACE = frozenset(
    {
        "duplicate-address",
        "duplicate-act",
        "duplicate-file",
        "redirect-conflict",
        "reserved-address",
    }
)
_NOTHING_LEFT = frozenset(
    {
        "encoding",
        "not-text",
        "source-too-big",
        "empty-file",
        "no-front-matter",
        "unclosed-front-matter",
        "front-matter-too-big",
        "key-not-text",
        "duplicate-key",
        "kind-unknown",
        "required-missing",
        "date-impossible",
        "date-format",
        "not-yes-or-no",
        "unknown-act-kind",
        "unknown-issuer",
    }
)
"""Without these there is no item to publish, or nobody knows whether it may be."""


def forgivable(code: str) -> bool:
    """Whether a baseline may silence problems of this kind."""
    if code.startswith("yaml-"):
        return False
    return code not in _DANGEROUS | _TWO_IN_ONE_PLACE | _NOTHING_LEFT


_ENTRY = regex(r"^- (?P<digest>[0-9a-f]{16}) (?P<codes>[a-z0-9-]+(?:,[a-z0-9-]+)*) (?P<path>\S.*)$")
_DIGEST_LENGTH = 16
_HEAD = """\
# Недостатки, унаследованные от прежнего сайта. Пока файл не изменён, они не мешают публикации;
# стоит его изменить — и все их надо исправить. Строку исправленного файла удалите.
"""


class Entry(Struct, frozen=True):
    """What is forgiven to one source."""

    path: str
    digest: str
    """See `digest`."""
    codes: frozenset[str]
    line: int = 0
    """Line of the baseline file."""


class Baseline(Struct, frozen=True):
    """The baseline of a site."""

    reason: str = ""
    contact: str = ""
    entries: tuple[Entry, ...] = ()


class Applied(Struct):
    """What is left of the problems."""

    problems: list[Problem] = field(default_factory=list)
    """Those not forgiven, and advice on entries that are of no use any more."""
    forgiven: list[Problem] = field(default_factory=list)

    @property
    def note(self) -> str:
        """«Унаследовано от прежнего сайта: 12 недостатков в 3 файлах»; empty for none."""
        count, files = len(self.forgiven), len({problem.path for problem in self.forgiven})
        if not count:
            return ""
        return (
            f"Унаследовано от прежнего сайта и пока прощено: {count} "
            f"{plural(count, 'недостаток', 'недостатка', 'недостатков')} в {files} "
            f"{plural(files, 'файле', 'файлах', 'файлах')} ({FILE_NAME})"
        )


def digest(data: bytes) -> str:
    """What an entry keeps of a source's bytes."""
    return hashlib.sha256(data).hexdigest()[:_DIGEST_LENGTH]


def make(problems: Iterable[Problem], digests: Mapping[str, str], old: Baseline) -> Baseline:
    """A baseline that forgives all of `problems` that may be; reason and contact stay."""
    codes: dict[str, set[str]] = defaultdict(set)
    for problem in problems:
        if forgivable(problem.code) and problem.path in digests:
            codes[problem.path].add(problem.code)
    entries = tuple(
        Entry(path, digests[path][:_DIGEST_LENGTH], frozenset(codes[path]))
        for path in sorted(codes)
    )
    return Baseline(old.reason, old.contact, entries)


def write(baseline: Baseline) -> str:
    """The text of the baseline file; `read` of it gives the same baseline."""
    lines = [
        f"- {entry.digest} {','.join(sorted(entry.codes))} {entry.path}"
        for entry in baseline.entries
    ]
    return (
        f"{_HEAD}reason: {_quoted(baseline.reason)}\ncontact: {_quoted(baseline.contact)}\n"
        "entries:\n" + "".join(f"{line}\n" for line in lines)
    )


def _quoted(text: str) -> str:
    return "'" + " ".join(text.split()).replace("'", "''") + "'"


def read(text: str, path: str = FILE_NAME) -> tuple[Baseline, list[Problem]]:
    """The baseline in `text`, and what is wrong with it."""
    head, _, tail = text.replace("\r\n", "\n").partition("entries:\n")
    fields, problems = parse_yaml(head, 1, path)
    values = {
        key: node.value.strip()
        for key, node in (fields.entries if fields else {}).items()
        if isinstance(node, Text)
    }
    problems += [
        _bad_file(path, 1, f"нет строки «{name}: …»: {why}", f"добавьте её: {name}: …")
        for name, why in (
            ("reason", "почему эти недостатки прощены"),
            ("contact", "кто за них отвечает"),
        )
        if not values.get(name)
    ]
    entries: list[Entry] = []
    for number, line in enumerate(tail.split("\n"), head.count("\n") + 2):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = _ENTRY.match(line.rstrip())
        if not found:
            problems.append(
                _bad_file(path, number, f"строка «{line[:60]}» не разбирается", "удалите её")
            )
            continue
        codes = frozenset(found.group("codes").split(","))
        problems += [
            _not_forgivable(path, number, code) for code in sorted(codes) if not forgivable(code)
        ]
        entries.append(
            Entry(
                found.group("path"),
                found.group("digest"),
                frozenset(filter(forgivable, codes)),
                number,
            )
        )
    baseline = Baseline(values.get("reason", ""), values.get("contact", ""), tuple(entries))
    return baseline, problems


def apply(problems: Iterable[Problem], baseline: Baseline, digests: Mapping[str, str]) -> Applied:
    """Parts the problems in those that count and those forgiven.

    `digests` gives the digest of every source of the site, by its path.
    """
    entries = {entry.path: entry for entry in baseline.entries}
    valid = {
        path: entry
        for path, entry in entries.items()
        if digests.get(path, "")[:_DIGEST_LENGTH] == entry.digest
    }
    applied = Applied()
    used: dict[str, set[str]] = defaultdict(set)
    for problem in problems:
        holder = valid.get(problem.path)
        if holder and problem.code in holder.codes and forgivable(problem.code):
            applied.forgiven.append(problem)
            used[problem.path].add(problem.code)
        else:
            applied.problems.append(problem)
    for entry in baseline.entries:
        message = _stale(entry, digests, used[entry.path])
        if message:
            applied.problems.append(
                Problem(
                    path=FILE_NAME,
                    line=entry.line,
                    code="baseline-stale",
                    message=message[0],
                    remedy=message[1],
                    severity=Severity.ADVICE,
                )
            )
    return applied


def _stale(entry: Entry, digests: Mapping[str, str], used: set[str]) -> tuple[str, str] | None:
    """Why an entry is of no use any more, and what to do."""
    if entry.path not in digests:
        return f"файла «{entry.path}» больше нет", "удалите эту строку"
    if digests[entry.path][:_DIGEST_LENGTH] != entry.digest:
        return (
            f"файл «{entry.path}» изменён, и его прежние недостатки больше не прощаются",
            "исправьте их и удалите эту строку",
        )
    gone = sorted(entry.codes - used)
    if gone:
        return f"в «{entry.path}» больше нет: {', '.join(gone)}", "удалите это из строки"
    return None


def _bad_file(path: str, line: int, message: str, remedy: str) -> Problem:
    return Problem(path=path, line=line, code="baseline-format", message=message, remedy=remedy)


def _not_forgivable(path: str, line: int, code: str) -> Problem:
    return Problem(
        path=path,
        line=line,
        code="baseline-format",
        message=f"недостаток «{code}» простить нельзя: он опасен или мешает другим страницам",
        remedy="исправьте его и удалите из строки",
    )
