"""The rules of the W3C feed validator for RSS 2.0 and Atom, as far as our feeds can break them.

Written from the messages that the validator documents (https://validator.w3.org/feed/docs/); each
finding carries the validator's own name for it. Left out are extensions that Vestnik never writes
(iTunes, Media RSS, OpenSearch, RDF, XHTML content) and what only a server can answer.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from html.parser import HTMLParser

from lxml import etree

ERROR, WARNING = "error", "warning"

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC = "http://purl.org/dc/elements/1.1/"
XML = "http://www.w3.org/XML/1998/namespace"

FULL_URI = re.compile(r"[a-zA-Z][0-9a-zA-Z+\-.]*:(//)?[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#]+")
HTTP_URI = re.compile(
    r"https?://[^/\s]+\.?[^/\s]*(/[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#]*)?", re.IGNORECASE
)
TAG_URI = re.compile(
    r"tag:([a-z0-9\-._]+@)?[a-z0-9.\-]+,\d{4}(-\d\d(-\d\d)?)?:[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#]*"
)
UUID = re.compile(r"urn:uuid:[a-f0-9]{8}(-[a-f0-9]{4}){3}-[a-f0-9]{12}", re.IGNORECASE)
EMAIL = re.compile(
    r"[A-Z0-9_\-+.'!#$%&*/=?^`{|}~]+@([A-Z0-9\-]+\.)+[A-Z0-9][-A-Z0-9]*", re.IGNORECASE
)
MIME = re.compile(r"[^\s()<>,;:\\\"/\[\]?=]+/[^\s()<>,;:\\\"/\[\]?=]+(\s*;\s*[^\s;=]+=[^;]+)*")
RFC_2822 = re.compile(
    r"((Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d\d? (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r" \d{4} \d\d:\d\d(:\d\d)? ([+-]\d\d[03]0|UT|GMT|[ECMP][SD]T|Z)"
)
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
BAD_CHARACTER = re.compile("[\x80-\x9f\ufffd]")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def names(words: str) -> frozenset[str]:
    """A set of names from a sentence of them."""
    return frozenset(words.split())


SAFE_TAGS = names("""
    a abbr acronym address area article aside audio b bdi big blockquote br button canvas caption
    center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em fieldset
    figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hgroup hr i img input ins kbd label
    legend li main map mark menu meter nav noscript ol optgroup option output p picture pre progress
    q rp rt ruby s samp section select small source span strike strong sub summary sup table tbody
    td template textarea tfoot th thead time tr track tt u ul var video wbr
""")
UNSAFE_TAGS = names("""
    applet base basefont bdo body comment embed frame frameset head html iframe isindex link listing
    meta noframes object param plaintext script slot style title xmp
""")
VOID_TAGS = names("area base br col embed hr img input link meta param source track wbr")
UNCLOSED_TAGS = names("colgroup dd dt li option p tbody td tfoot th thead tr")
LINK_RELATIONS = names("""
    alternate current describedby edit edit-media enclosure first hub last license next next-archive
    payment prev-archive previous related replies search self service up via
""")
CHANNEL_ELEMENTS = names("""
    title link description language copyright managingEditor webMaster pubDate lastBuildDate
    category generator docs cloud ttl image rating textInput skipHours skipDays item
""")
IMAGE_ELEMENTS = names("url title link width height description")
ITEM_ELEMENTS = names(
    "title link description author category comments enclosure guid pubDate source"
)
FEED_ELEMENTS = names("""
    author category contributor generator icon id link logo rights subtitle title updated entry
""")
ENTRY_ELEMENTS = names("""
    author category content contributor id link published rights source summary title updated
""")
PERSON_ELEMENTS = names("name uri email")


@dataclass(frozen=True)
class Finding:
    """A broken rule."""

    level: str
    code: str
    """The W3C validator's name of the message."""
    where: str
    value: str = ""

    def __str__(self) -> str:
        return f"{self.level} {self.code} · {self.where} · {self.value[:80]}"


