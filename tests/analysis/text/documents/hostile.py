"""Files that a stranger may send: broken, lying, or made to harm. Always the same ones."""

import io
import random
import zipfile
import zlib
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import docx
from odf import table, text
from odf.opendocument import OpenDocumentSpreadsheet, OpenDocumentText
from openpyxl import Workbook
from pypdf import PdfReader, PdfWriter

from tests.analysis.text.documents import pdf_writer as pdf

ARABIC = "عقدت اللجنة الإقليمية اجتماعا يوم 13 فبراير 2024 خصص لتقييم البرنامج الذي رصد له 26 مليون درهم."
FRENCH = "La commission a tenu le 13 février 2024 une réunion consacrée à l'évaluation du programme (26 MDH)."
HostileFile = tuple[str, bytes]  # its name and what it holds
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def good_files() -> dict[str, bytes]:
    """One small sound file of each format, by its ending."""
    return {
        "txt": f"{ARABIC}\n\n{FRENCH}\n".encode(),
        "csv": f"region;texte\nأزيلال;{ARABIC}\nKhénifra;{FRENCH}\n".encode(),
        "html": f"<!doctype html><meta charset=utf-8><h1>{FRENCH}</h1><table><tr><td>{ARABIC}<td>1</table>".encode(),
        "docx": _docx(),
        "odt": _open_document(OpenDocumentText()),
        "xlsx": _xlsx(),
        "ods": _open_document(OpenDocumentSpreadsheet()),
        "pdf": pdf.pdf_of(pdf.pages_of([ARABIC, FRENCH], pdf.plain_letters)),
        "eml": _mail().as_bytes(),
    }


def _docx() -> bytes:
    document = docx.Document()
    document.add_paragraph(ARABIC)
    document.add_table(1, 2).cell(0, 0).text = FRENCH
    return _saved(document)


def _open_document(document: Any) -> bytes:
    sheet, row, cell = table.Table(name="a"), table.TableRow(), table.TableCell()
    cell.addElement(text.P(text=ARABIC))
    row.addElement(cell)
    sheet.addElement(row)
    (document.text if hasattr(document, "text") else document.spreadsheet).addElement(sheet)
    content = io.BytesIO()
    document.write(content)
    return content.getvalue()


def _xlsx() -> bytes:
    book = Workbook()
    book.active.append([ARABIC, 26, FRENCH])
    return _saved(book)


def _mail() -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@example.org", "محضر"
    mail.set_content(ARABIC)
    mail.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="a.pdf")
    return mail


def _saved(document: Any) -> bytes:
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def hostile_files() -> Iterator[HostileFile]:
    good = good_files()
    yield from mutated(good, random.Random(20260213))
    yield from misnamed(good)
    yield from locked(good)
    yield from swollen(good)
    yield from with_entities(good)
    yield from too_deep(good)
    yield from of_one_sign()
    yield from of_strange_letters()
    yield from forged_pdfs()
    yield from forged_tables(good)


