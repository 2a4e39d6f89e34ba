"""What somebody does by saying it, in sentences that no weight was trained on."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from multaqa.analysis.text import kinds
from multaqa.analysis.text.cues import cue_names, cues_of
from multaqa.analysis.text.kinds import KINDS, features, kind_of, kinds_of, marks_of

ROOT = Path(__file__).resolve().parents[3]
STATEMENTS = [
    ("نطالب بفتح مكتبة عمومية في الحي.", "ar", "expectation"),
    ("لا توجد مكتبة واحدة في المدينة.", "ar", "constraint"),
    ("نقترح تحويل السوق القديم إلى مكتبة.", "ar", "proposal"),
    ("نضع كتبنا رهن إشارة المكتبة مجانا.", "ar", "offer"),
    ("متى ستفتح المكتبة أبوابها؟", "ar", "question"),
    ("صادق المجلس على بناء مكتبة.", "ar", "decision"),
    ("سيتم افتتاح المكتبة خلال شهر شتنبر المقبل.", "ar", "announcement"),
    ("Nous demandons une bibliothèque dans le quartier.", "fr", "expectation"),
    ("La bibliothèque est fermée et les livres manquent.", "fr", "constraint"),
    ("Nous proposons de transformer l'ancien marché en bibliothèque.", "fr", "proposal"),
    ("Notre association met ses livres à la disposition de la bibliothèque.", "fr", "offer"),
    ("Quand la bibliothèque ouvrira-t-elle ?", "fr", "question"),
    ("Le conseil a approuvé la construction d'une bibliothèque.", "fr", "decision"),
    ("La bibliothèque ouvrira en septembre prochain.", "fr", "announcement"),
    ("La bibliothèque a accueilli 1 200 lecteurs en 2022.", "fr", "fact"),
    ("بغينا مكتبة فالحومة.", "ary", "expectation"),
    ("wach kayna chi maktaba hna?", "ary-Latn", "question"),
    ("Qu'on installe la bibliothèque dans l'ancien marché.", "fr", "proposal"),
    ("Les lecteurs font la fierté de notre quartier.", "fr", "asset"),
    ("رخصت الجماعة للجمعية باستعمال قاعة المكتبة.", "ar", "decision"),
    ("أنا كنبيع الكتوب، نقدر نجيب منهم خمسين للمكتبة بلا فلوس.", "ary", "offer"),
]


def test_kinds_of_plain_statements():
    found = kinds_of([(text, language, "") for text, language, _ in STATEMENTS])
    assert [kind for kind, _ in found] == [kind for _, _, kind in STATEMENTS]


def test_confidence_is_a_probability():
    assert all(1 / len(KINDS) <= sure <= 1 for _, sure in kinds_of([(t, lang, "") for t, lang, _ in STATEMENTS]))


def test_a_statement_alone_has_the_kind_it_has_among_others():
    asked = [(text, language, "") for text, language, _ in STATEMENTS]
    assert [kind_of(*one) for one in asked[:4]] == kinds_of(asked)[:4]


@pytest.mark.parametrize("text", ["", " ", "12", "؟", "A" * 300_000])
def test_anything_has_a_kind(text):
    assert kind_of(text, "und")[0] in KINDS


@pytest.mark.parametrize(
    ("hint", "kind"),
    [("ask", "expectation"), ("propose", "proposal"), ("complain", "constraint"), ("wonder", "question")],
)
def test_the_verb_that_reports_a_statement_decides_where_its_words_do_not(hint, kind):
    assert kind_of("une bibliothèque pour le quartier", "fr", hint)[0] == kind


def test_cues_are_words_of_the_lexicon_and_forms_of_words():
    found = cues_of(["سيفتح", "المركز"], "سيفتح المركز؟", "ar")
    assert {"is future", "question mark", "short"} <= found
    assert found <= set(cue_names())


def test_a_cue_behind_the_first_comma_only_explains():
    found = cues_of(["بغينا", "طوبيس", "حيت", "بعيد"], "بغينا طوبيس، حيت بعيد", "ary", main=2)
    assert "far further on" in found
    assert "want further on" not in found


def _trainer():
    spec = importlib.util.spec_from_file_location("train_kinds", ROOT / "bench" / "reading" / "train_kinds.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_the_weights_that_ship_are_those_the_script_makes():
    trainer = _trainer()
    rows = trainer.read_training()
    shipped = kinds._weights()
    made = trainer.fit(trainer.inputs_of(rows), trainer.labels_of(rows), shipped.temperature)
    asked = [(text, language) for text, language, _ in STATEMENTS]
    assert np.abs(kinds.scores_of(asked, made) - kinds.scores_of(asked, shipped)).max() < 0.05
    assert np.array_equal(made.marks, shipped.marks)
    assert trainer.WEIGHTS.stat().st_size < 500_000


def test_a_question_behind_a_statement_only_complains_of_it():
    words = ["لا", "احد", "يعرف", "العدد", "فكيف", "نخطط"]
    assert "question behind a statement" in cues_of(words, "لا أحد يعرف العدد، فكيف نخطط؟", "ar", main=4)
    assert "question behind a statement" not in cues_of(words[4:], "فكيف نخطط؟", "ar")


def test_marks_are_those_of_words_in_any_spelling_of_them():
    assert np.array_equal(marks_of("إلى المكتبة"), marks_of("الى  المكتبه"))
    assert len(marks_of("")) <= 1


def test_features_have_a_row_for_each_statement():
    assert features([("a", "fr"), ("b", "en")]).shape == (2, kinds._weights().coefficients.shape[0])