def validate(data: bytes, location: str = "", today: date | None = None) -> list[Finding]:
    """Every broken rule of the feed `data`, which is published at `location`.

    With `today`, dates more than a day after it are implausible, as they are to the W3C's.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return [Finding(ERROR, "UnicodeError", "document", str(error))]
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        return [Finding(ERROR, "SAXError", "document", str(error))]
    check = Check(location, today)
    if root.tag == "rss":
        check.rss(root)
    elif root.tag == f"{{{ATOM}}}feed":
        check.atom(root)
    else:
        check.error("UndefinedElement", root)
    check.characters(root)
    return check.findings


class Check:
    """Walks a feed and collects findings."""

    def __init__(self, location: str, today: date | None):
        self.location = location
        self.today = today
        self.findings: list[Finding] = []

    def error(self, code: str, element, value: str = "") -> None:
        self.findings.append(Finding(ERROR, code, place(element), value))

    def warn(self, code: str, element, value: str = "") -> None:
        self.findings.append(Finding(WARNING, code, place(element), value))

    # --- RSS ---

    def rss(self, root) -> None:
        if "version" not in root.attrib:
            self.error("MissingAttribute", root, "version")
        elif root.get("version") not in ("0.91", "0.92", "2.0"):
            self.error("InvalidRSSVersion", root, root.get("version"))
        channels = root.findall("channel")
        if not channels:
            self.error("MissingElement", root, "channel")
        for channel in channels[:1]:
            self.channel(channel)

    def channel(self, channel) -> None:
        self.required(
            channel, title="MissingTitle", link="MissingLink", description="MissingDescription"
        )
        self.known(channel, CHANNEL_ELEMENTS, repeatable={"item", "category"})
        self.not_blank(channel.find("title"))
        self.uri(channel.find("link"))
        self.uri(channel.find("docs"))
        self.language(channel.find("language"))
        for name in ("pubDate", "lastBuildDate"):
            self.rfc_822(channel.find(name))
        for name in ("managingEditor", "webMaster"):
            self.email_with_name(channel.find(name))
        for name in ("title", "description", "copyright"):
            self.plain(channel.find(name))
        if (ttl := channel.find("ttl")) is not None and not re.fullmatch(r"[1-9]\d*", text(ttl)):
            self.error("InvalidPositiveInteger", ttl, text(ttl))
        self.image(channel.find("image"), channel)
        links = channel.findall(f"{{{ATOM}}}link")
        if not any(link.get("rel") == "self" for link in links):
            self.warn("MissingAtomSelfLink", channel)
        for link in links:
            self.link(link, "channel")
        items = channel.findall("item")
        if items:
            behind = [e for e in items[0].itersiblings() if e.tag in CHANNEL_ELEMENTS - {"item"}]
            for element in behind:
                self.error("MisplacedItem", element)
        for item in items:
            self.item(item)
        self.unique(items, "guid", "DuplicateValue", ERROR)

    def image(self, image, channel) -> None:
        if image is None:
            return
        self.required(image, title="MissingTitle", url="MissingElement", link="MissingLink")
        self.known(image, IMAGE_ELEMENTS, repeatable=())
        self.uri(image.find("url"))
        if text(image.find("url")).rpartition(".")[2].lower() not in ("jpg", "jpeg", "gif", "png"):
            self.warn("ImageUrlFormat", image, text(image.find("url")))
        if text(image.find("link")) != text(channel.find("link")):
            self.warn("ImageLinkDoesntMatch", image)
        if text(image.find("title")) != text(channel.find("title")):
            self.warn("ImageTitleDoesntMatch", image)
        for name, most, code in (("width", 144, "InvalidWidth"), ("height", 400, "InvalidHeight")):
            size = image.find(name)
            if size is not None and not (text(size).isdigit() and 0 < int(text(size)) <= most):
                self.error(code, size, text(size))

    def item(self, item) -> None:
        if item.find("title") is None and item.find("description") is None:
            self.error("ItemMustContainTitleOrDescription", item)
        self.known(item, ITEM_ELEMENTS, repeatable={"category", "enclosure"})
        self.not_blank(item.find("title"))
        self.plain(item.find("title"))
        for name in ("link", "comments"):
            self.uri(item.find(name))
        self.rfc_822(item.find("pubDate"))
        self.email_with_name(item.find("author"))
        for category in item.findall("category"):
            self.not_blank(category)
        if item.find("author") is not None and item.find(f"{{{DC}}}creator") is not None:
            self.warn("DuplicateItemSemantics", item, "author")
        self.html(item.find("description"))
        encoded = item.find(f"{{{CONTENT}}}encoded")
        self.html(encoded)
        if encoded is not None and "description" not in (
            e.tag for e in encoded.itersiblings(preceding=True)
        ):
            self.error("NeedDescriptionBeforeContent", encoded)
        self.guid(item)
        enclosures = item.findall("enclosure")
        if len(enclosures) > 1:
            self.warn("DuplicateEnclosure", item)
        for enclosure in enclosures:
            self.enclosure(enclosure)

    def guid(self, item) -> None:
        guid = item.find("guid")
        if guid is None:
            self.warn("MissingGuid", item)
            return
        permalink = guid.get("isPermaLink", "true")
        value = text(guid)
        if permalink not in ("true", "false"):
            self.error("InvalidBooleanAttribute", guid, permalink)
        elif permalink == "true":
            if value.lower().startswith(("tag:", "urn:uuid:")):
                self.error("InvalidPermalink", guid, value)
            elif not FULL_URI.fullmatch(value):
                self.error("InvalidHttpGUID", guid, value)
        elif len(value) < 9 and value.isdigit():
            self.warn("NotSufficientlyUnique", guid, value)

    def enclosure(self, enclosure) -> None:
        for name in ("url", "length", "type"):
            if name not in enclosure.attrib:
                self.error("MissingAttribute", enclosure, name)
        if not enclosure.get("length", "0").isdigit():
            self.error("InvalidIntegerAttribute", enclosure, enclosure.get("length"))
        if not MIME.fullmatch(enclosure.get("type", "a/b")):
            self.error("InvalidMIMEAttribute", enclosure, enclosure.get("type"))
        if not HTTP_URI.fullmatch(enclosure.get("url", "http://a.b/")):
            self.error("InvalidURLAttribute", enclosure, enclosure.get("url"))

    # --- Atom ---

    def atom(self, feed) -> None:
        self.required(
            feed, ns=ATOM, title="MissingElement", id="MissingElement", updated="MissingElement"
        )
        repeatable = {"author", "category", "contributor", "link", "entry"}
        self.known(feed, FEED_ELEMENTS, repeatable, ATOM)
        self.common_atom(feed)
        for name in ("icon", "logo"):
            if (element := feed.find(f"{{{ATOM}}}{name}")) is not None:
                self.not_blank(element)
                self.uri(element, "InvalidLink")
        if not any(link.get("rel") == "self" for link in feed.findall(f"{{{ATOM}}}link")):
            self.warn("MissingSelf", feed)
        entries = feed.findall(f"{{{ATOM}}}entry")
        if entries:
            for element in entries[0].itersiblings(f"{{{ATOM}}}*"):
                if local(element) != "entry":
                    self.error("MisplacedMetadata", element)
        for entry in entries:
            self.entry(entry, feed)
        self.unique(entries, f"{{{ATOM}}}id", "DuplicateEntries", WARNING)
        self.unique(entries, f"{{{ATOM}}}updated", "DuplicateUpdated", WARNING)

    def entry(self, entry, feed) -> None:
        self.required(
            entry, ns=ATOM, title="MissingElement", id="MissingElement", updated="MissingElement"
        )
        repeatable = {"author", "category", "contributor", "link"}
        self.known(entry, ENTRY_ELEMENTS, repeatable, ATOM)
        self.common_atom(entry)
        self.rfc_3339(entry.find(f"{{{ATOM}}}published"))
        if entry.find(f"{{{ATOM}}}author") is None and feed.find(f"{{{ATOM}}}author") is None:
            self.error("MissingElement", entry, "author")
        content, summary = (entry.find(f"{{{ATOM}}}{name}") for name in ("content", "summary"))
        if content is None:
            if summary is None:
                self.warn("MissingTextualContent", entry)
            links = entry.findall(f"{{{ATOM}}}link")
            if not any(link.get("rel", "alternate") == "alternate" for link in links):
                self.error("MissingContentOrAlternate", entry)
        elif content.get("src") is not None and summary is None:
            self.error("MissingSummary", entry)

    def common_atom(self, parent) -> None:
        self.canonical_id(parent.find(f"{{{ATOM}}}id"))
        self.rfc_3339(parent.find(f"{{{ATOM}}}updated"))
        for name in ("title", "subtitle", "summary", "rights", "content"):
            self.text_construct(parent.find(f"{{{ATOM}}}{name}"))
        alternates: Counter[tuple[str, str]] = Counter()
        for link in parent.findall(f"{{{ATOM}}}link"):
            self.link(link, local(parent))
            if link.get("rel", "alternate") == "alternate":
                alternates[link.get("type", ""), link.get("hreflang", "")] += 1
        for key, count in alternates.items():
            if count > 1:
                self.error("DuplicateAtomLink", parent, str(key))
        for category in parent.findall(f"{{{ATOM}}}category"):
            self.category(category)
        for role in ("author", "contributor"):
            for person in parent.findall(f"{{{ATOM}}}{role}"):
                self.person(person)

    def category(self, category) -> None:
        if "term" not in category.attrib:
            self.error("MissingAttribute", category, "term")
        elif not category.get("term").strip():
            self.warn("NotBlank", category, "term")
        if "scheme" in category.attrib and not FULL_URI.fullmatch(category.get("scheme")):
            self.error("InvalidFullLink", category, category.get("scheme"))

    def person(self, person) -> None:
        self.required(person, ns=ATOM, name="MissingElement")
        self.known(person, PERSON_ELEMENTS, (), ATOM)
        self.plain(person.find(f"{{{ATOM}}}name"))
        self.not_blank(person.find(f"{{{ATOM}}}name"))
        email = person.find(f"{{{ATOM}}}email")
        if email is not None and not EMAIL.fullmatch(text(email)):
            self.error("InvalidAddrSpec", email, text(email))
        self.uri(person.find(f"{{{ATOM}}}uri"))

    def text_construct(self, element) -> None:
        if element is None:
            return
        kind = element.get("type", "text")
        if local(element) != "content" and kind not in ("text", "html", "xhtml"):
            self.error("InvalidTextType", element, kind)
        if kind == "html":
            self.html(element)
        elif kind == "text":
            self.plain(element, "ContainsUndeclaredHTML")
        if len(element) and kind in ("text", "html"):
            self.error("UndefinedElement", element[0])
        if not text(element) and not len(element) and "src" not in element.attrib:
            self.warn("NotBlank", element)

    def link(self, link, parent: str) -> None:
        relation = link.get("rel", "alternate")
        if relation not in LINK_RELATIONS and not FULL_URI.fullmatch(relation):
            self.warn("UnregisteredAtomLinkRel", link, relation)
        if "href" not in link.attrib:
            self.error("MissingHref", link)
        elif not FULL_URI.fullmatch(link.get("href")):
            self.error("InvalidIRI", link, link.get("href"))
        if "type" in link.attrib and not MIME.fullmatch(link.get("type")):
            self.error("InvalidMIMEType", link, link.get("type"))
        if "length" in link.attrib and not link.get("length").isdigit():
            self.error("InvalidNonNegativeInteger", link, link.get("length"))
        if "title" in link.attrib and not link.get("title").strip():
            self.warn("AttrNotBlank", link, "title")
        if "hreflang" in link.attrib and not LANGUAGE.fullmatch(link.get("hreflang")):
            self.error("InvalidLanguage", link, link.get("hreflang"))
        if relation == "self" and parent in ("feed", "channel"):
            self.self_link(link)

    def self_link(self, link) -> None:
        if link.get("type", "application/rss+xml") not in (
            "application/rss+xml",
            "application/atom+xml",
        ):
            self.warn("SelfNotAtom", link, link.get("type"))
        if self.location and link.get("href") != self.location:
            self.warn("SelfDoesntMatchLocation", link, link.get("href"))

    # --- values ---

    def required(self, parent, ns: str = "", **codes: str) -> None:
        for name, code in codes.items():
            if parent.find(f"{{{ns}}}{name}" if ns else name) is None:
                self.error(code, parent, name)

    def known(self, parent, names, repeatable, ns: str = "") -> None:
        counts = Counter()
        for element in parent.iterchildren(etree.Element):
            own, _, name = element.tag.rpartition("}")
            if own.removeprefix("{") != ns:
                continue
            counts[name] += 1
            if name not in names:
                self.error("UndefinedElement", element)
            elif counts[name] == 2 and name not in repeatable:
                self.error("DuplicateElement", element)

    def not_blank(self, element) -> None:
        if element is not None and not text(element).strip():
            self.warn("NotBlank", element)

    def uri(self, element, code: str = "InvalidFullLink") -> None:
        if element is not None and not FULL_URI.fullmatch(text(element)):
            self.error(code, element, text(element))

    def canonical_id(self, element) -> None:
        if element is None:
            return
        value = text(element)
        scheme = value.partition(":")[0].lower()
        if value != value.strip():
            self.error("UnexpectedWhitespace", element, value)
        elif scheme == "tag":
            if not TAG_URI.fullmatch(value):
                self.error("InvalidTAG", element, value)
        elif value.lower().startswith("urn:uuid:"):
            if not UUID.fullmatch(value):
                self.error("InvalidUUID", element, value)
        elif not FULL_URI.fullmatch(value):
            self.error("InvalidFullLink", element, value)
        elif scheme in ("http", "https") and not re.match(r"https?://[^/A-Z]+/(?!\.\.?/)", value):
            self.warn("NonCanonicalURI", element, value)

    def language(self, element) -> None:
        if element is not None and not LANGUAGE.fullmatch(text(element)):
            self.error("InvalidLanguage", element, text(element))

    def rfc_822(self, element) -> None:
        if element is None:
            return
        value = text(element)
        if not RFC_2822.fullmatch(value):
            self.error("InvalidRFC2822Date", element, value)
            return
        day, month, year = value.rpartition(", ")[2].split()[:3]
        try:
            when = date(int(year), MONTHS.index(month) + 1, int(day))
        except ValueError:
            self.error("InvalidRFC2822Date", element, value)
            return
        if "," in value and DAYS[when.weekday()] != value[:3]:
            self.error("IncorrectDOW", element, value)
        self.plausible(element, when)

    def rfc_3339(self, element) -> None:
        if element is None:
            return
        value = text(element)
        if value != value.strip():
            self.error("UnexpectedWhitespace", element, value)
        when = moment(value) if RFC_3339.fullmatch(value) else None
        if when is None:
            self.error("InvalidRFC3339Date", element, value)
        else:
            self.plausible(element, when.date())

    def plausible(self, element, when: date) -> None:
        if when.year < 1990 or (self.today and (when - self.today).days > 1):
            self.warn("ImplausibleDate", element, when.isoformat())

    def email_with_name(self, element) -> None:
        if element is None:
            return
        value = text(element)
        match = re.fullmatch(r"(\S+) \(([^()]+)\)", value)
        if not match:
            self.error(
                "MissingRealName" if EMAIL.fullmatch(value) else "InvalidContact", element, value
            )
        elif not EMAIL.fullmatch(match[1]):
            self.error("InvalidContact", element, value)

    def plain(self, element, code: str = "ContainsHTML") -> None:
        if element is None:
            return
        for name in re.findall(r"</(\w+)>", text(element)):
            if name.lower() in SAFE_TAGS | UNSAFE_TAGS:
                self.warn(code, element, name)

    def html(self, element) -> None:
        if element is None:
            return
        for code, value in html_faults(text(element)):
            self.warn(code, element, value)

    def unique(self, parents, name: str, code: str, level: str) -> None:
        counts = Counter(
            text(parent.find(name)) for parent in parents if parent.find(name) is not None
        )
        for value, count in counts.items():
            if count > 1:
                self.findings.append(Finding(level, code, name.rpartition("}")[2], value))

    def characters(self, root) -> None:
        for element in root.iter(etree.Element):
            lang = element.get(f"{{{XML}}}lang", "")
            if lang and not LANGUAGE.fullmatch(lang):
                self.error("InvalidLanguage", element, lang)
            for value in (element.text or "", element.tail or "", *element.attrib.values()):
                if found := BAD_CHARACTER.search(value):
                    self.warn("BadCharacters", element, f"U+{ord(found[0]):04X}")


class HtmlScan(HTMLParser):
    """Finds what an aggregator would strip, or could not show."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[tuple[str, str]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag in UNSAFE_TAGS:
            self.faults.append(("SecurityRisk", tag))
        elif tag not in SAFE_TAGS:
            self.faults.append(("NotHtml", tag))
        for name, value in attrs:
            if name.startswith("on"):
                self.faults.append(("SecurityRiskAttr", name))
            elif name == "style":
                self.faults.append(("DangerousStyleAttr", value or ""))
            elif name in ("href", "src", "cite", "poster") and not re.match(
                r"\w+:", (value or "").strip()
            ):
                self.faults.append(("ContainsRelRef", value or ""))
            elif name == "srcset":
                self.faults += [
                    ("ContainsRelRef", one) for one in (value or "").split(",") if ":" not in one
                ]
        if tag not in VOID_TAGS:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in VOID_TAGS:
            return
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.faults.append(("NotHtml", f"unexpected </{tag}>"))


def html_faults(value: str) -> Iterator[tuple[str, str]]:
    """What is wrong with a piece of HTML: (code, value)."""
    scan = HtmlScan()
    scan.feed(value)
    scan.close()
    yield from scan.faults
    for tag in scan.open:
        if tag not in UNCLOSED_TAGS:
            yield "NotHtml", f"<{tag}> not closed"


def moment(value: str) -> datetime | None:
    """An ISO moment, or None where there is no such day or hour."""
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def text(element) -> str:
    """The text of an element, empty for none."""
    return "" if element is None else "".join(element.itertext())


def local(element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def place(element) -> str:
    """Where an element stands, for people."""
    return f"{local(element)} (line {element.sourceline})"
