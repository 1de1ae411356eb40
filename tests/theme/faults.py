"""What is wrong with a page as far as its HTML tells: for the ear, the keyboard and the search.

The rules that axe and html-validate do not have, or accept: a field named by its placeholder alone,
foreign words without their language, links that open files without saying so, plurals.
"""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from lxml import html

from vestnik.core.russian import plural

_HEADINGS = "//main//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]"
_COUNTED = {
    "документ": ("документ", "документа", "документов"),
    "страниц": ("страница", "страницы", "страниц"),
    "результат": ("результат", "результата", "результатов"),
    "материал": ("материал", "материала", "материалов"),
    "файл": ("файл", "файла", "файлов"),
}
_COUNT = re.compile(r"(?<![\d.,/№-])(\d{1,3}) (документ|страниц|результат|материал|файл)(\w*)")
_FILE = re.compile(r"\.(?:pdf|docx?|odt|ods|xlsx?|zip)$")
_PUBLISHED = re.compile(r"Опубликовано|Published")
_RUSSIAN = re.compile(r"[а-яё]{2,}", re.IGNORECASE)
_FOREIGN = re.compile(r"(?:\b[A-Za-z]{2,}\b[\s,]+){3,}[A-Za-z]{2,}")


def faults(source: str, *, component: bool = False) -> list[str]:
    """Everything wrong with an HTML page; a page of the gallery (`component`) shows parts alone."""
    tree = html.document_fromstring(source)
    for one in tree.xpath("//template"):
        one.drop_tree()  # what a script fills later is judged in the browser
    rules = PARTS if component else (*PARTS, *PAGES)
    return [fault for rule in rules for fault in rule(tree)]


def _text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _say(element: html.HtmlElement) -> str:
    return html.tostring(element, encoding="unicode", with_tail=False)[:100]


# --- pages ---------------------------------------------------------------------------------------


def frame(tree: html.HtmlElement) -> Iterator[str]:
    """Language, title, room for large text, header, main part and footer."""
    if tree.get("lang") not in ("ru", "en"):
        yield f"the language of the page is {tree.get('lang')!r}"
    if not (tree.findtext("head/title") or "").strip():
        yield "no title"
    viewport = "".join(tree.xpath("//meta[@name='viewport']/@content"))
    if "width=device-width" not in viewport or re.search("scalable|maximum", viewport):
        yield f"viewport: {viewport!r}"
    for part in ("main", "header[not(ancestor::main)]", "footer[not(ancestor::main)]"):
        if len(tree.xpath(f"//{part}")) != 1:
            yield f"not exactly one <{part.partition('[')[0]}>"


def ways(tree: html.HtmlElement) -> Iterator[str]:
    """Past the menu, home, to the site map, to warnings and to the low-vision version."""
    first = tree.xpath("(//body//a[@href])[1]")
    if not first or first[0].get("href") != f"#{tree.xpath('string(//main/@id)')}":
        yield "the first link does not lead to the content"
    home = tree.xpath("//header//a[@href='/' or @href='/en/']")
    if not any("главную" in _text(link) or "home" in _text(link) for link in home):
        yield "no link in the header that says it leads home"
    if not tree.xpath("//header//nav//ul"):
        yield "the menu is no list"
    if not tree.xpath("//footer//a[contains(@href, 'sitemap')]"):
        yield "no link to the site map"
    if not tree.xpath("//*[@role='status' and @data-module='alert']"):
        yield "warnings come into no live region"
    if not tree.xpath("//header//a[contains(., 'слабовидящих') or contains(., 'Low-vision')]"):
        yield "no way to the low-vision version"


def headings(tree: html.HtmlElement) -> Iterator[str]:
    """One of the first level, then one step down at a time, none empty."""
    found = tree.xpath(_HEADINGS)
    levels = [int(one.tag[1]) for one in found]
    if levels.count(1) != 1 or levels[:1] != [1]:
        yield f"levels of headings: {levels}"
    yield from (f"h{a}, then h{b}" for a, b in pairwise(levels) if b > a + 1)


