"""Links that share a page: plain addresses of the networks, no scripts, no counters."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from vestnik.site.contexts import Term

if TYPE_CHECKING:
    from vestnik.core.portal import Portal
    from vestnik.site.presenters.wording import Words

_ADDRESSES = {
    "vk": "https://vk.com/share.php?url={url}&title={title}",
    "ok": "https://connect.ok.ru/offer?url={url}&title={title}",
    "telegram": "https://t.me/share/url?url={url}&text={title}",
    # Takes a text only; described at https://dev.max.ru/help/deeplinks
    "max": "https://max.ru/:share?text={title}%0A{url}",
}
"""Where each network takes what is shared; {url} and {title} percent-encoded."""


def share_links(portal: Portal, url: str, title: str, _: Words) -> tuple[Term, ...]:
    """One link for each network that the settings name."""
    names = {"vk": _("VK"), "ok": _("OK"), "telegram": _("Telegram"), "max": _("MAX")}
    places = {"url": quote(url, safe=""), "title": quote(title, safe="")}
    return tuple(
        Term(title=names[key], url=_ADDRESSES[key].format(**places))
        for key in portal.share
        if key in _ADDRESSES
    )
