"""Taking up in the ledger what has changed, and planning the files that follow from it."""

from __future__ import annotations

import hashlib

from vestnik.catalogue.records import decode_document
from vestnik.catalogue.store import Catalogue
from vestnik.core.addresses import file_address
from vestnik.output import OutputError
from vestnik.settings import portal_digest
from vestnik.site.holding import Holder, present_version
from vestnik.site.ledger import Ledger, Presence, moment_text
from vestnik.site.lists import crossings, lists_of, lookup_keys, visible
from vestnik.site.made import Made
from vestnik.site.request import Request
from vestnik.site.search_state import LISTS
from vestnik.site.statuses import infer_statuses
from vestnik.site.targets import (
    SITE,
    TEMPLATES,
    always_listed,
    file_targets,
    item_targets,
    list_targets,
    site_targets,
)
from vestnik.site.themes import template_digests
from vestnik.site.verdict import Verdict


class Uptake:
    """One build's changes on their way from the catalogue into the ledger."""

    def __init__(
        self, request: Request, catalogue: Catalogue, ledger: Ledger, made: Made, code: str
    ) -> None:
        """`code` names the code that builds; `made` are the files that the site itself brings."""
        self.request = request
        self.portal = request.portal
        self.places = request.places
        self.now = self.portal.local(request.now)
        self.made = made
        self.code = code
        self._catalogue = catalogue
        self._ledger = ledger

    def run(self, verdict: Verdict) -> Holder:
        """Takes up what changed, and plans the targets of whoever was touched. Gives who chose the
        versions of faulty sources.
        """
        ledger, catalogue = self._ledger, self._catalogue
        everything = self._mark_foundations()
        self.holder = holder = Holder(
            catalogue, self.places.content, verdict, self.now, preview=self.request.preview
        )
        sources, removed, files = self._changes(everything=everything)
        ledger.apply((self._presence(path) for path in sources), removed)
        infer_statuses(ledger, self.portal, preview=self.request.preview)
        catalogue.commit()
        for file in files:
            ledger.mark_key(f"file:{file}")
            ledger.touch(f"file:{file}")
        if everything:
            for name in (*always_listed(self.portal), *ledger.list_names()):
                ledger.touch(f"list:{name}")
            for owner in ledger.owners():
                ledger.touch(owner)
            ledger.plan(SITE, site_targets(self.portal, self.made.assets, self.made.cards))
        touched = ledger.touched()
        if everything or any(one.startswith(f"list:{LISTS}") for one in touched):
            from vestnik.site.searching import segment_targets

            segments = segment_targets(ledger.extents(LISTS))
            ledger.plan("segments", segments)
        self._plan_owners(touched)
        contested = ledger.contested()
        self._plan_owners({owner for _, owner in contested})
        lost = [(output, owner) for output, owner in contested if owner == SITE]
        for output, owner in (*lost, *ledger.contested()):
            raise OutputError(f"два материала дают один файл сайта: {output} ({owner})")
        ledger.set_meta("catalogue", catalogue.identity)
        ledger.set_meta("revision", str(catalogue.revision))
        ledger.set_meta("now", moment_text(self.now))
        ledger.set_meta("output", str(self.request.output.resolve()))
        ledger.set_meta("held", "\n".join(sorted(holder.paths)))
        return holder

    def _mark_foundations(self) -> bool:
        """Marks what a change of code, settings or templates concerns. True for the first two."""
        assets = hashlib.sha256(
            repr(sorted((self.made.assets | self.made.cards).items())).encode()
        ).hexdigest()
        ground = f"{self.code}|{portal_digest(self.portal)}|{assets}|{self.request.preview}"
        everything = self._ledger.meta("ground") != ground
        if everything:
            self._ledger.mark_all()
            self._ledger.set_meta("ground", ground)
        digests, signature = template_digests(
            self.places.theme, self.places.override, self._ledger.meta("theme")
        )
        if digests is not None:
            changed = [
                kind
                for kind, templates in TEMPLATES.items()
                if any(self._ledger.meta(f"template:{one}") != digests[one] for one in templates)
            ]
            self._ledger.mark_kinds(changed)
            for template, digest in digests.items():
                self._ledger.set_meta(f"template:{template}", digest)
            self._ledger.set_meta("theme", signature)
        return everything

    def _changes(self, *, everything: bool) -> tuple[list[str], list[str], list[str]]:
        """Sources to look at again, sources that are gone, files that changed."""
        now, then = moment_text(self.now), self._ledger.meta("now")
        same = self._ledger.meta("catalogue") == self._catalogue.identity
        if everything or not same:
            paths = self._catalogue.paths()
            gone = sorted(self._ledger.known_paths() - set(paths))
            files = self._catalogue.changed_since(-1)[2]
            return paths, gone, files
        sources, removed, files = self._catalogue.changed_since(
            int(self._ledger.meta("revision") or 0)
        )
        again = {*sources, *self.holder.paths, *self._ledger.meta("held").split("\n")} - {""}
        again |= set(self._catalogue.users_of(*files))  # what their texts cite
        if now != then:
            again |= set(self._ledger.crossed(then, now))
        return sorted(again - set(removed)), sorted(removed), files

    def _presence(self, path: str) -> Presence:
        """What a source contributes now."""
        if path in self.holder.paths:
            version = self.holder.version(path)
        else:
            version = present_version(self._catalogue, path)
        if version is None:
            return Presence(path=path, facts=b"")
        document = version.document
        moments = [] if document.draft else [*crossings(document, self.portal)]
        due = tuple(sorted({moment_text(self.portal.local(moment)) for moment in moments}))
        if not visible(document, self.now, preview=self.request.preview):
            return Presence(path=path, facts=b"", due=due)
        return Presence(
            path=path,
            facts=version.facts,
            body=version.digest,
            keys=lookup_keys(document),
            members=tuple(
                lists_of(document, self.now, self.portal, version.citations, version.in_files)
            ),
            inferring=document.act is not None,
            due=due,
            files=version.files,
            held=version.held,
        )

    def _plan_owners(self, owners: set[str]) -> None:
        for owner in sorted(owners):
            sort, _, name = owner.partition(":")
            if sort == "list":
                self._ledger.plan(owner, list_targets(name, self._ledger.count(name), self.portal))
            elif sort == "item":
                facts = self._ledger.facts(name)
                document = decode_document(facts) if facts else None
                self._ledger.plan(owner, item_targets(document, self.portal) if document else ())
                if name.endswith("/index.md"):
                    owners_of_folder = self._ledger.files_in(name.removesuffix("index.md"))
                    for file in owners_of_folder:
                        self._plan_file(file)
        for owner in sorted(owners):
            sort, _, name = owner.partition(":")
            if sort == "file":
                self._plan_file(name)

    def _plan_file(self, file: str) -> None:
        record = self._catalogue.file(file) if self._ledger.is_used(file) else None
        if record is not None and record.facts.fault and self._ledger.is_held(file):
            record = self._catalogue.accepted_file(file)
        if record is None:
            self._ledger.plan(f"file:{file}", ())
            return
        folder = file.rpartition("/")[0]
        facts = self._ledger.facts(f"{folder}/index.md") if folder else b""
        address = decode_document(facts).address if facts else None
        self._ledger.plan(f"file:{file}", file_targets(record, file_address(file, address)))