def way(tree: html.HtmlElement) -> Iterator[str]:
    """Below the home page: where one is, and which entry of the menu that is."""
    crumbs = tree.xpath("//nav[contains(@class, 'breadcrumbs')]")
    home = "/" if tree.get("lang") == "ru" else f"/{tree.get('lang')}/"
    for nav in crumbs:
        if not nav.xpath(".//ol") or not nav.xpath(".//*[@aria-current='page']"):
            yield "the breadcrumbs are no list, or do not mark this page"
        if not nav.xpath(f".//a[@href='{home}']"):
            yield "the breadcrumbs do not lead home"
        menu = tree.xpath("//header//nav//a[@href and not(@aria-current)]/@href")
        for above in nav.xpath(".//a/@href"):
            if above in menu:
                yield f"the menu does not say that one is in {above}"


def dates(tree: html.HtmlElement) -> Iterator[str]:
    """An item says when it was published, in words that both people and programs read."""
    for article in tree.xpath("//main//article"):
        if not article.xpath(".//time[@datetime]") or not _PUBLISHED.search(_text(article)):
            yield "an item without its date of publication"


def anchors(tree: html.HtmlElement) -> Iterator[str]:
    """A link within the page leads somewhere."""
    known = tree.xpath("//@id")
    for one in tree.xpath("//a[starts-with(@href, '#')]/@href"):
        if one[1:] not in known:
            yield f"a link to {one}, which is not on the page"


def landmarks(tree: html.HtmlElement) -> Iterator[str]:
    """Every region has a name of its own."""
    names = []
    for one in tree.xpath("//nav | //aside | //section[@aria-label or @aria-labelledby]"):
        pointed = [
            tree.get_element_by_id(i, None) for i in (one.get("aria-labelledby") or "").split()
        ]
        name = one.get("aria-label") or " ".join(_text(e) for e in pointed if e is not None)
        names.append((one.tag, name))
        if not name.strip():
            yield f"a region without a name: {_say(one)}"
    yield from (f"two regions are called «{n[1]}»" for n in set(names) if names.count(n) > 1)


# --- parts ---------------------------------------------------------------------------------------


def ids(tree: html.HtmlElement) -> Iterator[str]:
    """Every id stands once, and every reference to one leads somewhere."""
    known = tree.xpath("//@id")
    yield from (f"id {one} stands more than once" for one in set(known) if known.count(one) > 1)
    for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers"):
        for one in tree.xpath(f"//@{name}"):
            yield from (f"{name}={i} leads nowhere" for i in one.split() if i not in known)


def fields(tree: html.HtmlElement) -> Iterator[str]:
    """A visible label: a placeholder vanishes when one types, a title is not read to all."""
    labelled = {one.get("for") for one in tree.xpath("//label") if _text(one)}
    for one in tree.xpath("//input | //select | //textarea"):
        if one.get("type") in ("hidden", "submit", "button", "reset"):
            continue
        if one.get("id") not in labelled and not one.xpath("ancestor::label"):
            yield f"a field without a label: {_say(one)}"
    for one in tree.xpath("//input[@type='search' or @name='q'][not(ancestor::*[@role='search'])]"):
        yield f"a search that is no landmark: {_say(one)}"
    for one in tree.xpath("//fieldset[not(legend[normalize-space()])]"):
        yield f"a group of fields without a name: {_say(one)}"


def names(tree: html.HtmlElement) -> Iterator[str]:
    """Links, buttons and disclosures have words."""
    for one in tree.xpath("//a[@href] | //button | //summary"):
        alts = " ".join(one.xpath(".//img/@alt"))
        if not (_text(one) + alts + (one.get("aria-label") or "")).strip():
            yield f"no name: {_say(one)}"
    for one in tree.xpath("//a[not(@href)]"):
        yield f"a link without an address: {_say(one)}"
    for one in tree.xpath("//a[@target='_blank']"):
        yield f"opens a window without being asked: {_say(one)}"
    for one in tree.xpath("//*[@tabindex > 0] | //*[@accesskey] | //*[@autofocus]"):
        yield f"meddles with the keyboard: {_say(one)}"
    for one in tree.xpath("//details[not(summary)]"):
        yield f"a disclosure without a name: {_say(one)}"


def pictures(tree: html.HtmlElement) -> Iterator[str]:
    """A picture of the text is described; drawings are silent."""
    for one in tree.xpath("//img"):
        if one.get("alt") is None:
            yield f"no alt: {_say(one)}"
        elif not one.get("alt").strip() and one.xpath("ancestor::figure"):
            yield f"a picture with a caption says nothing: {_say(one)}"
        if not (one.get("width") or "").isdigit() or not (one.get("height") or "").isdigit():
            yield f"a picture without its size: {_say(one)}"
    for one in tree.xpath("//svg[not(ancestor::svg)]"):
        if one.get("aria-hidden") != "true" and one.get("role") != "img":
            yield f"a drawing that a screen reader stumbles over: {_say(one)}"
        if not one.get("width") or not one.get("height"):
            yield f"a drawing without its size: {_say(one)}"


