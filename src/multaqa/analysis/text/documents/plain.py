"""TXT: the text as it stands."""

from multaqa.analysis.text.documents.decoding import decode
from multaqa.analysis.text.documents.drafts import Draft
from multaqa.analysis.text.documents.records import DocumentText, Limits


def read(data: bytes, limits: Limits) -> DocumentText:
    text, remarks = decode(data, limits.characters)
    draft = Draft(limits)
    draft.remarks += remarks
    draft.add_whole(text)
    return draft.finished("txt")
