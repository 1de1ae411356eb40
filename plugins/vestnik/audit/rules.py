"""The checks that a profile can ask for, by name.

Each looks at what files show. What only a browser shows (the focus ring, text at 200 %) is evidence
here at best, and the profile says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from vestnik.audit.crawl import Page, Site
from vestnik.audit.run import Finding, Inputs, Rule

RULES: dict[str, Rule] = {}
_MISS = "/404.html"
_FILE_NAME = re.compile(
    r"[\w-]+\.(?:jpe?g|png|gif|webp|svg|bmp)|(?:img|dsc|image|photo)[_-]?\d+", re.IGNORECASE
)


PageRule = Callable[[Page, Site, Inputs, Mapping[str, Any]], Iterator[str]]


def _on_every_page(name: str) -> Callable[[PageRule], PageRule]:
    """Makes a check of the whole site from one of a page, which gives messages."""

    def register(rule: PageRule) -> PageRule:
        def whole(
            site: Site, inputs: Inputs, parameters: Mapping[str, Any]
        ) -> Iterator[Finding | int]:
            for page in site.pages.values():
                yield 1
                for message in rule(page, site, inputs, parameters):
                    yield Finding(page.address, message)

        RULES[name] = whole
        return rule

    return register


def _on_site(name: str) -> Callable[[Rule], Rule]:
    def register(rule: Rule) -> Rule:
        RULES[name] = rule
        return rule

    return register


# --- ways ----------------------------------------------------------------------------------------


@_on_site("reachable")
def _reachable(
    site: Site, _inputs: Inputs, parameters: Mapping[str, Any]
) -> Iterator[Finding | int]:
    limit = int(parameters.get("links", 5))
    if "/" not in site.pages:
        yield Finding("/", "главной страницы нет")
        return
    for address in site.pages:
        if address == _MISS:
            continue
        yield 1
        depth = site.depths.get(address)
        if depth is None:
            yield Finding(address, "от главной страницы сюда не ведёт ни одна ссылка")
        elif depth > limit:
            yield Finding(address, f"от главной страницы {depth} переходов, а нужно до {limit}")


@_on_every_page("menu")
def _menu(
    page: Page, _site: Site, _inputs: Inputs, _parameters: Mapping[str, Any]
) -> Iterator[str]:
    if not any(len(nav.xpath(".//a[@href]")) > 1 for nav in page.tree.xpath("//header//nav")):
        yield "в шапке нет меню (nav со ссылками)"


@_on_every_page("home-link")
def _home_link(
    page: Page, site: Site, _inputs: Inputs, parameters: Mapping[str, Any]
) -> Iterator[str]:
    homes = {"/", f"/{page.lang}/"} & set(site.pages)
    words = tuple(parameters.get("words", ()))
    links = [link for home in homes for link in page.tree.xpath(f"//header//a[@href='{home}']")]
    named = [link for link in links if any(w in link.text_content().lower() for w in words)]
    if not links:
        yield "в шапке нет ссылки на главную страницу"
    elif words and not named:
        yield "ссылка в шапке не говорит словами, что ведёт на главную страницу"


@_on_every_page("site-map-link")
def _site_map_link(
    page: Page, site: Site, _inputs: Inputs, parameters: Mapping[str, Any]
) -> Iterator[str]:
    wanted = set(parameters.get("addresses", ["/sitemap/"])) & set(site.pages)
    if not wanted & {*page.links, page.address}:
        yield "нет ссылки на карту сайта"


@_on_every_page("body-name")
def _body_name(
    page: Page, _site: Site, inputs: Inputs, _parameters: Mapping[str, Any]
) -> Iterator[str]:
    head = " ".join(page.texts("//header"))
    if inputs.names and not any(name in head for name in inputs.names):
        yield f"в шапке нет названия органа («{inputs.names[0]}»)"


# --- words ---------------------------------------------------------------------------------------


@_on_site("titles")
def _titles(site: Site, _inputs: Inputs, parameters: Mapping[str, Any]) -> Iterator[Finding | int]:
    empty_words = {word.lower() for word in parameters.get("nothing_said", ())}
    known = Counter(
        (page.lang, title) for page in site.pages.values() for title in page.texts("//head/title")
    )
    for address, page in site.pages.items():
        yield 1
        title = "".join(page.texts("//head/title"))
        if not title:
            yield Finding(address, "нет названия страницы (title)")
        elif title.lower() in empty_words:
            yield Finding(address, f"название «{title}» ничего не говорит")
        elif known[page.lang, title] > 1:
            yield Finding(address, f"название «{title}» носит не одна страница")


@_on_every_page("headings")
def _headings(
    page: Page, _site: Site, _inputs: Inputs, _parameters: Mapping[str, Any]
) -> Iterator[str]:
    found = page.tree.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5]")
    levels = [int(one.tag[1]) for one in found]
    if levels.count(1) != 1:
        yield f"главных заголовков (h1) {levels.count(1)}, а нужен один"
    for one in found:
        if not one.text_content().strip() and not one.xpath(".//img[@alt!='']"):
            yield f"пустой заголовок h{one.tag[1]}"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"после заголовка h{before} сразу h{after}"


@_on_every_page("link-words")
def _link_words(
    page: Page, _site: Site, _inputs: Inputs, parameters: Mapping[str, Any]
) -> Iterator[str]:
    empty_words = {word.lower() for word in parameters.get("nothing_said", ())}
    for link in page.tree.xpath("//a[@href]"):
        spoken = " ".join([*link.xpath(".//text() | .//img/@alt"), link.get("aria-label") or ""])
        words = " ".join(spoken.split()).strip(" .…»«").lower()
        if not words:
            yield f"у ссылки нет текста: {link.get('href')}"
        elif words in empty_words:
            yield f"ссылка «{words}» не говорит, куда ведёт: {link.get('href')}"


@_on_every_page("dates")
def _dates(
    page: Page, _site: Site, _inputs: Inputs, parameters: Mapping[str, Any]
) -> Iterator[str]:
    for article in page.tree.xpath("//main//article")[:1]:
        text = " ".join(article.text_content().split())
        if not article.xpath(".//time[@datetime]"):
            yield "нет даты публикации (time)"
        elif not any(word in text for word in parameters.get("published", ())):
            yield "дата стоит, но не сказано, что это дата публикации"
        elif not any(word in text for word in parameters.get("changed", ())):
            yield "нет даты последнего изменения"


@_on_every_page("language")
def _language(
    page: Page, _site: Site, _inputs: Inputs, _parameters: Mapping[str, Any]
) -> Iterator[str]:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", page.lang):
        yield "язык страницы не указан (html lang)"


# --- what is not text ----------------------------------------------------------------------------


@_on_every_page("pictures")
def _pictures(
    page: Page, _site: Site, _inputs: Inputs, _parameters: Mapping[str, Any]
) -> Iterator[str]:
    for picture in page.tree.xpath("//img"):
        alt, name = picture.get("alt"), picture.get("src", "")
        if alt is None:
            yield f"у картинки нет описания (alt): {name}"
        elif not alt.strip() and picture.xpath("ancestor::figure"):
            yield f"у картинки с подписью пустое описание: {name}"
        elif _FILE_NAME.fullmatch(alt.strip()):
            yield f"вместо описания картинки имя файла: {alt}"
    for frame in page.tree.xpath("//iframe[not(normalize-space(@title))]"):
        yield f"у вставки нет названия: {frame.get('src')}"


@_on_every_page("media")
def _media(
    page: Page, _site: Site, _inputs: Inputs, _parameters: Mapping[str, Any]
) -> Iterator[str]:
    for one in page.tree.xpath("//video[not(track)]"):
        yield f"видео без субтитров: {one.get('src') or 'video'}"
    for _one in page.tree.xpath("//video[@autoplay] | //audio[@autoplay] | //marquee | //blink"):
        yield "движется или звучит само, остановить нельзя"
    if page.tree.xpath("//meta[translate(@http-equiv, 'REFSH', 'refsh') = 'refresh']"):
        yield "страница сама обновляется"


@_on_site("documents")
def _documents(
    site: Site, inputs: Inputs, parameters: Mapping[str, Any]
) -> Iterator[Finding | int]:
    wanted = set(parameters.get("wanted", ("text", "tags")))
    linked: dict[str, str] = {}
    for page in site.pages.values():
        for address in page.links:
            if (name := site.file_at(address)).lower().endswith(".pdf"):
                linked.setdefault(name, page.address)
    for name, where in sorted(linked.items()):
        if inputs.describe is None:
            return
        yield 1
        facts = inputs.describe(site.root, name)
        lacks = [
            words
            for key, holds, words in (
                ("text", facts.has_text, "нет текста (скан)"),
                ("tags", facts.tagged, "нет тегов"),
                ("language", bool(facts.language), "не указан язык"),
                ("title", bool(facts.title), "нет названия"),
            )
            if key in wanted and not holds
        ]
        if facts.fault:
            yield Finding(f"/{name}", f"не читается ({facts.fault}); ссылка на странице {where}")
        elif lacks:
            yield Finding(f"/{name}", f"{', '.join(lacks)}; ссылка на странице {where}")


# --- use -----------------------------------------------------------------------------------------


@_on_every_page("zoom")
def _zoom(
    page: Page, _site: Site, _inputs: Inputs, _parameters: Mapping[str, Any]
) -> Iterator[str]:
    content = "".join(page.tree.xpath("//meta[@name='viewport']/@content")).replace(" ", "")
    if re.search(r"user-scalable=(?:no|0)|maximum-scale=(?:1(?:\.0*)?|0[\d.]*)(?![\d.])", content):
        yield "страница запрещает увеличение (viewport)"
    elif "width=device-width" not in content:
        yield "страница не приспосабливается к узкому экрану (viewport)"


@_on_site("text-size")
def _text_size(
    site: Site, _inputs: Inputs, _parameters: Mapping[str, Any]
) -> Iterator[Finding | int]:
    for name in sorted(site.files):
        if name.endswith(".css"):
            yield 1
            css = (site.root / name).read_text("utf-8", "replace")
            for size in re.findall(r"font(?:-size)?:[^;{}]*?\b([\d.]+px)", css)[:3]:
                yield Finding(f"/{name}", f"размер текста задан в точках экрана ({size})")


@_on_every_page("keyboard")
def _keyboard(
    page: Page, _site: Site, _inputs: Inputs, _parameters: Mapping[str, Any]
) -> Iterator[str]:
    for one in page.tree.xpath("//*[@tabindex > 0]"):
        yield f"порядок обхода нарушен: <{one.tag} tabindex={one.get('tabindex')}>"
    for one in page.tree.xpath("//*[@onclick and not(self::a or self::button or self::input)]"):
        yield f"нажимается только мышью: <{one.tag} onclick>"
    for one in page.tree.xpath("//a[not(@href) and (@onclick or @role)]"):
        yield f"ссылка без адреса: «{' '.join(one.text_content().split())[:40]}»"
    if not page.tree.xpath("(//body//a[@href])[1][starts-with(@href, '#')]"):
        yield "первая ссылка страницы не ведёт мимо меню к содержанию"


@_on_every_page("fields")
def _fields(
    page: Page, _site: Site, _inputs: Inputs, _parameters: Mapping[str, Any]
) -> Iterator[str]:
    labelled = set(page.tree.xpath("//label/@for"))
    quiet = "@type='hidden' or @type='submit' or @type='button' or @type='reset'"
    for one in page.tree.xpath(f"//input[not({quiet})] | //select | //textarea"):
        named = one.get("aria-label") or one.get("aria-labelledby") or one.get("title")
        if one.get("id") not in labelled and not one.xpath("ancestor::label") and not named:
            yield f"у поля «{one.get('name') or one.get('id') or one.tag}» нет подписи"


@_on_every_page("tables")
def _tables(
    page: Page, _site: Site, _inputs: Inputs, _parameters: Mapping[str, Any]
) -> Iterator[str]:
    for table in page.tree.xpath("//main//table[not(@role='presentation')]"):
        if not table.xpath(".//th"):
            start = " ".join(table.text_content().split())[:40]
            yield f"таблица без заголовков: «{start}…»"
