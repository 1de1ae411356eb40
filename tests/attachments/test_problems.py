from itertools import product

import pytest

from vestnik.attachments.problems import _FAULTS, Use, file_problems
from vestnik.core.model import FileFacts
from vestnik.core.problems import Severity

PDF = {"media_type": "application/pdf", "pages": 3, "text_layer": "text"}
DOC = "application/msword"
JPEG = {"media_type": "image/jpeg", "width": 1200, "height": 800}


def facts(path="news/2026/photo.heic", **known):
    """Facts of a sound file but for what is given."""
    return FileFacts(**{"path": path, "digest": "0" * 64, "size": 1000, "media_type": ""} | known)


def sentences(facts, used_as=Use.ATTACHMENT, **place):
    """The problems as an officer reads them."""
    problems = file_problems(facts, path="news/2026/a.md", line=7, used_as=used_as, **place)
    return [str(problem).removeprefix("news/2026/a.md:7 · ") for problem in problems]


def test_a_problem_says_where_what_and_what_to_do():
    """One line: place, field, file, fault, remedy."""
    heic = facts(fault="heic", media_type="image/heic")
    (problem,) = file_problems(
        heic, path="news/2026/a.md", line=7, field="image", used_as=Use.PICTURE
    )
    assert str(problem) == (
        "news/2026/a.md:7 · image: «photo.heic» — снимок в формате HEIC, браузеры его не "
        "показывают; сохраните его как JPEG (на iPhone: Настройки › Камера › Форматы › Наиболее "
        "совместимый)"
    )
    assert (problem.code, problem.severity) == ("file-heic", Severity.ERROR)


@pytest.mark.parametrize(
    ("known", "used_as", "expected"),
    [
        (JPEG | {"path": "a.jpg"}, Use.PICTURE, []),
        (PDF | {"path": "a.pdf"}, Use.ATTACHMENT, []),
        (PDF | {"path": "a.pdf", "text_layer": "scan"}, Use.ATTACHMENT, ["file-no-text warning"]),
        (PDF | {"path": "a.pdf", "text_layer": "scan"}, Use.SIGNED_COPY, []),
        (PDF | {"path": "a.pdf", "text_layer": "scan"}, Use.WAIVED, []),
        (
            PDF | {"path": "a.pdf", "pages": 0, "encrypted": True, "locked": True},
            Use.ATTACHMENT,
            ["file-locked error"],
        ),
        (PDF | {"path": "a.pdf", "locked": True}, Use.WAIVED, []),
        (
            PDF | {"path": "a.pdf", "encrypted": True},
            Use.ATTACHMENT,
            ["file-restricted warning"],
        ),
        (
            PDF | {"path": "a.pdf", "text_layer": "scan"},
            Use.ONLY_SIGNED_COPY,
            ["file-only-scan warning"],
        ),
        (
            PDF | {"path": "a.pdf", "text_layer": "garbled"},
            Use.ATTACHMENT,
            ["file-garbled warning"],
        ),
        (PDF | {"path": "a.pdf", "text_layer": "mixed"}, Use.ATTACHMENT, []),
        (
            PDF | {"path": "a.pdf", "active": ("javascript", "launch", "embedded-files")},
            Use.SIGNED_COPY,
            ["file-javascript error", "file-launch error", "file-embedded-files warning"],
        ),
        (PDF | {"path": "a.pdf", "active": ("javascript",)}, Use.WAIVED, []),
        (PDF | {"path": "a.pdf"}, Use.PICTURE, ["file-not-a-picture error"]),
        (JPEG | {"path": "a.png"}, Use.PICTURE, ["file-wrong-extension warning"]),
        (JPEG | {"path": "a"}, Use.PICTURE, ["file-wrong-extension warning"]),
        (JPEG | {"path": "a.JPEG"}, Use.PICTURE, []),
        ({"path": "a.sig", "media_type": "text/plain"}, Use.ATTACHMENT, []),
        ({"path": "a.doc", "media_type": DOC}, Use.ATTACHMENT, ["file-old-office advice"]),
        ({"path": "a.doc", "media_type": DOC}, Use.WAIVED, []),
        (JPEG | {"path": "a.jpg", "width": 200}, Use.PICTURE, ["file-small advice"]),
        (JPEG | {"path": "a.jpg", "width": 200}, Use.ATTACHMENT, []),
        (
            {"path": "a.gif", "media_type": "image/gif", "width": 600, "animated": True},
            Use.PICTURE,
            ["file-animated warning"],
        ),
        ({"path": "a.svg", "media_type": "image/svg+xml", "width": 40}, Use.PICTURE, []),
    ],
)
def test_what_is_said_depends_on_what_the_file_is_for(known, used_as, expected):
    """A sound file can still trouble a reader."""
    problems = file_problems(facts(**known), path="a.md", used_as=used_as)
    assert [f"{problem.code} {problem.severity}" for problem in problems] == expected


@pytest.mark.parametrize(
    ("known", "sentence"),
    [
        (
            {"path": "a.docx", "media_type": "application/zip", "fault": "corrupt"},
            "файл повреждён: DOCX не открывается; откройте его в программе и сохраните заново",
        ),
        (
            {"path": "a.mp4", "size": 52_428_801, "fault": "too-big", "detail": "предел — 50 МБ"},
            (
                "файл слишком велик: 51 МБ, предел — 50 МБ; уменьшите его (сожмите снимки, "
                "разделите на части) или дайте ссылку на хранилище"
            ),
        ),
        (
            {"path": "setup.exe", "fault": "forbidden", "detail": "программа"},
            (
                "такие файлы на сайте не публикуются: программа; сохраните содержание как PDF, "
                "DOCX или текст страницы"
            ),
        ),
        (
            JPEG | {"path": "photo.png"},
            "на самом деле это JPEG; переименуйте файл в «photo.jpg»",
        ),
        (
            {"path": "a.pdf", "fault": "from the future"},
            "с файлом что-то не так (причина неизвестна); сохраните его заново",
        ),
    ],
)
def test_sentences_are_exact_and_kind(known, sentence):
    """Kind of file, size and limit are those of the file."""
    assert sentences(facts(**known)) == [f"«{known['path']}» — {sentence}"]


@pytest.mark.parametrize(
    ("path", "beside", "hint"),
    [
        ("news/Photo.jpg", ["news/photo.JPG"], "есть файл «photo.JPG», но имя отличается"),
        ("файл.pdf", ["файл.pdf".replace("й", "й")], "переименуйте файл"),
        ("news/prikas-375.pdf", ["news/prikaz-375.pdf"], "возможно, «prikaz-375.pdf»"),
        ("news/a.pdf", ["other/zzz.jpg"], "проверьте имя и положите файл в папку"),
        ("news\\a.pdf", [], "разделяйте знаком «/»"),
        ("news/{x}.pdf", ["news/{y}.pdf"], "возможно, «{y}.pdf»"),
    ],
)
def test_for_a_missing_file_a_like_one_is_proposed(path, beside, hint):
    """Letters' case, the two spellings of «й», a slip of the finger, Windows paths."""
    (sentence,) = sentences(facts(path, fault="missing", digest="", size=0), beside=beside)
    assert hint in sentence


@pytest.mark.parametrize(("fault", "detail"), list(product(_FAULTS, ["", "{0} точек"])))
def test_every_fault_has_its_sentence(fault, detail):
    """Whatever the detail, there is no placeholder left and one remedy."""
    (problem,) = file_problems(facts(fault=fault, detail=detail), path="a.md")
    assert problem.remedy
    assert "{" not in str(problem).replace(detail, "")
