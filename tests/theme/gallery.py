"""The gallery: every component in every state and every kind of page, as a small site to look at.

`python -m tests.theme.gallery FOLDER` writes it; the browser tests and `scripts/screenshots.py` use
the same.
"""

import sys
from pathlib import Path

from jinja2 import ChoiceLoader, DictLoader
from markupsafe import Markup
from msgspec.structs import replace

from tests.theme.examples import Example, examples, with_own_ids
from tests.theme.pictures import paint
from tests.theme.samples import FRAGMENT, PORTAL, frame, samples
from vestnik.site.assets import bundle_assets
from vestnik.site.contexts import Crumb, Frame, Page
from vestnik.site.theming import (
    ThemeEnvironment,
    asset_names,
    make_environment,
    render_fragment,
    render_page,
)

THEME = Path(__file__).resolve().parent.parent.parent / "theme"
_PAGE = """{% extends "base.html" %}
{% block main %}<h1 class="title">{{ page.title }}</h1>{{ page.jsonld }}{% endblock %}"""
"""The text of the page comes in a field that ordinary pages keep for something else."""
_HEAD = """{% block head %}<title>{{ page.title }}</title>{% endblock %}"""


def environment(theme: Path = THEME) -> ThemeEnvironment:
    """The theme in Russian, with the one template that only the gallery has."""
    env = make_environment(theme, "ru")
    assert env.loader
    env.loader = ChoiceLoader([DictLoader({"gallery.html": _PAGE + _HEAD}), env.loader])
    return env


def build(
    folder: Path, accent: str = "", *, theme: Path = THEME, pictures: bool = True
) -> list[str]:
    """Write the gallery; the addresses of its pages, components first."""
    files = bundle_assets(theme, accent=accent)
    for name, data in files.items():
        _write(folder / name, data)
    _write(folder / "theme/search.js", b"")  # there is nothing to find; the demo is searched
    if pictures:
        paint(folder / "pictures")
    env = environment(theme)
    names = asset_names(files)
    assets = {
        "stylesheet": names.stylesheet,
        "scripts": names.scripts,
        "early_script": names.early_script,
        "emblem": names.emblem,
        "preload_font": names.preload_font,
    }
    addresses = [*_components(folder, env, assets, theme), *_samples(folder, env, assets)]
    _write(folder / "alert/fragment.html", render_fragment(env, "alert.html", FRAGMENT).encode())
    return addresses


def _components(
    folder: Path, env: ThemeEnvironment, assets: dict[str, object], theme: Path
) -> list[str]:
    groups: dict[str, list[Example]] = {}
    for example in examples(theme):
        groups.setdefault(example.component, []).append(example)
    shown = frame(**assets, alert_url="")
    return [_component(folder, env, shown, name, group) for name, group in groups.items()]


def _component(
    folder: Path, env: ThemeEnvironment, shown: Frame, name: str, group: list[Example]
) -> str:
    url = f"/gallery/{name}/"
    parts = []
    for number, example in enumerate(group):
        html = with_own_ids(example.html(env), str(number))
        parts.append(f'<h2 class="section-title group">{example.name}</h2>\n{html}')
    page = Page(
        title=f"Компонент {name}",
        url=url,
        canonical="",
        lang="ru",
        crumbs=(Crumb(title="Главная", url="/"), Crumb(title=name)),
        jsonld=Markup("\n".join(parts)),
    )
    html = render_page(env, "gallery.html", page, shown, PORTAL)
    _write(folder / url.strip("/") / "index.html", html.encode())
    return url


def _samples(folder: Path, env: ThemeEnvironment, assets: dict[str, object]) -> list[str]:
    addresses = []
    for sample in samples():
        shown = replace(frame(sample.menu), **assets)
        html = render_page(env, sample.template, sample.page, shown, PORTAL)
        url = sample.page.url
        target = folder / url.strip("/")
        _write(target if url.endswith(".html") else target / "index.html", html.encode())
        addresses.append(url)
    return addresses


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


if __name__ == "__main__":
    print("\n".join(build(Path(sys.argv[1]))))
