"""PDFs made of the site's own texts, tagged so that a screen reader can read them (PDF/UA-1).

    Sheet ── markup ──▶ Typst source ── compiler ──▶ the bytes of a PDF

A `Sheet` is all that such a PDF shows. Same sheet, same Typst: same bytes. Typst is imported
where a PDF is made, and nowhere else.
"""
