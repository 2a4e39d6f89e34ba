"""No digit swaps in right-to-left text, in any medium: the order in which glyphs stand on the page is measured."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.template import Context, Template
from django.utils.translation import override
from docx import Document
from pypdf import PdfReader

from multaqa.ui import formats

AMOUNT = Decimal(192_676)
SENTENCE = "<p>خُصص {% money amount %} بنسبة {% percent 9.8 %} للجهة.</p>"
PAGE = '<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><body>{}</body></html>'
GLYPHS_FROM_LEFT = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), glyphs = [];
  for (let node; (node = walker.nextNode()); ) {
    [...node.data].forEach((sign, at) => {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      glyphs.push([range.getClientRects()[0]?.left, sign]);
    });
  }
  return glyphs.sort((a, b) => a[0] - b[0]).map(([, sign]) => sign).join("");
}"""


def sentence():
    with override("ar"):
        return Template(SENTENCE).render(Context({"amount": AMOUNT}))


def digits_from_left(text):
    return "".join(sign for sign in text if sign in "0123456789,%")


@pytest.mark.browser
def test_digits_stand_in_order_in_html(browser):
    page = browser.new_page()
    page.set_content(PAGE.format(sentence()))
    assert digits_from_left(page.evaluate(GLYPHS_FROM_LEFT)) == "9,8%192676"


@pytest.mark.browser
def test_a_plain_space_would_have_swapped_the_digits(browser):
    page = browser.new_page()
    page.set_content(PAGE.format("<p>خُصص 192 676 درهم</p>"))
    assert digits_from_left(page.evaluate(GLYPHS_FROM_LEFT)) == "676192"


def test_digits_stand_in_order_in_pdf():
    pytest.importorskip("weasyprint", reason="WeasyPrint needs Pango: apt install libpango-1.0-0", exc_type=OSError)
    from weasyprint import HTML  # needs a system library, which the line above looked for

    reader = PdfReader(BytesIO(HTML(string=PAGE.format(sentence())).write_pdf()))
    placed: list[tuple[float, str]] = []
    reader.pages[0].extract_text(visitor_text=lambda text, cm, tm, *_: placed.append((tm[4] + cm[4], text)))
    found = digits_from_left("".join(text for _, text in sorted(placed)))
    assert "192676" in found
    assert "9,8" in found


def test_digits_are_isolated_in_docx():
    document = Document()
    document.add_paragraph(formats.isolated(f"خُصص {formats.money(AMOUNT, language='ar')}"))
    kept = BytesIO()
    document.save(kept)
    assert Document(kept).paragraphs[0].text == "خُصص \u2066192\u00a0676\u2069\u00a0درهم"
