"""Going back to an earlier release: the waiting tree is made equal to it, then it is served."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from vestnik.output import RELEASE, Output, OutputError
from vestnik.publishing.publish import now_text
from vestnik.publishing.release_log import Release, compare
from vestnik.publishing.releases import Releases


def rollback(root: Path, number: int = 0) -> Release:
    """Serves a kept release again: that of the number, or the one before what is served now.

    Raises OutputError when there is none, or bytes of it are lost.
    """
    releases = Releases(root)
    with releases.locked():
        log = releases.log.entries()
        target = _chosen(log, number)
        before = releases.standing(releases.served)
        wanted = dict(before)
        for release in reversed(log):
            if release.number <= target.number:
                break
            for change in release.changes:
                wanted[change.path] = change.old
        wanted = {path: digest for path, digest in wanted.items() if digest}
        waiting = releases.waiting
        _make_equal(releases, waiting, wanted)
        release = Release(
            number=releases.log.next_number(),
            moment=now_text(),
            tree=waiting,
            changes=compare(before, wanted),
            rollback_to=target.content,
        )
        releases.log.add(release)
        releases.switch(waiting)
        return release


def _chosen(log: list[Release], number: int) -> Release:
    shown = log[-1].content if log else 0
    earlier = [release for release in log[:-1] if release.content != shown]
    if number:
        found = [release for release in earlier if release.number == number]
    else:
        found = [release for release in earlier if release.content < shown][-1:]
    if found:
        return found[0]
    kept = ", ".join(str(release.number) for release in earlier)
    if number:
        raise OutputError(
            f"выпуска {number} среди сохранённых нет; можно вернуть: {kept or 'ни одного'}"
        )
    raise OutputError(
        "более раннего выпуска не сохранилось" + (f"; можно вернуть: {kept}" if kept else "")
    )


def _make_equal(releases: Releases, tree: str, wanted: Mapping[str, str]) -> None:
    """Gives a tree the files of {path: SHA-256}. Its ledger learns of it, so that the next
    publication puts right whatever differs from the sources.
    """
    releases.adopt(tree)
    there = releases.standing(tree)
    output = Output(releases.tree(tree), releases.archive)
    served = releases.tree(releases.served)
    with releases.ledger(tree) as ledger:
        output.claim(ledger.meta("identity"), RELEASE)
        ledger.set_meta("running", "rollback")
        ledger.commit()
        changes = compare(there, wanted)
        for change in changes:
            if not change.new:
                output.remove(change.path)
        for change in changes:
            if change.new:
                _restore(output, change.path, change.new, (releases.archive, served))
        ledger.correct(wanted)
        ledger.set_meta("running", "")
        ledger.commit()


def _restore(output: Output, path: str, digest: str, places: tuple[Path, Path]) -> None:
    archive, served = places
    for source in (archive / digest, served / path):
        try:
            output.copy(path, source, digest)
        except OSError:
            continue
        return
    raise OutputError(f"прежняя версия файла «{path}» не сохранилась; откат невозможен")
