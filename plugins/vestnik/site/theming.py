"""The theme: a Jinja environment per language, and pages made with it.

What a page is made of: the templates of the theme's `templates/` folder, one per kind of page,
arrange the components (`components/<name>/template.html`, one macro each); both see only the
dataclasses of `contexts`. Header and footer are the same on all pages of one `Frame`, so they
are rendered once and put in as text.

A town's folder comes first: its `templates/news.html` or `components/card/template.html` takes the
place of the theme's, and can still build on it (`{% extends "theme/news.html" %}`). Its
`locale/<language>/LC_MESSAGES/vestnik.po` holds just the sentences that it says otherwise.
"""

from __future__ import annotations

import functools
import gettext
import hashlib
import io
import traceback
from collections.abc import Iterable, MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    nodes,
)
from jinja2.ext import InternationalizationExtension
from jinja2.runtime import Context
from markupsafe import Markup
from msgspec import Struct

from vestnik.core import russian
from vestnik.site import compiling, wording
from vestnik.site.asset_names import AssetNames, asset_names
from vestnik.site.compiling import LeanEnvironment

if TYPE_CHECKING:
    from vestnik.core.portal import Portal
    from vestnik.site.contexts import AlertFragment, Frame, Page, Relation

__all__ = [
    "AssetNames",
    "ThemeEnvironment",
    "asset_names",
    "load_translations",
    "make_environment",
    "render_fragment",
    "render_page",
    "template_fault",
]

DOMAIN = "vestnik"
_LANGUAGES_SLOT = Markup("<!--languages-->")
"""Where the header has the links to other languages: the one part of it that differs from page to
page.
"""


class Shell(Struct, frozen=True):
    """What stands around the content, the same on all pages of one frame."""

    head: Markup
    header: Markup
    """Up to the links to other languages."""
    header_end: Markup
    footer: Markup


class _Context(Context):
    """A context that imports modules as they are.

    Jinja asks at every import whether the importing template has globals that the imported one
    lacks. Here none has, and a page imports twenty components: asking took a third of its time.
    """

    def __init__(
        self,
        environment: Environment,
        parent: dict[str, Any],
        name: str | None,
        blocks: dict[str, Any],
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - the name is Jinja's
    ) -> None:
        super().__init__(environment, parent, name, blocks, globals)
        self.globals_keys = set()


class ThemeEnvironment(LeanEnvironment):
    """Templates of one language, and the shells already rendered."""

    context_class = _Context

    def __init__(self, lang: str, **options: Any) -> None:
        super().__init__(**options)
        self.lang = lang
        self._shells: dict[tuple[Frame, str], Shell] = {}
        self._portal: Portal | None = None

    def shell(self, frame: Frame, portal: Portal, url: str) -> Shell:
        """Head, header and footer for the page at `url`.

        The address matters only where the header leads to that very page and says so.
        """
        if portal is not self._portal:
            self._shells.clear()
            self._portal = portal
        here = url if url == frame.home_url or any(url == item.url for item in frame.menu) else ""
        shell = self._shells.get((frame, here))
        if shell is None:
            shell = self._shells[frame, here] = self._render_shell(frame, portal, here)
        return shell

    def _render_shell(self, frame: Frame, portal: Portal, here: str) -> Shell:
        names = {"frame": frame, "portal": portal, "here": here, "languages": _LANGUAGES_SLOT}
        head, header, footer = (
            self.get_template(f"frame/{part}.html").render(names)
            for part in ("head", "header", "footer")
        )
        before, _, after = header.partition(_LANGUAGES_SLOT)
        return Shell(*(Markup(part) for part in (head, before, after, footer)))  # noqa: S704 - ours


class _FoldedTranslations(InternationalizationExtension):
    """`{% trans %}` with nothing to fill in becomes plain text while the template is compiled.

    An environment speaks one language, so looking up the same sentence for each of 10,000 pages is
    waste.
    """

    def _make_node(  # noqa: PLR0913, PLR0917 - the signature is Jinja's
        self,
        singular: str,
        plural: str | None,
        context: str | None,
        variables: dict[str, nodes.Expr],
        plural_expr: nodes.Expr | None,
        vars_referenced: bool,
        num_called_num: bool,
    ) -> nodes.Output:
        if plural is None and not vars_referenced and not variables:
            text = _translate(self.environment, context, singular)
            return nodes.Output([nodes.TemplateData(text.replace("%%", "%"))])
        return super()._make_node(
            singular, plural, context, variables, plural_expr, vars_referenced, num_called_num
        )


def _translate(environment: Environment, context: str | None, message: str) -> str:
    translations = environment.globals["translations"]
    assert isinstance(translations, gettext.NullTranslations)
    if context is None:
        return translations.gettext(message)
    return translations.pgettext(context, message)


class _LanguageCache(FileSystemBytecodeCache):
    """Compiled templates on disk. The language is compiled in, so it is part of the name."""

    def __init__(self, folder: Path, flavour: str) -> None:
        super().__init__(str(folder), "%s.jinja")
        self._flavour = flavour

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        key = f"{self._flavour}|{super().get_cache_key(name, filename)}"
        return hashlib.sha256(key.encode()).hexdigest()[:32]