def mutated(good: dict[str, bytes], chance: random.Random) -> Iterator[HostileFile]:
    """Cut off, bits turned over, parts overwritten, repeated or taken from another file."""
    for ending, data in good.items():
        for number in range(4):
            yield f"cut-{number}.{ending}", data[: chance.randrange(1, len(data))]
        for number in range(5):
            flipped = bytearray(data)
            for _ in range(2**number):
                flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            yield f"flipped-{number}.{ending}", bytes(flipped)
        for number in range(3):
            start = chance.randrange(len(data))
            length = chance.randrange(1, len(data) // 3)
            yield f"zeroed-{number}.{ending}", data[:start] + bytes(length) + data[start + length :]
            yield f"noise-{number}.{ending}", data[:start] + chance.randbytes(length) + data[start:]
        other = good[chance.choice(sorted(good))]
        yield f"spliced.{ending}", data[: len(data) // 2] + other[len(other) // 2 :]
        yield f"twice.{ending}", data + data


def misnamed(good: dict[str, bytes]) -> Iterator[HostileFile]:
    endings = sorted(good)
    for place, ending in enumerate(endings):
        for step in (1, 4):
            yield f"{ending}-named.{endings[(place + step) % len(endings)]}", good[ending]
    yield "picture.pdf", b"\x89PNG\r\n\x1a\n" + bytes(1000)
    yield "program.docx", b"MZ\x90\x00" + bytes(1000)
    yield "old.docx", OLE + bytes(500) + "WordDocument".encode("utf-16-le")
    yield "rich.txt", b"{\\rtf1 texte}"
    yield "archive.docx", packed({"readme.txt": b"x"})
    yield "no-name", good["pdf"]


def locked(good: dict[str, bytes]) -> Iterator[HostileFile]:
    for algorithm in ("RC4-40", "AES-256"):
        writer = PdfWriter(PdfReader(io.BytesIO(good["pdf"])))
        writer.encrypt("secret", algorithm=algorithm)
        content = io.BytesIO()
        writer.write(content)
        yield f"locked-{algorithm}.pdf", content.getvalue()
    yield "locked.docx", OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500)
    manifest = b"<manifest:manifest xmlns:manifest='m'><manifest:encryption-data/></manifest:manifest>"
    yield "locked.odt", replaced(good["odt"], {"META-INF/manifest.xml": manifest})
    flagged = bytearray(good["xlsx"])
    flagged[flagged.index(b"PK\x01\x02") + 8] |= 1
    yield "locked.xlsx", bytes(flagged)


def swollen(good: dict[str, bytes]) -> Iterator[HostileFile]:
    """Archives and streams that are a thousand times larger once unpacked."""
    for ending, part in PARTS.items():
        yield f"bomb.{ending}", replaced(good[ending], {part: b"<a>" + b" " * 40_000_000 + b"</a>"})
    yield "many-parts.docx", replaced(good["docx"], {f"word/{number}.xml": b"<a/>" for number in range(5_000)})
    yield "twice-the-same-part.docx", _with_part_twice(good["docx"])
    yield "bomb.pdf", pdf.file_of([*_one_page("5 0 R"), b"<< >>", _deflated(b"0 0 m " * 5_000_000)])
    yield "bomb-of-letters.pdf", pdf.file_of([*_one_page("5 0 R"), b"<< >>", _deflated(b"BT (a) Tj ET " * 500_000)])
    mail = _mail()
    mail.add_attachment(bytes(5_000_000), maintype="application", subtype="zip", filename="bomb.zip")
    yield "large-attachment.eml", mail.as_bytes()


PARTS = {"docx": "word/document.xml", "xlsx": "xl/worksheets/sheet1.xml", "odt": "content.xml", "ods": "content.xml"}
LAUGHS = "<!DOCTYPE a [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)
)  # fmt: skip
SECRET = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>"


def with_entities(good: dict[str, bytes]) -> Iterator[HostileFile]:
    for ending, part in PARTS.items():
        for name, declaration, entity in (("laughs", LAUGHS, "&a9;"), ("secret", SECRET, "&x;")):
            xml = f"<?xml version='1.0'?>{declaration}]><a>{entity}</a>"
            yield f"{name}.{ending}", replaced(good[ending], {part: xml.encode()})
            yield f"{name}-16.{ending}", replaced(good[ending], {part: xml.encode("utf-16")})
    yield "laughs.html", f"<!DOCTYPE html>{LAUGHS}]><p>&a9;".encode()
    yield "laughs.xml", f"<?xml version='1.0'?>{LAUGHS}]><a>&a9;</a>".encode()


