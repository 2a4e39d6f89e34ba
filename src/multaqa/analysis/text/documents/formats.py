"""Which file here reads which format."""

from importlib import import_module

from multaqa.analysis.text.documents.recognising import recognise
from multaqa.analysis.text.documents.records import DocumentText, Format, Limits

READERS: dict[Format, str] = {
    "txt": "plain",
    "csv": "csv_files",
    "html": "web_page",
    "docx": "word",
    "xlsx": "workbook",
    "odt": "open_document",
    "ods": "open_document",
    "pdf": "pdf",
    "eml": "mail",
}


def parse(data: bytes, name: str, limits: Limits) -> DocumentText:
    """The text of a document; raises UnreadableDocument. Whoever calls this bounds its time and memory."""
    form, remarks = recognise(data, name)
    # Each library takes a good part of a second to load, and most documents need only one of them.
    reader = import_module(f"multaqa.analysis.text.documents.{READERS[form]}")
    text: DocumentText = reader.read(data, limits)
    return DocumentText(text.text, text.format, text.pages, (*remarks, *text.remarks))