def make_environment(
    theme: Path, lang: str, *, override: Path | None = None, cache: Path | None = None
) -> ThemeEnvironment:
    """The templates of a theme in one language.

    `override` is the town's own folder. In `cache` compiled templates are kept between builds; a
    folder that nobody else can write to, since Python code is read from it.
    """
    translations = load_translations(theme, lang, override)
    bytecode = None
    if cache is not None:
        cache.mkdir(parents=True, exist_ok=True)
        bytecode = _LanguageCache(cache, _flavour(theme, override, lang))
    environment = ThemeEnvironment(
        lang,
        loader=_loader(theme, override),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=bytecode,
    )
    environment.globals |= {"translations": translations, "lang": lang}
    environment.policies["ext.i18n.trimmed"] = True
    environment.add_extension(_FoldedTranslations)
    # The method is one that the extension adds to its environment.
    environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]
    environment.filters.update(_filters(lang))
    return environment


def _loader(theme: Path, override: Path | None) -> BaseLoader:
    own = _folder_loader([theme])
    prefixed = PrefixLoader({"theme": own})
    return ChoiceLoader([_folder_loader([override, theme]) if override else own, prefixed])


def _folder_loader(folders: Iterable[Path]) -> BaseLoader:
    """Templates by their name, components as `components/<name>/template.html`."""
    roots = tuple(folders)
    components = FileSystemLoader([root / "components" for root in roots])
    return ChoiceLoader(
        [
            FileSystemLoader([root / "templates" for root in roots]),
            PrefixLoader({"components": components}),
        ]
    )


def load_translations(
    theme: Path, lang: str, override: Path | None = None
) -> gettext.NullTranslations:
    """The sentences of a language: the town's first, then the theme's, then the English of the
    source.
    """
    translations: gettext.NullTranslations = gettext.NullTranslations()
    path = _catalogue_path(theme, lang, "mo")
    if path.is_file():
        translations = gettext.GNUTranslations(io.BytesIO(path.read_bytes()))
    if override and _catalogue_path(override, lang, "po").is_file():
        town = _compiled(_catalogue_path(override, lang, "po").read_bytes(), lang)
        town.add_fallback(translations)
        translations = town
    return translations


def _flavour(theme: Path, override: Path | None, lang: str) -> str:
    """Digest of all that decides how a template compiles, but for the template itself."""
    own = (Path(__file__), Path(compiling.__file__))
    digest = hashlib.sha256(f"{lang}|".encode() + b"".join(one.read_bytes() for one in own))
    sources = [_catalogue_path(theme, lang, "mo")]
    if override:
        sources.append(_catalogue_path(override, lang, "po"))
    for source in sources:
        if source.is_file():
            digest.update(source.read_bytes())
    return digest.hexdigest()


def _catalogue_path(folder: Path, lang: str, extension: str) -> Path:
    return folder / "locale" / lang / "LC_MESSAGES" / f"{DOMAIN}.{extension}"


def _compiled(source: bytes, lang: str) -> gettext.GNUTranslations:
    """A town's catalogue is read as it is written: towns have no tool to compile it."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(source), locale=lang))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def render_page(
    env: ThemeEnvironment, template: str, page: Page, frame: Frame, portal: Portal
) -> str:
    """The HTML of a page."""
    shell = env.shell(frame, portal, page.url)
    return env.get_template(template).render(page=page, frame=frame, portal=portal, shell=shell)


def render_fragment(env: ThemeEnvironment, template: str, fragment: AlertFragment) -> str:
    """The HTML of something that is no page of its own (`alert.html`)."""
    return env.get_template(template).render(fragment=fragment)


def template_fault(error: Exception, override: Path | None) -> str:
    """What is wrong with which line of the town's own templates; empty where it is not theirs."""
    if override is None:
        return ""
    for place in reversed(traceback.extract_tb(error.__traceback__)):
        if Path(place.filename).is_relative_to(override):
            return f"{place.filename}:{place.lineno}: ошибка в шаблоне: {error}"
    return ""


def _filters(lang: str) -> dict[str, Any]:
    words = wording.Wording(lang)
    return {
        "date_digits": wording.date_digits,
        "date_words": words.date_words,
        "day_month": words.day_month,
        "event_when": words.event_when,
        "iso": wording.iso,
        "month_name": words.month_name,
        "month_of": words.month_of,
        "month_year": words.month_year,
        "nbsp": _typeset if lang == "ru" else str,
        "phone_address": wording.phone_address,
        "relation_groups": _relation_groups,
        "size_words": words.size_words,
        "site_of": _site_of,
        "time": wording.clock,
        "weekday": words.weekday,
    }


def _relation_groups(relations: Iterable[Relation]) -> dict[str, list[Relation]]:
    """Relations by their label, the labels in the order in which they first come."""
    groups: dict[str, list[Relation]] = {}
    for relation in relations:
        groups.setdefault(relation.label, []).append(relation)
    return groups


@functools.lru_cache(maxsize=8192)
def _typeset(text: str) -> str:
    """A title or lead with its quotes, dashes and no-break spaces; a page shows many, and often."""
    return russian.typography(text)


@functools.lru_cache(maxsize=1024)
def _site_of(url: str) -> str:
    """Name of the site that an address leads to; empty within this one."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
