"""The files that pages load: names by content, one style sheet, a town's own files first."""

import re
from pathlib import Path

import pytest

from vestnik.site.asset_names import asset_names, plain_name
from vestnik.site.assets import MissingAssetError, bundle_assets

THEME = Path(__file__).resolve().parent.parent.parent / "theme"


@pytest.fixture
def town(tmp_path):
    """`town({"static/settings.css": "…"})` → a town's folder."""

    def make(files):
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path

    return make


def _css(files):
    (name,) = (name for name in files if name.endswith(".css"))
    return files[name].decode()


def test_the_bundle_is_the_same_every_time():
    """Same sources, same names and bytes."""
    assert bundle_assets(THEME) == bundle_assets(THEME)


def test_names_change_with_the_content(town):
    """A changed token gives the style sheet another name and leaves the other files alone."""
    own = bundle_assets(THEME, town({"static/settings.css": ":root { --radius: 0; }"}))
    plain = bundle_assets(THEME)
    changed = set(own) ^ set(plain)
    assert {name.split(".")[0] for name in changed} == {"theme/site"}


def test_one_sheet_holds_everything_in_order(town):
    """Settings, the town's settings, the accent, the base, components by name, print, the town's
    sheet.
    """
    folder = town(
        {"static/settings.css": ":root { --own: 1; }", "static/town.css": ".town { top: 0; }"}
    )
    css = _css(bundle_assets(THEME, folder, accent="#aa0000"))
    places = [
        css.index(part)
        for part in (
            "--paper:",
            "--own:",
            "@font-face",
            ".act-card {",
            ".tree__item {",
            "@page",
            ".town {",
        )
    ]
    assert places == sorted(places)
    accent = css.index("--accent: #", css.index("--own:"))
    assert places[1] < accent < places[2]
    assert "/*" not in css


def test_addresses_in_style_sheets_lead_to_the_files():
    """Fonts are named by content and lie beside the sheet."""
    files = bundle_assets(THEME)
    fonts = re.findall(r'url\("([^"]+)"\)', _css(files))
    assert len(fonts) == 10
    assert all(f"theme/{font}" in files for font in fonts)


def test_imports_in_scripts_lead_to_the_files():
    """Modules import each other by their names in the output."""
    files = bundle_assets(THEME)
    for name, data in files.items():
        if name.endswith(".js"):
            for target in re.findall(r'from "\./([^"]+)"', data.decode()):
                assert f"theme/{target}" in files


def test_the_search_travels_as_one_file():
    """It imports nothing, and a page that does not search does not load it."""
    files = bundle_assets(THEME)
    (search,) = (data for name, data in files.items() if plain_name(name) == "search.js")
    assert b"import " not in search
    assert b"export const { enhance }" in search
    (main,) = (data for name, data in files.items() if plain_name(name) == "main.js")
    assert b'"./search.' not in main


def test_a_town_replaces_a_component_and_brings_pictures(town):
    """A file of the town takes the theme's place; pictures that its sheet names come along."""
    folder = town(
        {
            "components/card/card.css": '.card { background: url("leaf.svg"); }',
            "components/card/leaf.svg": "<svg/>",
            "static/gerb.svg": "<svg/>",
            "components/share/print.js": "export function start() {}",
        }
    )
    files = bundle_assets(THEME, folder, emblem="gerb.svg")
    names = asset_names(files, "gerb.svg")
    assert ".card--lead" not in _css(files)
    assert re.search(r'url\("leaf\.[0-9a-f]{8}\.svg"\)', _css(files))
    assert files[names.emblem[1:]] == b"<svg/>"
    assert b"export function start() {}" in files.values()


def test_a_missing_file_is_named(town):
    """A picture that is nowhere is an error that says which."""
    with pytest.raises(MissingAssetError, match=r"static/gerb\.png"):
        bundle_assets(THEME, emblem="gerb.png")
    folder = town({"static/town.css": 'a { background: url("no.png"); }'})
    with pytest.raises(MissingAssetError, match=r"static/no\.png"):
        bundle_assets(THEME, folder)


def _scripts(files, *stems):
    """Names of the scripts that these import, themselves included."""
    found = [
        name for name in files for stem in stems if re.fullmatch(rf"theme/{stem}\.\w+\.js", name)
    ]
    for name in found:  # grows as it goes
        imported = re.findall(rb'(?m)^(?:import|export)\b.*"\./([^"]+)";', files[name])
        found += {f"theme/{one.decode()}" for one in imported} - set(found)
    return found


def test_the_first_view_is_light():
    """Styles, scripts and the two fonts of a Russian page stay under 85 kB of the 100 that a page
    may have.
    """
    import gzip

    files = bundle_assets(THEME)
    needed = [files[name] for name in _scripts(files, "main", "early")]
    needed.append(_css(files).encode())
    packed = sum(len(gzip.compress(data)) for data in needed)
    fonts = sum(
        len(data)
        for name, data in files.items()
        if re.search(r"(cyrillic|latin)\.[0-9a-f]{8}\.woff2", name)
    )
    assert packed + fonts < 85_000
