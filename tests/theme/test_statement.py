"""What the shipped accessibility statement says was passed is what tests hold true."""

import re
from pathlib import Path

import pytest

from tests.theme.gallery import THEME
from vestnik.core.statement import read_runs

TESTS = Path(__file__).resolve().parent.parent
STATES = "browser/accessibility/test_states.py"
THEME_PAGES, VISION = "browser/test_theme.py", "browser/test_vision.py"
LOOK = "browser/test_vision_look.py"
PROOFS = {
    "axe-core": [
        (STATES, "test_nothing_is_wrong"),
        (STATES, "test_the_demo_passes_axe"),
        (LOOK, "test_every_scheme_passes_axe_with_the_panel_open"),
    ],
    "Контраст текста": [
        ("theme/test_contrast.py", "test_text_can_be_read"),
        ("theme/test_contrast.py", "test_edges_of_controls_can_be_seen"),
        ("theme/test_contrast.py", "test_focus_is_seen_on_every_ground"),
    ],
    "Разметка без ошибок": [
        ("markup/test_output.py", "test_nu_checker_finds_nothing"),
        ("markup/test_output.py", "test_html_validate_finds_nothing"),
    ],
    "При ширине 320": [
        (STATES, "test_nothing_is_wrong"),
        (LOOK, "test_nothing_is_cut_or_scrolled_sideways"),
    ],
    "Промежутки": [(STATES, "test_nothing_is_wrong")],
    "С клавиатуры": [(STATES, "test_nothing_is_wrong")],
    "Настройки вида: работают": [
        (VISION, "test_the_keyboard_is_enough"),
        (VISION, "test_targets_of_the_panel_are_large"),
        (VISION, "test_choices_are_seen_said_and_kept"),
    ],
    "Настройки вида действуют": [
        (LOOK, "test_no_frame_shows_the_ordinary_page"),
        (VISION, "test_choices_are_seen_said_and_kept"),
        (VISION, "test_blocked_storage_does_not_end_the_mode"),
    ],
    "Без сценариев": [
        (THEME_PAGES, "test_the_menu_opens_without_script"),
        (VISION, "test_without_script_the_link_leads_to_words"),
    ],
    "Собственные цвета системы": [
        (THEME_PAGES, "test_forced_colours_lose_nothing"),
        (STATES, "test_nothing_is_wrong"),
        (LOOK, "test_wishes_of_the_system_need_no_panel"),
    ],
    "На бумаге": [
        (THEME_PAGES, "test_paper_has_no_menus"),
        (LOOK, "test_paper_has_the_chosen_size_and_no_scheme"),
    ],
}
"""Beginning of a sentence → the tests that it stands on."""

(RUN,) = read_runs((THEME / "accessibility.toml").read_text(encoding="utf-8"))


def test_nothing_is_claimed_without_a_test():
    """Every sentence has its tests, and no test's sentence is missing."""
    assert len(RUN.passed) == len(PROOFS)
    for sentence, beginning in zip(RUN.passed, PROOFS, strict=True):
        assert sentence.startswith(beginning)


@pytest.mark.parametrize(
    ("file", "name"), sorted({p for proofs in PROOFS.values() for p in proofs})
)
def test_the_tests_are_there(file, name):
    """A test that is renamed or dropped takes its claim with it."""
    text = (TESTS / file).read_text(encoding="utf-8")
    assert re.search(rf"^def {name}\(", text, re.MULTILINE)


def test_what_people_have_not_done_is_said():
    """No one has gone through the site with a screen reader yet, and the statement says so."""
    assert [sentence for sentence in RUN.elsewhere if "NVDA" in sentence and "не " in sentence]
    assert not RUN.own
