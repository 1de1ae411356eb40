import os
import subprocess
import sys
from hashlib import sha256

import pytest
from msgspec.structs import replace

from tests.attachments import forge
from vestnik.attachments import stage
from vestnik.attachments.describe import describe
from vestnik.attachments.stage import Request, process
from vestnik.attachments.workers import Workers

pytestmark = pytest.mark.slow


@pytest.fixture
def content(tmp_path):
    """A content folder with one file of each kind, sound and broken."""
    root = tmp_path / "content"
    (root / "news").mkdir(parents=True)
    files = {
        "news/photo.jpg": forge.photo(),
        "news/plan.png": forge.saved(forge.drawing(600, 400), "PNG"),
        "prikaz.pdf": forge.pdf(),
        "emblem.svg": forge.svg(),
        "list.csv": b"a;b\n1;2\n",
        "cut.jpg": forge.photo()[:20_000],
        "bomb.png": forge.bomb_png(),
        "broken.pdf": b"%PDF-1.4 junk %%EOF",
        "photo.heic": forge.heic(),
    }
    for name, data in files.items():
        (root / name).write_bytes(data)
    return root


@pytest.fixture
def cache(tmp_path):
    """An empty cache folder."""
    return tmp_path / "cache"


def suffixes(result):
    """Suffixes of what was made."""
    return [variant.suffix for variant in result.variants]


def test_each_file_gets_its_facts_and_what_is_published_of_it(content, cache):
    """In the order asked for, sound or not, there or not."""
    requests = [
        Request(path="news/photo.jpg", picture=True, social=True),
        Request(path="news/plan.png"),
        Request(path="prikaz.pdf"),
        Request(path="emblem.svg", picture=True),
        Request(path="list.csv"),
        Request(path="cut.jpg", picture=True),
        Request(path="bomb.png", picture=True),
        Request(path="broken.pdf"),
        Request(path="photo.heic", picture=True),
        Request(path="no.jpg", picture=True),
        Request(path="../secret.jpg", picture=True),
    ]
    results = list(process(content, cache, requests))
    assert [result.facts.path for result in results] == [request.path for request in requests]
    assert [result.facts.fault for result in results] == [
        *[""] * 5,
        *("truncated", "bomb", "corrupt", "heic", "missing", "outside-content"),
    ]
    widths = [f"-{width}.{kind}" for width in (480, 800, 1200) for kind in ("webp", "jpg")]
    assert [suffixes(result) for result in results] == [
        [*widths, ".jpg", "-social.jpg"],
        [".jpg"],
        ["-page1.webp", "-page1.jpg"],
        [".svg"],
        *[[]] * 7,
    ]
    for variant in (variant for result in results for variant in result.variants):
        data = (cache / variant.path).read_bytes()
        assert (variant.size, variant.digest) == (len(data), sha256(data).hexdigest())


def test_facts_are_the_same_as_without_workers(content, cache):
    """Where and how a file is read changes nothing."""
    paths = [path.relative_to(content).as_posix() for path in content.rglob("*.*")]
    results = process(content, cache, [Request(path=path, picture=True) for path in paths])
    assert [result.facts for result in results] == [describe(content, path) for path in paths]


ANY_LOCALE = """
import sys
from pathlib import Path
from vestnik.attachments.stage import Request, process
root, cache = map(Path, sys.argv[1:])
paths = [path.name for path in root.iterdir()]
print([result.facts.fault for result in process(root, cache, [Request(path=p) for p in paths])])
"""


