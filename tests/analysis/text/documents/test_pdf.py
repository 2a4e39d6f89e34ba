"""PDF from several programs: the words in reading order, dates and sums intact, columns and tables apart."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bidi.mirror import MIRRORED
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader, PdfWriter
from rapidfuzz.distance import LCSseq

from multaqa.analysis.text.documents.formats import parse
from multaqa.analysis.text.documents.records import DocumentText, Limits, UnreadableDocument
from multaqa.analysis.text.documents.visual_order import laid_out, reading_order
from tests.analysis.text.documents import pdf_writer as pdf

PARAGRAPHS = (
    "تقرير حول اللقاء التشاوري الجهوي",
    (
        "احتضنت قاعة الاجتماعات بمقر الولاية يوم الثلاثاء 13 فبراير 2024 لقاء تشاوريا ترأسه السيد الوالي، بحضور "
        "المصالح اللاممركزة وممثلي الجمعيات (52 جمعية)، خصص لتقييم البرنامج المندمج 2021-2026 الذي رصد له غلاف "
        "مالي قدره 26 مليون درهم، أي بزيادة 45,5% مقارنة مع المرحلة السابقة."
    ),
    (
        "وأكد المدير الجهوي أن 1.250 مستفيدة استفدن إلى غاية 31/12/2023 من خدمات المراكز، وأن مبلغ 3.097.722 درهما صرف "
        "لفائدة الأشخاص المسنين والأطفال والنساء في وضعية صعبة، طبقا للقانون رقم 65.15 المتعلق بمؤسسات الرعاية."
    ),
    "• إحداث مركز للأشخاص في وضعية إعاقة بجماعة زاوية الشيخ (إقليم بني ملال)؛",
    "• توقيع اتفاقية مع Entraide Nationale بتاريخ ٠٥/٠٣/٢٠٢٤ بمبلغ ١٢ مليون درهم؛",
    "• تأهيل 7 دور للطالبة ما بين 01-01-2024 و31-12-2026.",
    (
        "La réunion du 13 février 2024, présidée par M. le Wali, a réuni 52 associations à Béni Mellal ; un budget de "
        "26 millions de dirhams (26 MDH) est prévu pour la période 2021-2026, soit 45,5 % du programme de la région."
    ),
    (
        "وطالب المتدخلون، ولا سيما الأمهات، بالإسراع بالإجراءات لأجل الاستجابة لانتظارات الأسر: «لا بد من مواكبة "
        "الأمهات قبل نهاية سنة 2025»، كما أوصوا بإشراك ANAPEC وINDH في الإدماج الاقتصادي."
    ),
)
FACTS = (
    "13 فبراير 2024", "البرنامج المندمج 2021-2026", "26 مليون درهم", "45,5%", "31/12/2023", "3.097.722 درهما",
    "(52 جمعية)", "رقم 65.15", "٠٥/٠٣/٢٠٢٤", "١٢ مليون درهم", "01-01-2024 و31-12-2026", "13 février 2024", "(26 MDH)",
    "45,5 %", "période 2021-2026",
)  # fmt: skip
LONG = PARAGRAPHS * 6
SAMPLES = Path(__file__).parent / "samples"
SHEET = (
    "@page { size: A4; margin: 2cm } body { font: 11pt 'DejaVu Sans'; line-height: 1.5 } [lang=fr] { direction: ltr }"
)


def read(file: bytes) -> DocumentText:
    return parse(file, "minutes.pdf", Limits())


def html_of(paragraphs: tuple[str, ...], style: str = "") -> str:
    texts = "".join(f"<p{' lang=fr' if text.startswith('La ') else ''}>{text}</p>" for text in paragraphs)
    return page_of(texts, style)


def page_of(body: str, style: str = "", language: str = "ar") -> str:
    direction = "rtl" if language == "ar" else "ltr"
    return f"<!doctype html><html lang={language} dir={direction}><style>{SHEET} {style}</style>{body}"


@pytest.fixture(scope="module")
def print_page() -> Callable[[str], bytes]:
    weasyprint = pytest.importorskip("weasyprint", reason="Pango is not on this machine", exc_type=OSError)
    return lambda page: weasyprint.HTML(string=page).write_pdf()


def share_in_order(words: list[str], read: list[str]) -> float:
    return LCSseq.similarity(words, read) / len(words)


def assert_all_read(document: DocumentText, paragraphs: tuple[str, ...] = LONG) -> None:
    assert share_in_order(" ".join(paragraphs).split(), document.text.split()) >= 0.99
    one_line = " ".join(document.text.split())
    copies = len(paragraphs) // len(PARAGRAPHS)
    assert {fact: one_line.count(fact) for fact in FACTS} == dict.fromkeys(FACTS, copies)


@pytest.mark.parametrize("name", ["libreoffice.pdf", "libreoffice.odt"])
def test_what_libreoffice_wrote_is_read_whole(name: str) -> None:
    document = parse((SAMPLES / name).read_bytes(), name, Limits())
    assert_all_read(document, PARAGRAPHS * 3)
    assert [fact for fact in FACTS if document.text.count(fact) < 3] == []
    assert document.text.endswith("الإقليم\tعدد المراكز\tالميزانية\n\nأزيلال\t12\t3.097.722\n\nخنيفرة\t7\t1.250.000")


def test_weasyprint_gives_all_words_and_figures(print_page: Callable[[str], bytes]) -> None:
    document = read(print_page(html_of(LONG, "p { text-align: justify }")))
    assert_all_read(document)
    assert len(document.pages) > 2


@pytest.mark.browser
def test_chromium_gives_all_words_and_figures(browser: Any) -> None:
    page = browser.new_page()
    page.set_content(html_of(LONG))
    assert_all_read(read(page.pdf(prefer_css_page_size=True)))


def one_by_one_in_reading_order(signs: list[pdf.Sign]) -> list[pdf.Sign]:
    return signs[::-1]


def without_spaces(signs: list[pdf.Sign]) -> list[pdf.Sign]:
    return [sign for sign in signs if sign.letters != " "]


@pytest.mark.parametrize(
    ("meaning", "arrange"),
    [
        pytest.param(pdf.plain_letters, list, id="as LibreOffice"),
        pytest.param(pdf.presentation_forms, list, id="visual order"),
        pytest.param(pdf.turned_ligatures, list, id="ligatures turned round"),
        pytest.param(pdf.plain_letters, one_by_one_in_reading_order, id="written in reading order"),
        pytest.param(pdf.plain_letters, without_spaces, id="without spaces"),
    ],
)
def test_other_programs_give_all_words_and_figures(
    meaning: pdf.Meaning, arrange: Callable[[list[pdf.Sign]], list[pdf.Sign]]
) -> None:
    assert_all_read(read(pdf.pdf_of(pdf.pages_of(LONG, meaning, arrange))))


def test_paragraphs_are_those_of_the_author() -> None:
    document = read(pdf.pdf_of(pdf.pages_of(PARAGRAPHS, pdf.plain_letters)))
    assert document.text.split("\n\n") == [" ".join(text.split()) for text in PARAGRAPHS]


WORDS = ["الجهة", "و(المركز)", "2021-2026", "45,5%", "31/12/2023", "Entraide", "(INDH)", "١٢", "1.250", "«لقاء»", "- 3"]


def seen(text: str, leftward: bool) -> str:
    places, levels = laid_out(text, right_to_left=leftward)
    return "".join(MIRRORED.get(text[place], text[place]) if levels[place] % 2 else text[place] for place in places)


@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=9), leftward=st.booleans())
@settings(max_examples=200, deadline=None)
def test_what_is_read_would_be_shown_as_it_was_seen(words: list[str], leftward: bool) -> None:
    line = seen(" ".join(words), leftward)
    assert seen("".join(reading_order(line, right_to_left=leftward)), leftward) == line


@pytest.mark.parametrize(("language", "texts"), [("ar", PARAGRAPHS[1:6]), ("fr", (PARAGRAPHS[6],) * 3)])
def test_columns_are_read_one_after_the_other(
    print_page: Callable[[str], bytes], language: str, texts: tuple[str, ...]
) -> None:
    body = "".join(f"<p>{text}</p>" for text in texts)
    page = page_of(f"<h1>2024</h1><div>{body}</div>", "div { columns: 2; column-gap: 1cm }", language)
    document = read(print_page(page))
    assert document.text.split("\n\n")[1:] == list(texts)
    assert [(remark.code, remark.values) for remark in document.remarks] == [("columns", {"page": 1, "n": 2})]


@pytest.mark.parametrize("rules", ["td { border: 1px solid }", "table { width: 100% }"])
def test_cells_of_a_table_are_parted(print_page: Callable[[str], bytes], rules: str) -> None:
    rows = [
        ["الجماعة", "عدد المستفيدين", "المبلغ (درهم)"],
        ["زاوية الشيخ", "1.250", "3.097.722"],
        ["أزيلال (المركز)", "350", "26 مليون درهم إلى غاية 31/12/2023 من أجل استكمال بناء دار الطالبة وتجهيزها"],
    ]
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    style = f"table {{ border-collapse: collapse }} td {{ padding: 4pt 8pt }} {rules}"
    document = read(print_page(page_of(f"<p>{PARAGRAPHS[1]}</p><table>{table}</table><p>{PARAGRAPHS[2]}</p>", style)))
    assert document.text.split("\n\n") == [PARAGRAPHS[1], *("\t".join(row) for row in rows), PARAGRAPHS[2]]


def test_head_of_a_letter_in_two_languages_is_read_one_after_the_other(print_page: Callable[[str], bytes]) -> None:
    head = "<table><tr><td>المملكة المغربية<br>ولاية الجهة<td dir=ltr>Royaume du Maroc<br>Wilaya de la région</table>"
    document = read(print_page(page_of(f"{head}<p>{PARAGRAPHS[1]}</p>", "table { width: 100% }")))
    assert " ".join(document.text.split()[:10]) == "المملكة المغربية ولاية الجهة Royaume du Maroc Wilaya de la"


def test_cell_of_two_scripts_is_read_as_its_table(print_page: Callable[[str], bytes]) -> None:
    rows = [["الاسم", "الصفة"], ["السيد(ة) John Smith", "expert"], ["فاطمة الزهراء بناني", "مديرة"]]
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    document = read(print_page(page_of(f"<table>{table}</table>", "td { border: 1px solid; padding: 3pt }")))
    assert document.text.split("\n\n") == ["\t".join(row) for row in rows]


@pytest.mark.browser
def test_items_whose_bullets_are_drawn_stay_apart(browser: Any) -> None:
    page = browser.new_page()
    items = ["المحور الأول: " + PARAGRAPHS[2], "المحور الثاني"]
    listed = "".join(f"<li>{item}" for item in items)
    page.set_content(page_of(f"<ol><li>تقديم البرنامج:<ul style='list-style: circle'>{listed}</ul><li>المناقشة</ol>"))
    read_text = read(page.pdf(prefer_css_page_size=True)).text
    assert read_text.split("\n\n") == ["1. تقديم البرنامج:", *items, "2. المناقشة"]


def test_heads_are_kept_once_and_page_numbers_left_out(print_page: Callable[[str], bytes]) -> None:
    style = """@page { @top-center { content: 'ولاية جهة بني ملال خنيفرة' } @bottom-center { content:
      counter(page) ' / ' counter(pages) } @bottom-left { content: 'Entraide Nationale 2024' } }"""
    document = read(print_page(html_of(LONG, style)))
    assert document.text.count("ولاية جهة بني ملال خنيفرة") == document.text.count("Entraide Nationale 2024") == 1
    assert_all_read(document)
    assert not re.search(r"\d / \d", document.text)
    assert {remark.code for remark in document.remarks} == {"repeated_lines"}


def test_pages_are_spans_and_a_sentence_goes_on_from_one_to_the_next() -> None:
    words = " ".join(f"كلمة{number}" for number in range(900))
    document = read(pdf.pdf_of(pdf.pages_of([words], pdf.plain_letters)))
    assert len(document.pages) == 2
    assert document.text == document.pages[0].of(document.text) + "\n" + document.pages[1].of(document.text)
    assert document.text.split() == words.split()


def test_words_parted_at_the_end_of_a_line_are_one_again() -> None:
    lines = ["Le vice-président a salué la consul-", "tation du sous-", "secteur et le travail du vice-", "président."]
    signs = [
        sign
        for n, line in enumerate(lines)
        for sign in pdf.signs_of_line(line, 60 + 17 * n, pdf.plain_letters, leftward=False)
    ]
    assert read(pdf.pdf_of([signs])).text == (
        "Le vice-président a salué la consultation du sous-secteur et le travail du vice-président."
    )


def test_marks_and_letters_drawn_twice_are_read_once() -> None:
    signs = pdf.signs_of_line("محضر اجتماع", 60, pdf.plain_letters, leftward=True)
    bold = [pdf.Sign(sign.letters, sign.x + 0.3, sign.y, sign.width) for sign in signs]
    mark = pdf.Sign("ُ", signs[-1].x + 1, 52, 0.001)  # above its line
    assert read(pdf.pdf_of([[*signs, *bold, mark]])).text == "مُحضر اجتماع"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_page_turned_on_its_side_is_read_alike(print_page: Callable[[str], bytes], turn: int) -> None:
    upright = print_page(html_of(PARAGRAPHS))
    writer = PdfWriter(PdfReader(io.BytesIO(upright)))
    for page in writer.pages:
        page.rotate(turn)
    content = io.BytesIO()
    writer.write(content)
    assert read(content.getvalue()).text == read(upright).text


def test_text_on_its_side_comes_last_and_text_aslant_is_left_out(print_page: Callable[[str], bytes]) -> None:
    style = "display: inline-block; margin: 2cm; transform: rotate"
    aside = f"<p style='{style}(-90deg)'>بجانب الصفحة</p><p style='{style}(40deg)'>نسخة</p>"
    document = read(print_page(page_of(f"{aside}<p>{PARAGRAPHS[1]}</p>")))
    assert document.text == f"{PARAGRAPHS[1]}\n\nبجانب الصفحة"
    assert [(remark.code, remark.values) for remark in document.remarks] == [("aslant", {"page": 1, "n": 4})]


def test_raised_letters_stay_in_their_word_and_spaced_out_ones_make_a_word(print_page: Callable[[str], bytes]) -> None:
    heading = "<h2 style='letter-spacing: .3em'>COMPTE RENDU</h2>"
    body = "<p>Le 1<sup>er</sup> mars, à 30 m<sup>2</sup> près, H<sub>2</sub>O.</p>"
    document = read(print_page(page_of(heading + body, language="fr")))
    assert document.text == "COMPTE RENDU\n\nLe 1er mars, à 30 m2 près, H2O."


@pytest.mark.browser
def test_vowel_marks_stand_on_their_letters(print_page: Callable[[str], bytes], browser: Any) -> None:
    text = "قَدِ السَيِدُ الوَالِي مُهِمٌ لِلنِسَاءِ وَأُسَرٍ كَثِيرَةٍ"
    page = browser.new_page()
    page.set_content(page_of(f"<p>{text}</p>"))
    assert read(page.pdf()).text == read(print_page(page_of(f"<p>{text}</p>"))).text == text


def test_letters_stored_backwards_are_turned_round_and_said() -> None:
    signs: list[pdf.Sign] = []
    for number, line in enumerate(pdf.lines_of_paragraph(PARAGRAPHS[2])):
        x = pdf.LEFT
        for letter in line:
            signs.append(pdf.Sign(letter, x, 60 + 17 * number, 5.0))
            x += 5.0
    document = read(pdf.pdf_of([signs]))
    assert " ".join(document.text.split()) == PARAGRAPHS[2]
    assert [remark.code for remark in document.remarks] == ["reversed_text"]


def scan() -> str:
    """A picture as large as a page."""
    content = io.BytesIO()
    Image.new("L", (600, 800), 200).save(content, "PNG")
    return f"<img style='width: 16cm; height: 24cm' src='data:image/png;base64,{_base64(content.getvalue())}'>"


def _base64(content: bytes) -> str:
    import base64

    return base64.b64encode(content).decode()


def test_scanned_page_is_said_to_be_one(print_page: Callable[[str], bytes]) -> None:
    document = read(print_page(page_of(f"<p>{PARAGRAPHS[1]}</p><div style='break-before: page'>{scan()}</div>")))
    assert document.text == PARAGRAPHS[1]
    assert [str(remark) for remark in document.remarks] == [
        "Page 2 is a scan: a picture without text, so nothing of it was read."
    ]
    assert len(document.pages) == 2


def test_document_of_scans_is_refused(print_page: Callable[[str], bytes]) -> None:
    with pytest.raises(UnreadableDocument, match="All 1 pages are scans"):
        read(print_page(page_of(scan())))


def test_letters_drawn_as_shapes_are_a_picture() -> None:
    rules = " ".join(f"{n} {n} m {n + 9} {n + 5} l S" for n in range(400)).encode()
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(rules), rules)
    pages = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"]
    with pytest.raises(UnreadableDocument, match="All 1 pages are scans"):
        read(pdf.file_of([*pages, page, stream]))


def test_file_that_hides_its_letters_is_refused_and_a_few_lost_signs_are_said() -> None:
    signs = pdf.signs_of_line(PARAGRAPHS[0], 60, pdf.plain_letters, leftward=True)
    nameless = [pdf.Sign("", sign.x, sign.y + 30, sign.width) for sign in signs]
    with pytest.raises(UnreadableDocument, match="does not say which letters"):
        read(pdf.pdf_of([nameless]))
    document = read(pdf.pdf_of([[*signs, *nameless[:3]]]))
    assert [(remark.code, remark.values) for remark in document.remarks] == [("unmapped_glyphs", {"page": 1, "n": 3})]


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_locked_file_is_refused_and_one_locked_against_changes_only_is_read(algorithm: str) -> None:
    plain = pdf.pdf_of(pdf.pages_of(PARAGRAPHS[:1], pdf.plain_letters))
    for password, is_read in (("secret", False), ("", True)):
        writer = PdfWriter(PdfReader(io.BytesIO(plain)))
        writer.encrypt(password, "owner", algorithm=algorithm)
        content = io.BytesIO()
        writer.write(content)
        if is_read:
            assert read(content.getvalue()).text == PARAGRAPHS[0]
            continue
        with pytest.raises(UnreadableDocument, match="protected by a password"):
            read(content.getvalue())


def test_more_pages_than_allowed_are_refused() -> None:
    file = pdf.pdf_of([[pdf.Sign("ا", 60, 60, 5)]] * 3)
    with pytest.raises(UnreadableDocument, match="has 3 pages; at most 2"):
        parse(file, "a.pdf", Limits(pages=2))