def too_deep(good: dict[str, bytes]) -> Iterator[HostileFile]:
    for ending, part in PARTS.items():
        yield f"deep.{ending}", replaced(good[ending], {part: b"<a>" * 50_000 + b"</a>" * 50_000})
    for tag in ("div", "table><tr><td", "b", "ul><li", "svg"):
        yield f"deep-{tag[:2]}.html", (f"<html><{tag}>" * 10_000 + ARABIC).encode()
    mail = b"Subject: a\n"
    for depth in range(600):
        mail += f"Content-Type: multipart/mixed; boundary={depth}\n\n--{depth}\n".encode()
    yield "deep.eml", b"From: a@example.org\nTo: b@example.org\n" + mail + b"\ntexte"
    yield "deep.pdf", pdf.file_of([*_one_page("5 0 R"), b"<< >>", _stream(b"[" * 100_000)])
    yield "deep-objects.pdf", pdf.file_of([b"<< /A " * 20_000 + b">> " * 20_000])


def of_one_sign() -> Iterator[HostileFile]:
    for ending in ("txt", "csv", "html", "pdf"):
        yield f"50-mb.{ending}", b"a" * 50_000_000
    yield "all-nul.txt", bytes(1_000_000)
    for name, sign in (
        ("blank", b" "),
        ("line", b"\n"),
        ("accent", b"\xe9"),
        ("quote", b'"'),
        ("open", b"<"),
        ("tab", b"\t"),
    ):
        for ending in ("txt", "csv", "html", "eml"):
            yield f"only-{name}.{ending}", sign * 1_500_000
    yield "long.txt", "نص ".encode() * 4_000_000


def of_strange_letters() -> Iterator[HostileFile]:
    yield "overrides.txt", ("\u202e" + ARABIC + "\u2066" * 500 + FRENCH).encode()
    yield "overrides.html", f"<p>&#8238;{ARABIC}&#8294;</p>".encode()
    yield "mixed.txt", f"{ARABIC}\n".encode() + f"{ARABIC}\n".encode("cp1256") + f"{FRENCH}\n".encode("cp1252")
    yield "mixed.csv", f"{ARABIC};1\n".encode("cp1256") + f"{ARABIC};2\n".encode()
    yield "halves.txt", b"\xff\xfe" + b"\x00\xd8" * 5_000 + ARABIC.encode("utf-16-le")
    yield "marks.txt", ("ا" + "ً" * 1_000_000).encode()
    yield "utf-7.html", b"<meta charset=utf-7><p>+ADw-script+AD4-"
    yield "unknown-charset.html", b"<meta charset=klingon><p>texte"
    yield "unknown-charset.eml", b"From: a\nTo: b\nSubject: c\nContent-Type: text/plain; charset=klingon\n\ntexte"
    yield "noise.txt", random.Random(1).randbytes(100_000)