@pytest.mark.skipif(os.name == "nt", reason="its file names are Unicode")
@pytest.mark.parametrize("mode", [0, 1])
def test_names_are_found_in_any_locale(tmp_path, cache, mode):
    """Workers read names of files as their parent does."""
    root = tmp_path / "содержание"
    root.mkdir()
    (root / "приказ № 375.txt").write_text("text")
    done = subprocess.run(
        [sys.executable, "-X", f"utf8={mode}", "-c", ANY_LOCALE, root, cache],
        env={"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "['']\n"


def test_unchanged_files_are_not_made_again(content, cache):
    """The second time, nothing in the cache is written, whatever the file is called."""
    (content / "copy.jpg").write_bytes((content / "news/photo.jpg").read_bytes())
    first = list(process(content, cache, [Request(path="news/photo.jpg", picture=True)]))
    before = {path: path.stat().st_mtime_ns for path in cache.rglob("*")}
    second = list(process(content, cache, [Request(path="copy.jpg", picture=True)]))
    assert {path: path.stat().st_mtime_ns for path in cache.rglob("*")} == before
    assert first[0].variants == second[0].variants


def test_a_lost_cache_comes_back_the_same(content, tmp_path):
    """Deleting it costs time only."""
    requests = [Request(path="news/photo.jpg", picture=True), Request(path="prikaz.pdf")]
    one = list(process(content, tmp_path / "one", requests))
    assert list(process(content, tmp_path / "two", requests)) == one


def test_a_damaged_cache_is_mended(content, cache):
    """A file that is gone or of another size is made again."""
    request = Request(path="news/photo.jpg", picture=True)
    (first,) = process(content, cache, [request])
    (cache / first.variants[0].path).unlink()
    (cache / first.variants[1].path).write_bytes(b"")
    (again,) = process(content, cache, [request])
    assert again == first
    for variant in again.variants:
        assert sha256((cache / variant.path).read_bytes()).hexdigest() == variant.digest


def test_pruning_keeps_what_is_named(content, cache):
    """Other files' variants go, and those of older profiles."""
    requests = [Request(path="news/photo.jpg", picture=True), Request(path="prikaz.pdf")]
    photo, order = process(content, cache, requests)
    old = (cache / order.variants[0].path).parent.with_name("page1-000000000000")
    old.mkdir()
    left_over = (cache / order.variants[0].path).with_name(".document-page1.webp.77.tmp")
    left_over.touch()
    assert stage.prune(cache, {order.facts.digest}) == 1
    assert not old.exists()
    assert not left_over.exists()
    assert (cache / order.variants[0].path).exists()
    assert not (cache / photo.variants[0].path).exists()
    assert stage.prune(cache / "nothing", set()) == 0


def test_nothing_to_do_starts_no_process(content, cache, monkeypatch):
    """A build without new files does not pay for workers."""
    monkeypatch.setattr("vestnik.attachments.workers.subprocess.Popen", None)
    assert list(process(content, cache, [])) == []


@pytest.mark.skipif(sys.platform != "linux", reason="address space is limited on Linux alone")
def test_a_picture_that_needs_too_much_memory_is_a_fault(content, cache):
    """The others are made."""
    (content / "wide.png").write_bytes(forge.saved(forge.drawing(9000, 6000), "PNG"))
    requests = [Request(path=path, picture=True) for path in ("wide.png", "news/plan.png")]
    with Workers(1, memory=250 << 20) as workers:
        wide, plan = process(content, cache, requests, workers)
    assert (wide.facts.fault, wide.facts.detail) == ("memory", "больше 250 МБ")
    assert (wide.facts.width, wide.variants) == (0, ())
    assert wide.facts.digest == sha256((content / "wide.png").read_bytes()).hexdigest()
    assert suffixes(plan) == ["-480.webp", "-480.jpg", ".jpg"]


@pytest.fixture
def library(tmp_path, monkeypatch):
    """Puts a library of the same name before the real one, for workers alone."""

    def library(name, code):
        (tmp_path / "fake" / name).mkdir(parents=True)
        (tmp_path / "fake" / name / "__init__.py").write_text(code)
        monkeypatch.syspath_prepend(tmp_path / "fake")

    return library


CRASH = "import signal; signal.raise_signal(11)"
HANG = "import time; time.sleep(600)"


@pytest.mark.skipif(os.name == "nt", reason="uses signals")
def test_a_file_that_crashes_its_library_is_a_fault(content, cache, library):
    """Every PDF does so here; the picture between them is made."""
    library("pypdfium2", CRASH)
    paths = ["prikaz.pdf", "news/plan.png", "broken.pdf"]
    results = list(process(content, cache, [Request(path=path) for path in paths]))
    assert [result.facts.fault for result in results] == ["crash", "", "crash"]
    assert results[0].facts.detail == "SIGSEGV"
    assert results[0].facts.media_type == "application/pdf"


def test_a_picture_that_takes_too_long_is_a_fault(content, cache, library):
    """It is named, and the build goes on."""
    library("PIL", HANG)
    paths = ["news/photo.jpg", "list.csv"]
    with Workers(1, seconds=3) as workers:
        photo, table = process(content, cache, [Request(path=path) for path in paths], workers)
    assert (photo.facts.fault, photo.facts.detail) == ("timeout", "за 3 с")
    assert table.facts.fault == ""


def test_a_pdf_that_takes_too_long_to_draw_is_published_without_its_picture(
    content, cache, library
):
    """Its facts are known; only drawing needs the library that hangs here."""
    library("PIL", HANG)
    with Workers(1, seconds=5) as workers:
        (order,) = process(content, cache, [Request(path="prikaz.pdf")], workers)
    assert order.variants == ()
    assert order.facts == describe(content, "prikaz.pdf")


def test_an_unforeseen_exception_is_a_fault(content, cache, library):
    """Its type and text are kept for developers."""
    library("pypdfium2", "raise ImportError('built for another machine')")
    (order,) = process(content, cache, [Request(path="prikaz.pdf")])
    assert order.facts.fault == "failed"
    assert order.facts.detail == "ImportError: built for another machine"


def test_the_profile_follows_the_settings(monkeypatch):
    """A build knows when the same files would give other variants."""
    before = stage.profile()
    monkeypatch.setattr("vestnik.attachments.pictures.WIDTHS", (100,))
    assert stage.profile() != before


def test_facts_survive_a_change_of_name_only(content, cache):
    """Equal bytes have equal facts but for the path."""
    (content / "copy.pdf").write_bytes((content / "prikaz.pdf").read_bytes())
    one, two = process(content, cache, [Request(path=p) for p in ("prikaz.pdf", "copy.pdf")])
    assert replace(one.facts, path="") == replace(two.facts, path="")
