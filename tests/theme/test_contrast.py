"""Every pair of colours of the theme can be told apart, in every scheme."""

from pathlib import Path

import pytest

from vestnik.site.colours import (
    CONTROL_CONTRAST,
    DARK,
    TEXT_CONTRAST,
    accent_css,
    contrast,
    readable,
    schemes,
    tokens,
)

THEME = Path(__file__).resolve().parent.parent.parent / "theme"
SETTINGS = (THEME / "static/settings.css").read_text(encoding="utf-8")
ALWAYS = tokens(SETTINGS)[""]
CHOSEN = schemes((THEME / "static/schemes.css").read_text(encoding="utf-8"))
"""The schemes of the low-vision mode."""
OF_THE_SYSTEM = CHOSEN.pop("system")
SCHEMES = {"light": ALWAYS, "dark": ALWAYS | tokens(SETTINGS)[DARK]} | {
    name: ALWAYS | values for name, values in CHOSEN.items()
}

TEXT = [
    *(
        (text, ground)
        for text in ("ink", "muted", "accent", "accent-strong", "visited")
        for ground in ("paper", "soft")
    ),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("ink", "mark"),
    *(
        pair
        for word in ("success", "warning", "error")
        for pair in (
            (word, "paper"),
            (word, f"{word}-soft"),
            ("ink", f"{word}-soft"),
            ("accent", f"{word}-soft"),
            ("visited", f"{word}-soft"),
            ("accent-strong", f"{word}-soft"),
        )
    ),
]
CONTROLS = [
    ("control", "paper"),
    ("control", "soft"),
    ("accent", "paper"),
    ("accent", "soft"),
    ("warning", "warning-soft"),
    ("error", "error-soft"),
    ("success", "success-soft"),
    ("focus", "focus-line"),
]
GROUNDS = ("paper", "soft", "accent", "success-soft", "warning-soft", "error-soft", "mark")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_can_be_read(scheme, text, ground):
    """Text has a contrast of 7:1 with whatever it stands on."""
    colours = SCHEMES[scheme]
    assert contrast(colours[text], colours[ground]) >= TEXT_CONTRAST


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("edge", "ground"), CONTROLS)
def test_edges_of_controls_can_be_seen(scheme, edge, ground):
    """The edge of a control has a contrast of 3:1 with what is around it."""
    colours = SCHEMES[scheme]
    assert contrast(colours[edge], colours[ground]) >= CONTROL_CONTRAST


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_focus_is_seen_on_every_ground(scheme, ground):
    """The yellow ring or the dark line within it stands out from any ground."""
    colours = SCHEMES[scheme]
    rings = (colours["focus"], colours["focus-line"])
    assert max(contrast(ring, colours[ground]) for ring in rings) >= CONTROL_CONTRAST


@pytest.mark.parametrize("scheme", CHOSEN)
def test_a_scheme_sets_every_colour(scheme):
    """A scheme leaves no colour to the light or the dark one, whichever the reader's system has."""
    colours = {name for name, value in ALWAYS.items() if value.startswith("#")}
    assert colours - set(CHOSEN[scheme]) == set()


def test_the_schemes_are_the_promised_ones():
    """Five of ours, and one made of the system's own colours alone."""
    assert list(CHOSEN) == ["black", "white", "blue", "brown", "green"]
    keywords = {"Canvas", "CanvasText", "LinkText", "VisitedText", "Highlight", "none"}
    assert set(OF_THE_SYSTEM.values()) <= keywords
    assert set(OF_THE_SYSTEM) == set(CHOSEN["black"])


def test_colours_are_named_in_one_place():
    """No style sheet but the settings and the schemes holds a colour; print knows black, white and
    grey paper.
    """
    sheets = {*THEME.glob("static/*.css"), *THEME.glob("components/*/*.css")}
    known = {THEME / f"static/{name}.css" for name in ("settings", "schemes", "print")}
    for sheet in sheets - known:
        css = sheet.read_text(encoding="utf-8")
        assert "rgb(" not in css, sheet
        assert not [line for line in css.splitlines() if ": #" in line], sheet


def test_style_sheets_are_whole():
    """Every brace is closed, and the eleven parts of the fonts are declared."""
    for sheet in [*THEME.glob("static/*.css"), *THEME.glob("components/*/*.css")]:
        css = sheet.read_text(encoding="utf-8")
        assert css.count("{") == css.count("}"), sheet
    assert (THEME / "static/fonts.css").read_text(encoding="utf-8").count("@font-face {") == 11


def test_every_used_token_is_set():
    """Style sheets use only properties that the settings define."""
    import re

    used = set()
    for sheet in [*THEME.glob("static/*.css"), *THEME.glob("components/*/*.css")]:
        used |= set(re.findall(r"var\(--([\w-]+)", sheet.read_text(encoding="utf-8")))
    assert used <= set(ALWAYS)
    assert set(ALWAYS) - used - {"space-24"} == set(), "a token that nothing uses"


@pytest.mark.parametrize("accent", ["#0b4f9e", "#e30613", "#ffcc00", "#2e7d32", "#000000"])
def test_an_accent_of_a_town_stays_readable(accent):
    """Whatever colour a town chooses, links in it can be read in both schemes."""
    own = tokens(accent_css(accent, SETTINGS))
    for scheme, values in (("light", own[""]), ("dark", own[""] | own[DARK])):
        colours = SCHEMES[scheme] | values
        for token in ("accent", "accent-strong"):
            for ground in ("paper", "soft"):
                assert contrast(colours[token], colours[ground]) >= TEXT_CONTRAST
            assert contrast(colours["on-accent"], colours[token]) >= TEXT_CONTRAST


def test_a_readable_accent_is_not_changed():
    """An accent that is dark enough is used as it is."""
    assert readable("#0b4f9e", ("#ffffff", "#f2f5f8"), "#000000") == "#0b4f9e"


@pytest.mark.parametrize("colour", ["#fff", "red", "#12345g", "0b4f9e"])
def test_only_full_hexadecimal_colours_are_colours(colour):
    """Short and named colours are refused by name."""
    with pytest.raises(ValueError, match="#rrggbb"):
        contrast(colour, "#ffffff")
