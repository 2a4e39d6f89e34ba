from multaqa.analysis.text.documents.formats import parse
from multaqa.analysis.text.documents.records import Limits


def text_of(page: str, encoding: str = "utf-8") -> str:
    return parse(page.encode(encoding), "page.html", Limits()).text


def test_page_is_read_without_menus_scripts_and_hidden_parts() -> None:
    page = """<!DOCTYPE html><title>Site</title><style>p {}</style><nav>Accueil</nav>
      <h1>بلاغ</h1><p>Un <b>centre</b>
      ouvre<br>à Azilal.</p><script>let x = "<p>non</p>"</script><p hidden>caché</p><div aria-hidden="true">▶</div>
      <ul><li>أولا</li><li>ثانيا</li></ul>"""
    assert text_of(page) == "بلاغ\n\nUn centre ouvre\nà Azilal.\n\nأولا\n\nثانيا"


def test_main_part_is_the_document_where_the_page_marks_one() -> None:
    page = "<html><body><div>Menu</div><main><h1>Titre</h1><p>Texte</p></main><footer>Mentions</footer></body></html>"
    assert text_of(page) == "Titre\n\nTexte"


def test_title_stands_in_for_a_missing_heading() -> None:
    assert text_of("<html><head><title>Communiqué</title></head><body><p>Texte</p>") == "Communiqué\n\nTexte"


def test_cells_are_parted_and_cells_of_a_layout_are_read_one_after_the_other() -> None:
    table = "<table><tr><th>أ</th><th>ب</th></tr><tr><td>1</td><td>2</td></tr></table>"
    layout = "<table><tr><td><p>un</p><p>deux</p></td><td>trois</td></tr></table>"
    assert text_of(f"<html>{table}{layout}") == "أ\tب\n\n1\t2\n\nun\n\ndeux\n\ntrois"


def test_declared_encoding_is_believed_where_the_bytes_agree() -> None:
    page = '<html><meta charset="{}"><p>اجتماع اللجنة الإقليمية في أزيلال على الساعة العاشرة</p>'
    text = "اجتماع اللجنة الإقليمية في أزيلال على الساعة العاشرة"
    assert text_of(page.format("windows-1256"), "cp1256") == text
    assert text_of(page.format("utf-8"), "cp1256") == text


def test_preformatted_text_keeps_its_lines() -> None:
    assert text_of("<html><pre>un\n  deux</pre>") == "un\n  deux"


def test_page_nested_deeper_than_a_program_may_recurse_is_read() -> None:
    assert text_of("<html>" + "<div>" * 5_000 + "fond") == "fond"
