"""The test validator itself: each seeded fault is found under the W3C validator's name for it."""

import pytest

from tests.feeds.validator import validate

RSS = b"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>A</title><link>https://a.example/</link><description>A</description><language>ru</language>
<atom:link href="https://a.example/rss.xml" rel="self" type="application/rss+xml"/>
<item><title>B</title><link>https://a.example/b/</link><description>B</description>
<content:encoded>&lt;p&gt;B&lt;/p&gt;</content:encoded>
<guid isPermaLink="true">https://a.example/b/</guid>
<enclosure url="https://a.example/b.pdf" length="1" type="application/pdf"/>
<pubDate>Tue, 17 Nov 2026 10:00:00 +0300</pubDate></item>
</channel></rss>"""

ATOM = b"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ru"><id>https://a.example/</id><title>A</title>
<updated>2026-11-17T10:00:00+03:00</updated><author><name>A</name></author>
<link href="https://a.example/atom.xml" rel="self"/>
<entry><id>https://a.example/b/</id><title>B</title><updated>2026-11-17T10:00:00+03:00</updated>
<content type="html">&lt;p&gt;B&lt;/p&gt;</content><link href="https://a.example/b/"/></entry>
</feed>"""


def codes(data: bytes) -> set[str]:
    """Names of the messages."""
    return {one.code for one in validate(data)}


@pytest.mark.parametrize("feed", [RSS, ATOM], ids=["rss", "atom"])
def test_clean_feed(feed):
    """A clean feed breaks no rule."""
    assert codes(feed) == set()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b"<title>A</title>", b"", "MissingTitle"),
        (b"<description>A</description>", b"", "MissingDescription"),
        (b"<title>A</title>", b"<title>A</title><title>A</title>", "DuplicateElement"),
        (b"<language>ru<", b"<language>1<", "InvalidLanguage"),
        (b'rel="self"', b'rel="alternate"', "MissingAtomSelfLink"),
        (b"<item>", b"<colour/><item>", "UndefinedElement"),
        (b"</channel>", b"<docs>https://a.example/</docs></channel>", "MisplacedItem"),
        (b"Tue, 17", b"Wed, 17", "IncorrectDOW"),
        (b"Tue, 17 Nov 2026", b"17.11.2026", "InvalidRFC2822Date"),
        (b"2026 10:00", b"1970 10:00", "ImplausibleDate"),
        (b">https://a.example/b/</guid>", b">375</guid>", "InvalidHttpGUID"),
        (b"true", b"false", ""),
        (b'"true">https://a.example/b/<', b'"false">375<', "NotSufficientlyUnique"),
        (b'"true">https:', b'"true">tag:', "InvalidPermalink"),
        (b'length="1"', b"", "MissingAttribute"),
        (b'length="1"', b'length="one"', "InvalidIntegerAttribute"),
        (b"application/pdf", b"PDF", "InvalidMIMEAttribute"),
        (b'url="https://a.example', b'url="', "InvalidURLAttribute"),
        (
            b"<pubDate>",
            b'<enclosure url="https://a.example/c" length="1" type="a/b"/><pubDate>',
            "DuplicateEnclosure",
        ),
        (b"&lt;p&gt;B&lt;/p&gt;", b"&lt;script&gt;1&lt;/script&gt;", "SecurityRisk"),
        (b"&lt;p&gt;B", b"&lt;p onclick='1'&gt;B", "SecurityRiskAttr"),
        (b"&lt;p&gt;B", b"&lt;p style='a:b'&gt;B", "DangerousStyleAttr"),
        (b"&lt;p&gt;B", b"&lt;p&gt;&lt;img src='/a.png'&gt;", "ContainsRelRef"),
        (b"&lt;p&gt;B", b"&lt;svg&gt;B", "NotHtml"),
        (b"<description>B</description>", b"", "NeedDescriptionBeforeContent"),
        (b"<title>B</title>", b"<title>\xc2\x85</title>", "BadCharacters"),
        (b"<title>B</title>", b"<title>&lt;b&gt;B&lt;/b&gt;</title>", "ContainsHTML"),
        (b"<title>B</title>", b"<title>\xff</title>", "UnicodeError"),
        (b"<title>B</title>", b"<title>\x01</title>", "SAXError"),
        (
            b"</item>",
            b"</item><item><title>C</title><guid>https://a.example/b/</guid></item>",
            "DuplicateValue",
        ),
        (b"<item>", b"<managingEditor>a@a.example</managingEditor><item>", "MissingRealName"),
        (
            b"<item>",
            (
                b"<image><url>https://a.example/a.svg</url><title>A</title>"
                b"<link>https://a.example/</link></image><item>"
            ),
            "ImageUrlFormat",
        ),
    ],
)
def test_fault_of_rss(old, new, code):
    """A seeded fault of RSS is found."""
    assert old in RSS
    assert codes(RSS.replace(old, new)) >= ({code} if code else set())


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b"<title>A</title>", b"", "MissingElement"),
        (b"<author><name>A</name></author>", b"", "MissingElement"),
        (b"<name>A</name>", b"<name>A</name><email>A</email>", "InvalidAddrSpec"),
        (b"https://a.example/</id>", b"a</id>", "InvalidFullLink"),
        (b"https://a.example/</id>", b"https://A.example/</id>", "NonCanonicalURI"),
        (b"https://a.example/</id>", b"tag:a</id>", "InvalidTAG"),
        (b"2026-11-17T10:00:00+03:00", b"2026-11-17", "InvalidRFC3339Date"),
        (b' rel="self"', b"", "MissingSelf"),
        (b'href="https://a.example/b/"', b'href="https://a.example/\xd1\x91"', "InvalidIRI"),
        (b'type="html"', b'type="html" xml:lang="1"', "InvalidLanguage"),
        (b"<content", b'<link href="https://a.example/c/"/><content', "DuplicateAtomLink"),
        (
            b"<content",
            b'<link rel="enclosure" type="x" href="https://a.example/c"/><content',
            "InvalidMIMEType",
        ),
        (b"<content", b'<category label="x"/><content', "MissingAttribute"),
        (b"<entry>", b"<entry/><entry>", "MissingTextualContent"),
        (b"</feed>", b"<rights>A</rights></feed>", "MisplacedMetadata"),
        (b"&lt;p&gt;B&lt;/p&gt;", b"&lt;iframe&gt;&lt;/iframe&gt;", "SecurityRisk"),
    ],
)
def test_fault_of_atom(old, new, code):
    """A seeded fault of Atom is found."""
    assert old in ATOM
    assert code in codes(ATOM.replace(old, new))


def test_wrong_location():
    """A feed that stands elsewhere than it says is found."""
    assert [one.code for one in validate(RSS, "https://b.example/rss.xml")] == [
        "SelfDoesntMatchLocation"
    ]
