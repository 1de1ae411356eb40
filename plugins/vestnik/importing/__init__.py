"""Importing: from pages of an old site to sources of this one.

    bytes ─ decoding ─▶ text ─┬─ html_page: furniture ▸ main_part ▸ blocks ─┐
                              └─ text_page ─────────────────────────────────┴─ sifting ─▶ Page
    Page ─ recognition ─▶ Item ─ source_text ─▶ a Markdown file
    folder ─ bringing: workers ▸ mirror ▸ journal ─▶ content/, report

Readers are pure: they see bytes, an address and the selectors of a site, and open nothing. What a
page holds and what was left out, with the reason, is one `Page`; only `bringing` writes.
"""
