"""Reads a browser index back: which words and titles its files hold."""

import zlib
from base64 import b64decode

from vestnik.search.browser_index import MANIFEST

CLIENT = "now.js"


class Reader:
    """Bytes with a place."""

    def __init__(self, data):
        self.data, self.place = data, 0

    def number(self):
        value = shift = 0
        while True:
            byte = self.data[self.place]
            self.place += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def numbers(self, count):
        return [self.number() for _ in range(count)]

    def take(self, size):
        self.place += size
        return self.data[self.place - size : self.place]

    def part(self):
        return Reader(self.take(self.number()))

    def string(self):
        return self.take(self.number()).decode()

    def strings(self, count):
        shared, sizes = self.numbers(count), self.numbers(count)
        found, before = [], b""
        for common, size in zip(shared, sizes, strict=True):
            before = before[:common] + self.take(size)
            found.append(spelt(before))
        return found

    def record(self):
        self.number()
        return [self.string() for _ in range(3)]

    def pieces(self):
        """What results may show of a text."""
        for _ in range(self.number()):
            size = self.number()
            yield self.take(size >> 1).decode("utf-8" if size & 1 else "cp1251")

    @property
    def done(self):
        return self.place >= len(self.data)


def spelt(data):
    """A stem of its letters' bytes."""
    reader, text = Reader(data), ""
    while not reader.done:
        (byte,) = reader.take(1)
        if byte == 0xA0:
            text += chr(reader.number())
        else:
            text += chr(byte - 0x80 + ord("а")) if byte >= 0x80 else chr(byte)
    return text


def bucket(reader):
    """Stems of a bucket, then the names of its files of cards."""
    if reader.done:
        return
    stems = reader.strings(reader.number())
    yield from stems
    others = sum(reader.numbers(len(stems)))
    reader.numbers(others)
    reader.take(sum(reader.numbers(len(stems))))
    yield from digests(Reader(reader.take(5 * reader.number())))


def cards(reader):
    """Titles, numbers, addresses and sentences of a file of cards."""
    for _ in range(reader.number()):
        reader.numbers(2)
        yield from reader.record()
        yield from reader.pieces()


def said(files):
    """Every word, title, number, address and sentence of an index: {name: bytes} of its files, as
    they are made or as they are published.
    """
    files = {name.rpartition("/")[2]: data for name, data in files.items()}
    if CLIENT in files:
        first = files.pop(CLIENT).partition(b"\n")[0]
        files[MANIFEST] = b64decode(first.removeprefix(b'const MANIFEST = "')[:-2])
    files = {name: zlib.decompress(data, -15) for name, data in files.items()}
    parts = Reader(files.pop(MANIFEST))
    found = [parts.part().data.decode()]
    for _ in range(2):
        parts.part()
    tables = [parts.part() for _ in range(3)]
    batches = parts.part().data
    for _ in range(2):
        parts.part()
    found += bucket(parts.part())
    records = parts.part()
    while not records.done:
        records.number()
        found += records.record()
        found += records.pieces()
    kinds = [kind for kind, table in zip((bucket, spelling, spelling), tables, strict=True)
             for _ in range(0 if table.done else _starts(table))]  # fmt: skip
    names = [name for table in tables for name in digests(table)] + digests(Reader(batches))
    for place, name in enumerate(names):
        reader = Reader(files[name])
        if place < len(kinds):
            found += kinds[place](reader)
            continue
        while not reader.done:
            reader.number()
            found += reader.record()
    for name in {one for one in found if one in files} - set(names):
        found += cards(Reader(files[name]))
    return found


def _starts(table):
    count = table.number()
    table.strings(count)
    return count


def spelling(reader):
    """The stems of a file of the dictionary, both ways round."""
    stems = reader.strings(reader.number())
    return stems + [stem[::-1] for stem in stems]


def digests(reader):
    """Names of the files that five bytes each name."""
    from vestnik.search.packing import file_name

    found = []
    while not reader.done:
        found.append(file_name(reader.take(5)))
    return found
