from email.message import EmailMessage

from multaqa.analysis.text.documents.formats import parse
from multaqa.analysis.text.documents.records import DocumentText, Limits


def mail(subject: str = "محضر الاجتماع") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Fatima <fatima@example.org>"
    message["To"] = "wilaya@example.org"
    message["Subject"] = subject
    return message


def read(message: EmailMessage) -> DocumentText:
    return parse(message.as_bytes(), "a.eml", Limits())


def test_mail_gives_subject_and_text_but_not_who_wrote_to_whom() -> None:
    message = mail()
    message.set_content("تم الاجتماع يوم 13 فبراير.\n\nCordialement\n", charset="utf-8")
    assert read(message).text == "محضر الاجتماع\n\nتم الاجتماع يوم 13 فبراير.\n\nCordialement"


def test_plain_text_comes_before_the_web_page_and_attachments_are_named() -> None:
    message = mail("Compte rendu")
    message.set_content("Texte à lire")
    message.add_alternative("<html><p>Page</p></html>", subtype="html")
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="محضر.pdf")
    document = read(message)
    assert document.text == "Compte rendu\n\nTexte à lire"
    assert [str(remark) for remark in document.remarks] == ["The attachments were not read: محضر.pdf."]


def test_mail_that_is_only_a_web_page_is_read() -> None:
    message = mail("Sujet")
    message.set_content("<html><h1>عنوان</h1><p>نص</p></html>", subtype="html")
    assert read(message).text == "Sujet\n\nعنوان\n\nنص"


def test_mail_in_an_older_encoding_is_read() -> None:
    message = mail("Sujet")
    message.set_content("اجتماع اللجنة الإقليمية", charset="windows-1256")
    assert read(message).text == "Sujet\n\nاجتماع اللجنة الإقليمية"


def test_lines_that_flow_are_one_paragraph() -> None:
    raw = (
        "From: a@example.org\nTo: b@example.org\nSubject: s\nMIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=utf-8; format=flowed\n\nUn \ndeux\ntrois\n"
    )
    assert parse(raw.encode(), "a.eml", Limits()).text == "s\n\nUn deux\ntrois"
