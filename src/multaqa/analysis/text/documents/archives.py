"""What an office document holds, looked at before it is unpacked: it is an archive from a stranger."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from multaqa.analysis.text.documents.records import Format, Limits, UnreadableDocument

MEBIBYTE = 1_048_576
DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
# In another encoding a declaration would hide from a search of bytes.
PLAIN = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?!\x00)")
ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([^"']*)""")
PLAIN_ENCODINGS = (b"utf-8", b"us-ascii", b"iso-8859-1", b"windows-1252")
TAG = re.compile(rb"<(/?)[A-Za-z_][^<>]*?(/?)>")
BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, zlib.error, KeyError, OSError)


@contextmanager
def opened(data: bytes, form: Format) -> Iterator[zipfile.ZipFile]:
    """The archive; whatever is broken in it is said to be damage."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive
    except BROKEN:
        raise UnreadableDocument("damaged", format=form) from None


def check_archive(data: bytes, form: Format, limits: Limits) -> None:
    """Refuse bombs, passwords, two parts of one name, and XML that declares entities or nests without end."""
    with opened(data, form) as archive:
        members = archive.infolist()
        _check_sizes(members, limits)
        if len({member.filename for member in members}) < len(members):
            raise UnreadableDocument("damaged", format=form)  # two programs would read two texts in it
        for member in members:
            if member.flag_bits & 1:
                raise UnreadableDocument("encrypted", format=form)
            if member.filename.lower().endswith((".xml", ".rels")):
                _check_xml(archive.read(member), limits)


def _check_sizes(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    unpacked = sum(member.file_size for member in members)
    swollen = any(
        member.file_size > MEBIBYTE and member.file_size > limits.unpacked_ratio * max(member.compress_size, 1)
        for member in members
    )
    if swollen or unpacked > limits.unpacked_bytes or len(members) > limits.members:
        raise UnreadableDocument("bomb", size=unpacked // 1_000_000, n=len(members))


def _check_xml(content: bytes, limits: Limits) -> None:
    declared = ENCODING.search(content[:200])
    hidden = not PLAIN.match(content) or (declared and declared[1].lower() not in PLAIN_ENCODINGS)
    if content and (hidden or any(mark in content for mark in DECLARATIONS)):
        raise UnreadableDocument("hostile_xml")
    depth = 0
    for closing, empty in TAG.findall(content):
        if not empty:
            depth += -1 if closing else 1
        if depth > limits.nesting:
            raise UnreadableDocument("too_deep", most=limits.nesting)