def forged_pdfs() -> Iterator[HostileFile]:
    many = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"]
    kids = b"<< /Kids [" + b"3 0 R " * 100_000 + b"] /Count 100000 >>"
    yield "100000-objects.pdf", pdf.file_of([*many, b"<< /Type /Page /Parent 2 0 R >>", *[b"<< /A 3 0 R >>"] * 100_000])
    yield (
        "100000-pages.pdf",
        pdf.file_of([many[0], kids, b"<< /Type /Page >>"]),
    )
    yield "pages-in-a-ring.pdf", pdf.file_of([many[0], b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>"])
    yield (
        "two-rings.pdf",
        pdf.file_of(
            [many[0], b"<< /Type /Pages /Kids [3 0 R] >>", b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Parent 3 0 R >>"]
        ),
    )
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"
    yield (
        "form-in-itself.pdf",
        pdf.file_of(
            [*_one_page("5 0 R", "/XObject << /X 6 0 R >>"), b"<< >>", _stream(b"/X Do"), _stream(b"/X Do /X Do", form)]
        ),
    )
    yield (
        "cross-references-in-a-ring.pdf",
        b"%PDF-1.7\nxref\n0 0\ntrailer << /Prev 9 /Root 1 0 R >>\nstartxref\n9\n%%EOF",
    )
    yield (
        "length-in-itself.pdf",
        pdf.file_of([*_one_page("5 0 R"), b"<< >>", b"<< /Length 5 0 R >>\nstream\nBT\nendstream"]),
    )
    yield (
        "huge-page.pdf",
        pdf.file_of([*_one_page("5 0 R", box="-1e30 -1e30 1e30 1e30"), b"<< >>", _stream(b"BT (a) Tj ET")]),
    )
    yield "no-pages.pdf", pdf.file_of([b"<< /Type /Catalog >>"])
    rules = b" ".join(b"%d %d m %d %d l S" % (n, n % 700, n + 1, n % 600) for n in range(20_000))
    yield "drawing.pdf", pdf.file_of([*_one_page("5 0 R"), b"<< >>", _stream(rules)])
    boxes = b" ".join(b"%d %d 9 9 re S" % (n % 50 * 10, n // 50 * 10) for n in range(2_500))
    yield "squares.pdf", pdf.file_of([*_one_page("5 0 R"), b"<< >>", _stream(boxes)])
    yield "letters-on-one-point.pdf", pdf.pdf_of([[pdf.Sign(chr(0x627 + n % 20), 60, 60, 5) for n in range(5_000)]])
    yield "letters-in-a-cloud.pdf", pdf.pdf_of([list(_cloud(random.Random(2)))])


def _cloud(chance: random.Random) -> Iterator[pdf.Sign]:
    for _ in range(5_000):
        yield pdf.Sign(
            chance.choice("اabل(1 "), chance.uniform(0, 590), chance.uniform(0, 840), 5, chance.choice([1, 6, 90])
        )


def forged_tables(good: dict[str, bytes]) -> Iterator[HostileFile]:
    sheet = "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>{}</worksheet>"
    rows = {
        "far-cell": "<sheetData><row r='1048576'><c r='XFD1048576'><v>1</v></c></row></sheetData>",
        "wide": "<sheetData>" + "<row><c r='XFD1'><v>1</v></c></row>" * 50_000 + "</sheetData>",
        "formulas": "<sheetData><row>" + "<c><f>" * 100_000 + "</row></sheetData>",
        "bad-number": "<sheetData><row r='x'><c r='?' t='s'><v>99999999999</v></c></row></sheetData>",
        "date": "<sheetData><row><c s='99' t='d'><v>9999-99-99</v></c></row></sheetData>",
    }
    for name, content in rows.items():
        yield f"{name}.xlsx", replaced(good["xlsx"], {PARTS["xlsx"]: sheet.format(content).encode()})
    repeated = b"table:number-columns-repeated='999999999' table:number-rows-repeated='999999999'"
    with zipfile.ZipFile(io.BytesIO(good["ods"])) as archive:
        content_xml = archive.read("content.xml")
    for tag in (b"<table:table-cell", b"<table:table-row"):
        forged = content_xml.replace(tag, tag + b" " + repeated, 1)
        yield f"repeated-{tag[13:].decode()}.ods", replaced(good["ods"], {"content.xml": forged})
    yield "wide.csv", b"a;" * 700_000
    yield "tall.csv", b"a;b\n" * 400_000


def packed(parts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def replaced(file: bytes, parts: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    return packed(kept | parts)


def _with_part_twice(file: bytes) -> bytes:
    marked = replaced(file, {"word/documenu.xml": b"<a/>"})
    return marked.replace(b"word/documenu.xml", b"word/document.xml")


def _one_page(contents: str, resources: str = "", box: str = "0 0 595 842") -> list[bytes]:
    """The first three objects of a PDF with one page; its contents come as the fifth or later."""
    return [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents {contents} /Resources << {resources} /Font << /F << "
        f"/Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>".encode(),
    ]


def _stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n" % (len(content), entries) + content + b"\nendstream"


def _deflated(content: bytes) -> bytes:
    return _stream(zlib.compress(content, 9), b"/Filter /FlateDecode")
