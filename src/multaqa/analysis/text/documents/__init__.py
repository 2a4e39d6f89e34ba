"""From a file to its text in reading order: txt, docx, odt, pdf, xlsx, ods, csv, html, eml."""

from multaqa.analysis.text.documents.reading import DocumentReader, read_document
from multaqa.analysis.text.documents.records import DocumentText, Limits, Remark, UnreadableDocument

__all__ = ["DocumentReader", "DocumentText", "Limits", "Remark", "UnreadableDocument", "read_document"]
