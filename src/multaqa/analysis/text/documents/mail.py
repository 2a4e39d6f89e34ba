"""EML: the subject and what the mail says; its plain text before its web page, attachments only by name.

Who wrote to whom is personal and no part of the text.
"""

from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart

from multaqa.analysis.text.documents.decoding import decode
from multaqa.analysis.text.documents.drafts import Draft
from multaqa.analysis.text.documents.records import DocumentText, Limits, Remark, UnreadableDocument
from multaqa.analysis.text.documents.web_page import add_page, decode_declared

MOST_NAMES = 10


def read(data: bytes, limits: Limits) -> DocumentText:
    try:
        mail = message_from_bytes(data, policy=policy.default)
        draft = Draft(limits)
        draft.add(str(mail["subject"] or ""))
        for part in _bodies(mail, limits):
            _add_body(part, draft)
        names = _attachments(mail)
    except (UnreadableDocument, MemoryError, RecursionError):
        raise
    except Exception:  # a forged mail makes the library fail in every possible way
        raise UnreadableDocument("damaged", format="eml") from None
    if names:
        draft.remark("attachments", names=", ".join(names[:MOST_NAMES]) + (" …" if len(names) > MOST_NAMES else ""))
    return draft.finished("eml")


def _bodies(mail: EmailMessage, limits: Limits) -> list[MIMEPart]:
    """The parts that make up the text: of several versions of one, the plain one."""
    found: list[MIMEPart] = []
    waiting: list[tuple[MIMEPart, int]] = [(mail, 0)]
    while waiting:
        part, depth = waiting.pop()
        if depth > limits.nesting:
            raise UnreadableDocument("too_deep", most=limits.nesting)
        if _is_attached(part) or part.get_content_maintype() not in ("text", "multipart"):
            continue
        if part.get_content_subtype() == "alternative":
            chosen = part.get_body(("plain", "html"))
            found += [chosen] if chosen is not None else []
        elif part.is_multipart():
            waiting += [(child, depth + 1) for child in reversed(list(part.iter_parts()))]
        elif part.get_content_subtype() in ("plain", "html"):
            found.append(part)
    return found


def _is_attached(part: MIMEPart) -> bool:
    return part.is_attachment() or bool(part.get_filename())


def _attachments(mail: EmailMessage) -> list[str]:
    return [part.get_filename() or part.get_content_type() for part in mail.walk() if _is_attached(part)]


def _add_body(part: MIMEPart, draft: Draft) -> None:
    content = part.get_payload(decode=True)
    data = content if isinstance(content, bytes) else b""
    if not data.strip():
        return
    text, remarks = _letters(data, part.get_content_charset() or "", draft.limits)
    draft.remarks += remarks
    if part.get_content_subtype() == "html":
        add_page(text, draft)
    elif str(part.get_param("format", "")).lower() == "flowed":
        draft.add_whole(_unflowed(text).strip())
    else:
        draft.add_whole(text.strip())


def _letters(data: bytes, declared: str, limits: Limits) -> tuple[str, list[Remark]]:
    if declared in ("", "us-ascii"):
        return decode(data, limits.characters)
    return decode_declared(data, declared, limits)


def _unflowed(text: str) -> str:
    """Paragraphs of a mail whose lines end with a space where they go on (RFC 3676)."""
    paragraphs: list[str] = []
    goes_on = False
    for line in text.splitlines():
        content = line[1:] if line.startswith(" ") else line
        if goes_on:
            paragraphs[-1] += content
        else:
            paragraphs.append(content)
        goes_on = content.endswith(" ") and content != "-- "
    return "\n".join(paragraphs)
