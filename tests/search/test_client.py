"""The search client under Node, over an index that Python has written."""

import json
import subprocess
from datetime import date

import pytest

from tests.search.test_whoosh_index import Place
from tests.search.town import ACTS, documents, news, published
from vestnik.core.addresses import slug
from vestnik.search.query import parse
from vestnik.search.stemmer import stem
from vestnik.search.tokens import tokens

pytestmark = pytest.mark.node

SCRIPTS = "theme/components/search"
SENTENCES = (
    "Постановление администрации МО ГО «Сыктывкар» от 05.03.2018 г. № 3/650 «О создании…»",
    "«5» марта 2016г. №225, 903h, N 123п, № 123 - п и № 5 - о внесении; п. 2.1, 12,5 %, 44-ФЗ",
    "№ 123 — п, N 54 — ФЗ, № 5 — о внесении",
    "Федеральный закон от 02.04.2014 N 44 - ФЗ, 131 -ФЗ, № 12 – ОЗ, п. 5 n 7",
    "Социально-экономическое развитие: ЖКХ-2, п-13, 404п-П13, 31.02.2023, 2023-05-23, 1.2.24",
    "Ёлка, COVID-19, élan, 10:30–11:30, тел. 8 (8212) 24-17-11, e-mail: a.b@c.ru, 5–7 мая",
)


@pytest.fixture
def node(repo):
    """Runs a module; gives what it writes as JSON."""

    def run(program, *values):
        code = f"const input = JSON.parse(await new Response(process.stdin).text());\n{program}"
        done = subprocess.run(
            ["node", "--input-type=module", "-e", code],
            input=json.dumps(values), stdout=subprocess.PIPE, text=True, check=True, cwd=repo,
        )  # fmt: skip
        return json.loads(done.stdout)

    return run


@pytest.fixture
def ask(repo, tmp_path):
    """Asks an index of these documents; gives the answers of `scripts/search_client.mjs`."""

    def run(of, *queries):
        for name, data in published(of).items():
            (tmp_path / name).write_bytes(data)
        lines = "".join(json.dumps({"text": text}) + "\n" for text in queries)
        done = subprocess.run(
            ["node", "scripts/search_client.mjs", tmp_path],
            input=lines, stdout=subprocess.PIPE, text=True, check=True, cwd=repo,
        )  # fmt: skip
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        return answers[0] if len(answers) == 1 else answers

    return run


def test_both_stemmers_are_one(node, forms):
    """The browser cuts 50,000 words where Python cuts them."""
    program = f"""import {{ stem }} from "./{SCRIPTS}/stemmer.js";
    process.stdout.write(JSON.stringify(input.map(stem)));"""
    assert node(program, *forms) == [stem(form) for form in forms]


def test_a_stem_is_what_a_word_begins_with(forms):
    """So `passage.js` finds words by their beginnings and stems hardly any."""
    assert [form for form in forms if not form.startswith(stem(form))] == []


def test_both_tokenisers_are_one(node):
    """The browser sees in a text the terms that Python sees."""
    program = f"""import {{ clean, tokens }} from "./{SCRIPTS}/tokens.js";
    const terms = (text) => [...tokens(clean(text))].map((token) => token.terms);
    process.stdout.write(JSON.stringify(input.map(terms)));"""
    assert node(program, *SENTENCES) == [
        [list(token.terms) for token in tokens(text)] for text in SENTENCES
    ]


def test_both_take_a_query_apart_alike(node):
    """Words, numbers, days, and a number with its day as one."""
    typed = (*SENTENCES, "№ 642 от 26.03.2012", "приказ 26 марта 2012 года № 642 о дорогах -мост")
    program = f"""import {{ parse }} from "./{SCRIPTS}/query.js";
    const terms = (part) => [part.term, part.kind, (part.apart ?? []).map(({{ term }}) => term)];
    const told = ({{ parts, phrases, excluded }}) => [parts.map(terms), phrases, excluded];
    process.stdout.write(JSON.stringify(input.map((text) => told(parse(text)))));"""
    queries = [parse(text) for text in typed]
    assert node(program, *typed) == [
        [
            [[part.term, part.kind, [one.term for one in part.apart]] for part in query.parts],
            query.phrases,
            query.excluded,
        ]
        for query in queries
    ]
    assert "642@2012-03-26" in {part.term for query in queries for part in query.parts}


def test_a_number_is_found_with_its_day(ask):
    """A text that cites an act is the answer, one that says number and day apart is not; where no
    text says them together, those that say them apart are.
    """
    town = documents()
    assert ask(town, "642 от 26 марта 2012 года")["addresses"] == ["/news/2024/01/09/6/"]
    apart = ask(town, "№ 642 от 23.05.2023")["addresses"]
    assert {"/news/2024/01/09/6/", "/documents/adm/prikaz/2023/375/"} <= set(apart)