def languages(tree: html.HtmlElement) -> Iterator[str]:
    """Words of another language are marked, or a screen reader mangles them."""
    for one in tree.xpath("//body//*[not(self::script or self::code or self::pre)]"):
        own = " ".join((one.text or "").split())
        near = next((e.get("lang") for e in (one, *one.iterancestors()) if e.get("lang")), "")
        if near == "en" and _RUSSIAN.search(own):
            yield f"Russian marked as English: «{own[:60]}»"
        if near == "ru" and _FOREIGN.search(own) and not _RUSSIAN.search(own):
            yield f"English not marked: «{own[:60]}»"
    for one in tree.xpath("//a[@hreflang]"):
        if one.get("lang") != one.get("hreflang"):
            yield f"a link to another language without its own: {_say(one)}"


def files(tree: html.HtmlElement) -> Iterator[str]:
    """A link to a file says what it opens, and how large that is."""
    for one in tree.xpath("//main//a[@href]"):
        if _FILE.search(one.get("href")):
            words = _text(one)
            if not re.search(r"\d\s(?:байт|кБ|КБ|МБ|ГБ)", words) or not re.search(
                r"PDF|Word|Excel|ZIP|DOCX?|ODT|ODS|XLSX?|OpenDocument|Текст|Таблица|Архив|Скан",
                words,
            ):
                yield f"a link to a file that does not say so: «{words}»"


def counts(tree: html.HtmlElement) -> Iterator[str]:
    """«21 документ», «112 документов»: the number takes its form of the word."""
    for number, stem, ending in _COUNT.findall(tree.text_content()):
        if stem + ending in _COUNTED[stem] and stem + ending != plural(
            int(number), *_COUNTED[stem]
        ):
            yield f"«{number} {stem}{ending}»"


def tables(tree: html.HtmlElement) -> Iterator[str]:
    """A caption, headings of columns, and for headings which way they work."""
    for one in tree.xpath("//table"):
        if not one.xpath(".//thead//th") and not one.xpath(".//th"):
            yield f"a table without headings: {_say(one)}"
        named = one.get("aria-label") or one.xpath("caption[normalize-space()]")
        if not named and not one.xpath("ancestor::*[@role='region']"):
            yield f"a table without a caption: {_say(one)}"
        yield from (
            f"a heading that works which way? {_say(e)}" for e in one.xpath(".//th[not(@scope)]")
        )


def lists(tree: html.HtmlElement) -> Iterator[str]:
    """Lists hold entries and nothing else; what repeats is a list."""
    for one in tree.xpath("//ul/*[not(self::li)] | //ol/*[not(self::li)]"):
        yield f"in a list, but no entry of it: {_say(one)}"
    for one in tree.xpath("//li[not(parent::ul or parent::ol)]"):
        yield f"an entry without a list: {_say(one)}"
    for one in tree.xpath("//nav"):
        links = one.xpath(".//a[@href]")
        if len(links) > 2 and not one.xpath(".//ul | .//ol"):
            yield f"links of a menu that are no list: {_say(one)}"


def times(tree: html.HtmlElement) -> Iterator[str]:
    """Dates are dates to programs too."""
    for one in tree.xpath("//time"):
        if not re.match(r"\d{4}-\d\d", one.get("datetime") or ""):
            yield f"a date that only people read: {_say(one)}"


def safety(tree: html.HtmlElement) -> Iterator[str]:
    """Nothing inline, nothing that moves by itself, no window that opens."""
    for one in tree.xpath("//*[@style] | //style | //*[@onclick] | //marquee | //blink"):
        yield f"inline or moving: {_say(one)}"
    for one in tree.xpath("//video[@autoplay] | //audio[@autoplay] | //iframe"):
        yield f"plays or comes from elsewhere: {_say(one)}"


Rule = Callable[[html.HtmlElement], Iterator[str]]
PAGES: tuple[Rule, ...] = (frame, ways, headings, way, dates, anchors, landmarks)
PARTS: tuple[Rule, ...] = (
    ids,
    fields,
    names,
    pictures,
    languages,
    files,
    counts,
    tables,
    lists,
    times,
    safety,
)
