"""A statement's thread on paper: PDF by WeasyPrint, Word by python-docx. Both are heavy, and loaded when asked for."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from multaqa.accountability.errors import AccountabilityError
from multaqa.listen.statements.models import Statement
from multaqa.ui import formats
from multaqa.ui.directions import direction
from multaqa.ui.parts import Step

SHEET = Path(__file__).parent / "paper.css"
FONTS = {
    "Plex Arabic": "ibm-plex-sans-arabic-arabic",
    "Plex": "ibm-plex-sans-latin",
}


class PaperUnavailable(AccountabilityError):
    """This machine cannot make the document; the message says what is missing."""


def statement_pdf(statement: Statement, steps: Sequence[Step], address: str) -> bytes:
    html_document = _weasyprint()
    context = {
        "statement": statement,
        "steps": steps,
        "address": address,
        "language": get_language(),
        "direction": direction(get_language() or ""),
        "sheet": _font_faces() + SHEET.read_text(),
    }
    html = render_to_string("accountability/trace/paper.html", context)
    pdf: bytes = html_document(string=html, base_url="/").write_pdf(pdf_variant="pdf/ua-1")
    return pdf


def _weasyprint() -> Any:
    """WeasyPrint draws text by Pango, a system library that a bare machine lacks."""
    try:
        from weasyprint import HTML  # slow to load, and needs Pango: only where a PDF is asked for
    except (ImportError, OSError) as missing:
        raise PaperUnavailable(
            _(
                "This server cannot make PDF files: the library Pango is not installed. "
                "On Debian: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. "
                "The Word document and the page itself hold the same."
            )
        ) from missing
    return HTML


def _font_faces() -> str:
    return "\n".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; src: url("file://{path}"); }}'
        for family, name in FONTS.items()
        for weight in (400, 600)
        if (path := finders.find(f"build/fonts/{name}-{weight}-normal.woff2"))
    )


def statement_docx(statement: Statement, steps: Sequence[Step], address: str) -> bytes:
    from multaqa.accountability.trace.word import Paper  # python-docx is loaded only where it is asked for

    paper = Paper(get_language() or "fr")
    paper.title(statement.ref)
    paper.words(statement.text, statement.language)
    paper.table([_row(step) for step in steps], (_("When"), _("What")))
    paper.small(address)
    file = BytesIO()
    paper.save(file)
    return file.getvalue()


def _row(step: Step) -> tuple[str, list[str]]:
    when = " ".join(part for part in (step.when, formats.day(step.on, step.precision) if step.on else "") if part)
    said = [step.title, step.key, step.text, step.who, step.badge[1] if step.badge else ""]
    return when or _("still to come"), [part for part in said if part]
