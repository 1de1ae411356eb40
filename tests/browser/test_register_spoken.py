"""The register by ear: what a screen reader says of its lists, of what was found, of an act that
was repealed in part; and that its table stays one on a telephone.
"""

import tempfile
from pathlib import Path

import pytest

from tests.site.test_statuses import write
from tests.site.town import Town
from tests.theme import spoken

GOLDEN = Path(__file__).parent / "spoken"
PARTLY = "documents/2024/pervyy/index.md"


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    """A town with four acts: one takes clauses out of two others and repeals a third."""
    town = Town(tmp_path_factory.mktemp("register"))
    write(town, PARTLY, "3/650", "2024-01-10")
    write(town, "documents/2024/vtoroy/index.md", "123-п", "2024-02-10")
    write(town, "documents/2025/tretiy/index.md", "7", "2025-03-01")
    acts = (
        "repeals:\n"
        "- {kind: приказ, number: 3/650, date: 2024-01-10, scope: пункт 2}\n"
        "- {kind: приказ, number: 123-п, date: 2024-02-10, scope: 'пункты 1, 3'}\n"
        "- {kind: приказ, number: 7, date: 2025-03-01}\n"
    )
    write(town, "documents/2026/chetvertyy/index.md", "12", "2026-03-01", acts)
    report = town.build()
    assert not report.refused, report.problems
    return town.root / "output"


@pytest.fixture(scope="module")
def base(serve, register):
    """Its address."""
    return serve(register)


SHOWN = {
    "list": "/documents/",
    "filtered": "/documents/?number=N+3%2F650&from=01.01.2024",
    "nothing": "/documents/?number=999",
    "partly": "/documents/adm/prikaz/2024/3-650/",
}


@pytest.mark.node
def test_the_register_is_said_as_it_was_read_and_accepted(page, base):
    """After a change that you mean: delete the files, run this twice, look at the difference."""
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for name, address in SHOWN.items():
            page.goto(base + address)
            if "?" in address:
                page.locator("[data-found]:not(:empty)").wait_for()
            elif name == "list":
                page.locator("section.register:not([hidden])").wait_for()
            files[name] = Path(folder, f"{name}.html")
            files[name].write_text(page.content(), encoding="utf-8")
        found = {name: spoken.transcript(one) for name, one in spoken.said(files).items()}
    written = []
    for name, text in found.items():
        golden = GOLDEN / f"register-{name}.txt"
        if not golden.is_file():
            golden.write_text(text, encoding="utf-8")
            written.append(golden.name)
        assert text == golden.read_text(encoding="utf-8"), name
    assert written == [], "read them, and run the test again"


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_table_stays_a_table(browser, base, width, scripts):
    """Rows laid out as cards are rows all the same, each with its head, for whoever listens."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, java_script_enabled=scripts
    )
    page = context.new_page()
    page.goto(f"{base}/documents/")
    tree = context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in tree if "role" in node and not node["ignored"]]
    assert roles.count("table") == 1
    assert roles.count("rowheader") == 4
    assert roles.count("columnheader") == 4
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