def test_addresses_are_made_from_titles_as_python_makes_them(node):
    """Records leave out what the browser can make of the title."""
    titles = [one.title for one in documents()] + ["Ц" * 90, "№ 5 — «Цирк» и центр", "Подъезд"]
    program = f"""import {{ slug }} from "./{SCRIPTS}/slug.js";
    process.stdout.write(JSON.stringify(input.map((title) => slug(title))));"""
    assert node(program, *titles) == [slug(title) for title in titles]


def test_an_exact_number_comes_first(ask):
    """However it is written; the text that cites a number is found too."""
    town = documents()
    first = {text: ask(town, text)["addresses"][0] for text in (
        "приказ 375", "№ 375 от 23.05.2023", "3/650", "123п", "№ 642 от 26.03.2012",
    )}  # fmt: skip
    assert first == {
        "приказ 375": "/documents/adm/prikaz/2023/375/",
        "№ 375 от 23.05.2023": "/documents/adm/prikaz/2023/375/",
        "3/650": "/documents/adm/prikaz/2018/3-650/",
        "123п": "/documents/adm/prikaz/2019/123-п/",
        "№ 642 от 26.03.2012": "/news/2024/01/09/6/",
    }


@pytest.mark.parametrize(
    ("typed", "found", "understood"),
    [
        ("заявкой", "/news/2025/03/04/2/", ""),
        ("людьми", "/news/2025/04/05/3/", ""),  # «сорок человек»
        ("елки мед", "/news/2024/02/09/7/", ""),  # «мёд»; no text has a fir
        ("nfhba", "/news/2026/11/03/4/", "тариф"),
        ("тарыфы", "/news/2026/11/03/4/", "тарифы"),
        ("пчиловодов", "/news/2024/02/09/7/", "пчеловодов"),
        ("ЖКХ", "/news/2024/10/03/5/", ""),
    ],
)
def test_a_query_is_understood(ask, typed, found, understood):
    """Other forms, «е» for «ё», the wrong layout, one wrong letter, an abbreviation."""
    answer = ask(documents(), typed)
    assert answer["addresses"][0] == found
    assert answer["corrected"] == understood


def test_a_real_word_is_not_corrected(ask):
    """What no text says is left out and told; a word that is like it is only offered."""
    answer = ask(documents(), "ремонт порога")
    assert answer["addresses"] == ["/news/2026/06/01/1/", "/news/2011/06/01/0/"]
    assert (answer["corrected"], answer["unused"]) == ("", ["порога"])
    assert answer["near"] == "ремонт дорога"


def test_a_misspelt_word_is_the_one_that_stands_with_the_others(ask, tmp_path):
    """«Город» is the more common and the likelier mistake, but texts with the rest say «народ». The
    service's index understands it so, too.
    """
    day = date(2024, 5, 6)
    common = [news(f"Город чинит дороги {n}", "", day, n) for n in range(4)]
    of = [*common, news("Народ поёт песни", "Пели до утра.", day, 5)]
    queries = ("гарод", "гарод дороги", "гарод песни")
    understood = ["город", "город дороги", "народ песни"]
    assert [one["corrected"] for one in ask(of, *queries)] == understood
    place = Place(tmp_path / "whoosh")
    place.put(of)
    assert [place.ask(query)[1].query for query in queries] == understood


def test_this_years_news_comes_before_that_of_long_ago(ask):
    """The road repair of 2011 says the same words."""
    first, second = ask(documents(), "ремонт дорог")["addresses"][:2]
    assert (first, second) == ("/news/2026/06/01/1/", "/news/2011/06/01/0/")


def test_an_act_out_of_force_comes_after_one_in_force(ask):
    """Where both have all words."""
    found = ask(documents(), "порядок озеленения")["addresses"]
    assert [address[-6:] for address in found[:2]] == ["124-п/", "123-п/"]


def test_texts_with_all_words_come_first(ask):
    """When none has all, those that have most."""
    found = ask(documents(), "порядок уборки города")["addresses"]
    assert set(found[:2]) == {
        "/documents/adm/prikaz/2023/375/",
        "/documents/adm/prikaz/2019/124-п/",
    }


def test_a_word_with_a_minus_must_not_stand(ask):
    """«-2011» and «-завершён» leave the other one."""
    assert ask(documents(), "ремонт -завершение -завершён")["addresses"] == ["/news/2011/06/01/0/"]


def test_a_title_as_typed_comes_first(ask):
    """Among those that have all its words."""
    assert ask(documents(), "Ремонт дороги на улице Ленина")["addresses"][0].startswith(
        "/news/2011"
    )


def test_nothing_is_found_on_an_empty_site(ask):
    """Nor does it fail."""
    assert ask([], "приказ")["addresses"] == []


def test_every_document_is_found_by_its_title(ask):
    """Whichever tier, month and batch it stands in."""
    crowd = [
        news(
            f"Новость о мосте {number}", "Мост", date(2025, 1 + number % 3, 1 + number % 28), number
        )
        for number in range(150)
    ]
    answers = ask(documents() + crowd, *(one.title for one in crowd[::10]))
    assert [answer["addresses"][0] for answer in answers] == [one.address for one in crowd[::10]]
    assert len(ACTS) == 5
