"""PDF files as programs write them that we cannot start here: each sign a glyph with a place and the letters it means.

LibreOffice gives plain letters and two letters for a ligature; old programs give presentation forms in the order in
which they are seen; others turn ligatures round, leave out spaces, or write letter by letter in reading order.
"""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bidi.algorithm import get_display

SIZE = 11.0
PITCH = 17.0
LEFT, RIGHT, TOP = 60.0, 530.0, 60.0  # points
HEIGHT, WIDTH = 842.0, 595.0


@dataclass(frozen=True)
class Sign:
    """Letters at a place; y grows downwards."""

    letters: str
    x: float
    y: float
    width: float
    size: float = SIZE


def pdf_of(pages: Sequence[Iterable[Sign]]) -> bytes:
    """A PDF whose pages show these signs, in the order given."""
    drawn = [list(page) for page in pages]
    glyphs = {
        key: number for number, key in enumerate(sorted({(s.letters, s.width / s.size) for p in drawn for s in p}), 1)
    }
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(drawn)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(drawn)} >>".encode())
    objects.append(
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Any /Encoding /Identity-H /DescendantFonts [4 0 R] "
        b"/ToUnicode 5 0 R >>"
    )
    widths = " ".join(f"{number} [{width * 1000:.1f}]" for (_letters, width), number in glyphs.items())
    objects.append(
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Any "
        f"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 600 /W [{widths}] "
        f"/FontDescriptor << /Type /FontDescriptor /FontName /Any /Flags 4 "
        f"/FontBBox [0 -250 1000 900] /Ascent 900 /Descent -250 /CapHeight 700 /ItalicAngle 0 /StemV 80 >> >>".encode()
    )
    objects.append(_stream(_meaning(glyphs)))
    for number, page in enumerate(drawn):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH:g} {HEIGHT:g}] /Contents {7 + 2 * number} 0 R "
            f"/Resources << /Font << /F 3 0 R >> >> >>".encode()
        )
        objects.append(_stream("\n".join(_shown(sign, glyphs) for sign in page)))
    return file_of(objects)


def file_of(objects: Sequence[bytes]) -> bytes:
    """The file of these objects, numbered from 1; the first is the catalogue."""
    file = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(file))
        file += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(file)
    file += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    file += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    return bytes(file + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())


def _stream(text: str) -> bytes:
    return f"<< /Length {len(text.encode())} >>\nstream\n".encode() + text.encode() + b"\nendstream"


def _shown(sign: Sign, glyphs: dict[tuple[str, float], int]) -> str:
    number = glyphs[sign.letters, sign.width / sign.size]
    return f"BT /F {sign.size:g} Tf 1 0 0 1 {sign.x:.2f} {HEIGHT - sign.y:.2f} Tm <{number:04x}> Tj ET"


def _meaning(glyphs: dict[tuple[str, float], int]) -> str:
    """Which letters each glyph means; a glyph without letters is left out, as careless programs do."""
    lines = [f"<{n:04x}> <{letters.encode('utf-16-be').hex()}>" for (letters, _width), n in glyphs.items() if letters]
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(lines)} beginbfchar\n" + "\n".join(lines) + "\nendbfchar endcmap end end"
    )


# Arabic letters as they join


def _forms() -> dict[str, dict[str, str]]:
    """The presentation forms of each letter and of lam with alef: isolated, initial, medial, final."""
    forms: dict[str, dict[str, str]] = {}
    for code in range(0xFE80, 0xFEFD):
        kind, *letters = unicodedata.decomposition(chr(code)).split()
        forms.setdefault("".join(chr(int(letter, 16)) for letter in letters), {})[kind.strip("<>")] = chr(code)
    return forms


FORMS = _forms()


def shaped(text: str) -> str:
    """The text in presentation forms, each what one glyph shows."""
    units: list[str] = []
    for letter in text:
        if units and units[-1] + letter in FORMS:
            units[-1] += letter
        else:
            units.append(letter)
    return "".join(_form(units, place) for place in range(len(units)))


def _form(units: Sequence[str], place: int) -> str:
    forms = FORMS.get(units[place])
    if forms is None:
        return units[place]
    before = place > 0 and "initial" in FORMS.get(units[place - 1], {}) and "final" in forms
    after = place + 1 < len(units) and "final" in FORMS.get(units[place + 1], {}) and "initial" in forms
    return forms[
        {(True, True): "medial", (True, False): "final", (False, True): "initial"}.get((before, after), "isolated")
    ]


# Lines on a page

Meaning = Callable[[str], str]


def presentation_forms(form: str) -> str:
    return form


def plain_letters(form: str) -> str:
    return unicodedata.normalize("NFKC", form) if "\ufe70" <= form <= "\ufefc" else form


def turned_ligatures(form: str) -> str:
    return plain_letters(form)[::-1]


def width_of(form: str) -> float:
    """Some width, the same for the same sign."""
    return 0.27 * SIZE if form == " " else (0.35 + ord(form) % 7 / 20) * SIZE


def lines_of_paragraph(text: str, width: float = RIGHT - LEFT) -> list[str]:
    """The words of a paragraph on lines no wider than this."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else ""
        if longer and sum(map(width_of, shaped(longer))) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def signs_of_line(
    line: str, y: float, meaning: Meaning, *, leftward: bool, left: float = LEFT, right: float = RIGHT
) -> list[Sign]:
    """The signs of a line from left to right, at the side of the page where its script begins."""
    seen = str(get_display(shaped(line), base_dir="R" if leftward else "L"))
    x = right - sum(map(width_of, seen)) if leftward else left
    signs = []
    for form in seen:
        signs.append(Sign(meaning(form), x, y, width_of(form)))
        x += width_of(form)
    return signs


def pages_of(
    paragraphs: Sequence[str], meaning: Meaning, arrange: Callable[[list[Sign]], list[Sign]] = list
) -> list[list[Sign]]:
    """Pages of paragraphs; `arrange` says in which order a program writes the signs of a line."""
    pages: list[list[Sign]] = [[]]
    y = TOP
    for paragraph in paragraphs:
        leftward = sum(unicodedata.bidirectional(c) == "AL" for c in paragraph) > len(paragraph) / 3
        for line in lines_of_paragraph(paragraph):
            if y > HEIGHT - TOP:
                pages.append([])
                y = TOP
            pages[-1] += arrange(signs_of_line(line, y, meaning, leftward=leftward))
            y += PITCH
        y += PITCH / 2
    return pages
