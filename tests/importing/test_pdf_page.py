"""Text of a PDF: lines of print become paragraphs again."""

import pytest

from vestnik.importing import pdf_page
from vestnik.importing.decoding import Unreadable
from vestnik.importing.page import ReferenceKind
from vestnik.importing.pdf_page import paragraphs, read_pdf

LINES = [
    "ПОСТАНОВЛЕНИЕ",
    "от 5 марта 2018 г. № 48",
    "О порядке уборки снега",
    "В целях порядка на улицах округа администрация постановляет, чтобы",
    "жители и службы знали свои обязанности:",
    "1. Утвердить порядок уборки снега с дорог, тротуаров и дворов, где",
    "живут люди.",
    "2. Опубликовать постановление.",
]


def test_lines_are_joined_to_paragraphs():
    """A short line ends a paragraph, a number begins one."""
    assert paragraphs(LINES)[3:] == [
        (
            "В целях порядка на улицах округа администрация постановляет, чтобы жители и"
            " службы знали"
            " свои обязанности:"
        ),
        "1. Утвердить порядок уборки снега с дорог, тротуаров и дворов, где живут люди.",
        "2. Опубликовать постановление.",
    ]


def test_the_file_is_attached_and_the_text_doubtful(monkeypatch):
    """Nobody publishes the text of a PDF without having compared it."""
    monkeypatch.setattr(pdf_page, "read_text", lambda _: ("\n".join(LINES),))
    page = read_pdf(b"%PDF-1.4", "post-48.pdf")
    assert page.title is not None
    assert page.title.value == "О порядке уборки снега"
    assert [one.kind for one in page.references] == [ReferenceKind.FILE]
    assert page.embedded[0].data == b"%PDF-1.4"
    assert "сверьте" in page.questions[0]


def test_a_scan_has_no_text(monkeypatch):
    """It is skipped with the reason."""
    monkeypatch.setattr(pdf_page, "read_text", lambda _: ("", "1"))
    with pytest.raises(Unreadable, match="скан"):
        read_pdf(b"%PDF-1.4")
