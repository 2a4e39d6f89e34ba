"""Arabic, Darija in both scripts, French, English and Tamazight, in sentences and documents."""

import csv
import json
import os
import re
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multaqa.analysis.text.language import language_of, main_language
from multaqa.analysis.text.records import Language

ROOT = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("MULTAQA_SHARED_DATA", ROOT.parent / "shared" / "data")) / "text"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason=f"real texts are not in {SHARED}")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("تطالب الجمعيات بإحداث مركز للقرب في المنطقة.", "ar"),
        ("المرأة القروية", "ar"),
        ("يجب أن يستفيد الأطفال من النقل المدرسي كما وعدت الجماعة.", "ar"),
        ("تتوقع الوزارة أن تنقلب الموازين خلال سنتين", "ar"),
        ("واش كاين شي سبيطار قريب لينا؟", "ary"),
        ("بغينا الما والضو", "ary"),
        ("ما عندناش الطريق", "ary"),
        ("الدراري كيمشيو على رجليهم بزاف", "ary"),
        ("حنا ماكايناش عندنا المدرسة، وغادي نبقاو نتسناو", "ary"),
        ("خاصنا يديرو لينا شي حل فهادالبلاد", "ary"),
        ("wach kayn chi tbib f had douar?", "ary-Latn"),
        ("bghina tri9 mzyana o lma", "ary-Latn"),
        ("ma3ndnach l'école f douar", "ary-Latn"),
        ("khass la commune t3awenna b chi projet", "ary-Latn"),
        ("Nous demandons une route goudronnée.", "fr"),
        ("Conseil provincial", "fr"),
        ("G7 et covid19 : 2ème réunion à 9h30", "fr"),
        ("We need a road and a school.", "en"),
        ("The governor opened three centres.", "en"),
        ("ⵜⴰⵎⴰⵣⵉⵖⵜ ⵜⵓⵜⵍⴰⵢⵜ", "zgh"),
        ("azul ur illa waman ɣ tmazirt ad bahra", "zgh"),
        ("Rencontre avec الجمعيات والفاعلين المحليين à Rabat", "mixed"),
        ("the Ministère de la Solidarité announced that les provinces of the région will be dans le plan", "mixed"),
        ("12,5 % – 2024", "und"), ("", "und"), ("🙂 ...", "und"), ("https://multaqa.example/fr", "und"),
    ],
)  # fmt: skip
def test_the_language_of_a_sentence(text: str, language: Language) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text",
    [
        'قال أحد المواطنين "بغينا الماء" خلال اللقاء المنعقد بمقر الولاية',
        "استعملت الجمعية كلمة بزاف في عنوان الحملة التي أطلقتها خلال السنة الماضية",
        "أطلقت الوزارة برنامج واش بمعنى هل، وذلك من أجل تقريب الخدمات من المواطنين",
    ],
)
def test_one_word_of_darija_in_a_standard_sentence_is_a_quotation(text: str) -> None:
    assert language_of(text) == "ar"


@pytest.mark.parametrize(
    "text",
    [
        "محاربة الهدر المدرسي والحد من هدر الموارد",
        "التكوين المهني لفائدة مهنيي الصناعة التقليدية",
        "لجماعة القرية ولمراكز القرب ولجمعيات النساء",
        "بحضور صاحبة السمو الملكي الأميرة للا مريم",
        "نظام آلي لتتبع المشاريع",
        "شارف المشروع على الانتهاء",
        "كتقييم أولي وكنتيجة لذلك",
        "وحدة متنقلة واحدة",
        "خاص بالنساء",
    ],
)
def test_standard_words_that_look_like_darija_are_standard(text: str) -> None:
    assert language_of(text) == "ar"


def test_names_in_another_script_do_not_mix_a_sentence() -> None:
    assert language_of("وقعت الوزيرة اتفاقية شراكة مع مؤسسة OCP لفائدة النساء في وضعية صعبة") == "ar"
    assert language_of("Le programme « جسر » a été lancé par la ministre dans la région") == "fr"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ترأست الوزيرة اللقاء. وقالت إن البرنامج سيمتد سنتين. Programme Jisr.", "ar"),
        ("La ministre a présidé la rencontre.\nElle a dit que le programme dure deux ans.\nجسر", "fr"),
        ("ترأست الوزيرة اللقاء التشاوري بالرباط.\nLa ministre a présidé la rencontre à Rabat.", "mixed"),
        ("واش كاين شي حل؟ الماء مقطوع. بغينا نعيشو بحال الناس. حنا عيينا.", "ary"),
        ("أكدت الوزيرة أن البرنامج مستمر. وقال مواطن: بغينا غير الطريق ديالنا. ثم اختتم اللقاء في المساء.", "ar"),
        ("\n\n12\n", "und"),
    ],
)
def test_the_main_language_of_a_document(text: str, language: Language) -> None:
    assert main_language(text) == language


CATALOGUES = ROOT / "src" / "multaqa" / "locale"


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_official_sentences_are_never_darija(language: Language) -> None:
    catalogue = (CATALOGUES / language / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    lines = re.findall(r'^msgstr(?:\[\d\])? "(.+)"$', catalogue, re.MULTILINE)
    sentences = [re.sub(r"%\(\w+\)[sd]|<[^>]*>|\\.", " ", line) for line in lines]
    assert len(sentences) > 500
    assert [sentence for sentence in sentences if language_of(sentence) in {"ary", "ary-Latn", "zgh"}] == []


@needs_shared
def test_real_tweets_in_darija_are_found() -> None:
    """The corpus calls some Darija standard: the precision measured is lower than the real one."""
    with (SHARED / "mac_moroccan_tweets_ar.csv").open(encoding="utf-8") as lines:
        tweets = [(row["text"], row["variety"] != "standard") for row in csv.DictReader(lines)]
    judged = [(language_of(text) == "ary", is_darija) for text, is_darija in tweets]
    right = sum(said and is_darija for said, is_darija in judged)
    assert right / sum(is_darija for _, is_darija in judged) >= 0.65
    assert right / sum(said for said, _ in judged) >= 0.88


@needs_shared
def test_real_proposals_in_french_are_french() -> None:
    lines = (SHARED / "republique_numerique_fr.jsonl").read_text(encoding="utf-8").splitlines()
    proposals = [json.loads(line)["text"] for line in lines]
    assert [text for text in proposals if main_language(text) != "fr"] == []


@given(st.text())
def test_any_text_has_a_language(text: str) -> None:
    assert language_of(text) in get_args(Language)
    assert main_language(text) in get_args(Language)


@given(st.text(alphabet="0123456789 .,;:!?()-–%\n«»"))
def test_a_text_without_letters_has_none(text: str) -> None:
    assert language_of(text) == main_language(text) == "und"
