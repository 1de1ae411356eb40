"""What the site makes of the theme and the settings alone: bundled assets, pictures for networks.

Kept in the cache by content, so that an unchanged theme costs nothing, and so that processes which
render need only know where the bytes are.
"""

from __future__ import annotations

import contextlib
import hashlib
import time
from pathlib import Path

import msgspec
from msgspec import Struct

from vestnik.core.portal import Portal
from vestnik.output import output_path
from vestnik.settings import Places, SettingsError, code_digest
from vestnik.site.asset_names import plain_name
from vestnik.site.presenters.places import SITE_CARD, section_card
from vestnik.site.stamps import state_of

_SETTLED = 2_000_000_000
"""Nanoseconds after which a file's stamp tells whether it was changed."""


class Made(Struct, frozen=True):
    """Files with the places of their bytes, by their path in the output."""

    assets: dict[str, Path]
    """Style sheet, scripts, fonts, emblem: names carry a digest."""
    cards: dict[str, Path]
    """A picture for the site and one for each section."""

    @property
    def addresses(self) -> tuple[tuple[str, str], ...]:
        """(plain name of an asset, its address)."""
        return tuple((plain_name(name), f"/{name}") for name in self.assets)


def make_files(places: Places, portal: Portal) -> Made:
    """Everything that pages load or networks show, made where it is not in the cache yet."""
    folder = places.cache / "made"
    made = _themed(folder, places, portal)
    if portal.admin is not None:
        made.assets.update({k: _kept(folder, v) for k, v in _admin(places, portal).items()})
    return made


class _Noted(Struct, frozen=True):
    """What was made last, and of what."""

    seed: str
    made: Made


_decode = msgspec.json.Decoder(_Noted, dec_hook=lambda _kind, value: Path(value)).decode


def _themed(folder: Path, places: Places, portal: Portal) -> Made:
    """What is made of the theme; nothing of it is read while all its stamps are as they were."""
    folders = [one for one in (places.override, places.theme) if one is not None]
    state = state_of(one / part for one in folders for part in ("static", "components"))
    emblem = _emblem(places, portal.emblem)
    seed = repr(
        (
            *(code_digest(), list(map(str, folders)), state.digest, portal.name, portal.accent),
            *(portal.emblem, emblem and hashlib.sha256(emblem).hexdigest()),
            [(section.key, section.title) for section in portal.sections],
        )
    )
    note = folder / "last.json"
    with contextlib.suppress(FileNotFoundError, msgspec.MsgspecError):
        noted = _decode(note.read_bytes())
        files = (*noted.made.assets.values(), *noted.made.cards.values())
        if noted.seed == seed and all(map(Path.is_file, files)):
            return noted.made
    made = Made(_assets(folder, places, portal, emblem), _cards(folder, places.theme, portal))
    if state.youngest < time.time_ns() - _SETTLED:
        _put(note, msgspec.json.encode(_Noted(seed, made), enc_hook=str))
    return made


def _assets(folder: Path, places: Places, portal: Portal, emblem: bytes | None) -> dict[str, Path]:
    from vestnik.site.assets import MissingAssetError, bundle_assets  # here: themes seldom change

    try:
        bundle = bundle_assets(
            places.theme,
            places.override,
            accent=portal.accent,
            emblem=portal.emblem,
            emblem_data=emblem,
        )
    except MissingAssetError as error:
        raise SettingsError(f"оформление сайта: {error}") from error
    return {name: _kept(folder, data) for name, data in bundle.items()}


def _admin(places: Places, portal: Portal) -> dict[str, bytes]:
    from vestnik.admin.bundle import BundleError  # here, since most sites have no form
    from vestnik.admin.pages import admin_files

    try:
        return admin_files(portal, places.override)
    except BundleError as error:
        raise SettingsError(str(error)) from error


def _emblem(places: Places, name: str) -> bytes | None:
    """The coat of arms, where the settings name a file among the materials; a file of that name in
    the town's own folder comes first.
    """
    place = (places.content / name).resolve()
    if not name or not place.is_relative_to(places.content.resolve()) or not place.is_file():
        return None
    if places.override and (places.override / "static" / name).is_file():
        return None
    return place.read_bytes()


def _kept(folder: Path, data: bytes) -> Path:
    place = folder / hashlib.sha256(data).hexdigest()
    if not place.is_file():
        _put(place, data)
    return place


def _put(place: Path, data: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    temporary = place.with_suffix(".tmp")
    temporary.write_bytes(data)
    temporary.replace(place)


def _cards(folder: Path, theme: Path, portal: Portal) -> dict[str, Path]:
    wanted = {SITE_CARD: ""} | {section_card(s.key): s.title for s in portal.sections}
    accent = portal.accent or _accent(theme)
    return {
        output_path(address): _card(folder, theme, portal.name, title, accent)
        for address, title in wanted.items()
    }


def _accent(theme: Path) -> str:
    from vestnik.site.colours import tokens  # here: themes seldom change

    return tokens((theme / "static" / "settings.css").read_text("utf-8"))[""]["accent"]


def _card(folder: Path, theme: Path, name: str, title: str, accent: str) -> Path:
    fonts = sorted((theme / "static" / "fonts").glob("*.woff2"))
    stamp = [(font.name, font.stat().st_size) for font in fonts]
    seed = repr((name, title, accent, stamp)).encode()
    place = folder / f"card-{hashlib.sha256(seed).hexdigest()}"
    if not place.is_file():
        from vestnik.attachments.cards import draw_card

        _put(place, draw_card(name=name, title=title, accent=accent, fonts=fonts))
    return place
