"""Themes: the same in any order of rows, quotes that are the statements' own characters, duplicates counted once."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_limits

from multaqa.analysis.text.axes import Axis, Classifier, taxonomy_of
from multaqa.analysis.text.centring import centred, examples, script_of, shipped_means
from multaqa.analysis.text.duplicates import folded_duplicates, translations
from multaqa.analysis.text.encoders import Remembering, UniversalSentenceEncoder
from multaqa.analysis.text.statement_files import Table, UnusableTable
from multaqa.analysis.text.themes import Drafted, Quote, draft_themes, place
from multaqa.analysis.text.themes.proof import Cited, divided, why_blocked
from multaqa.analysis.text.themes_command import as_form, run
from multaqa.config.cli import main

TEXTS = [row[language] for row in examples() for language in ("ar", "fr")]
ROAD = Axis("R", "الطرق", "Routes", ("الطرق", "Routes", "المسالك والقناطر وفك العزلة", "Pistes, ponts, désenclavement"))
HEALTH = Axis("S", "الصحة", "Santé", ("الصحة", "Santé", "الأطباء والمستشفيات", "Médecins, hôpitaux, dispensaires"))
WOMEN = Axis("F", "العنف", "Violences", ("العنف ضد النساء", "Violences faites aux femmes", "Accueil des victimes"))


@pytest.fixture(scope="module")
def encoder() -> Remembering:
    return Remembering(UniversalSentenceEncoder())


@pytest.fixture(scope="module")
def drafted(encoder: Remembering) -> Drafted:
    return draft_themes(TEXTS, encoder)


def test_every_row_stands_once_in_themes_that_are_there(drafted: Drafted) -> None:
    drafts = drafted.drafts
    assert len(drafts.theme_ids) == len(TEXTS)
    known = {theme.id for theme in drafts.themes}
    assert known == set(range(len(drafts.themes)))
    assert all(ids == (-1,) or (set(ids) <= known and len(set(ids)) == len(ids)) for ids in drafts.theme_ids)
    for theme in drafts.themes:
        assert theme.size_with_duplicates == sum(theme.id in ids for ids in drafts.theme_ids)


def test_arabic_and_french_meet_in_most_themes(drafted: Drafted) -> None:
    mixed = [theme for theme in drafted.drafts.themes if {"ar", "fr"} <= {quote.language for quote in theme.quotes}]
    assert len(mixed) >= 0.8 * len(drafted.drafts.themes) > 5


def test_names_and_phrases_are_words_of_the_themes_own_statements(drafted: Drafted) -> None:
    for theme in drafted.drafts.themes:
        own = "\n".join(text for text, ids in zip(TEXTS, drafted.drafts.theme_ids, strict=True) if theme.id in ids)
        for phrases in theme.key_phrases.values():
            assert [phrase for phrase in phrases if phrase not in own] == []
        for name in theme.names.values():
            assert [part for part in name.replace("، ", ", ").split(", ") if part not in own] == []


def test_wide_themes_have_parts_that_lie_in_them_and_are_named_by_their_own_words(drafted: Drafted) -> None:
    wide = [theme for theme in drafted.drafts.themes if theme.parts]
    assert wide
    for theme in wide:
        own = {row for row, ids in enumerate(drafted.drafts.theme_ids) if theme.id in ids}
        rows = [row for part in theme.parts for row in part.rows]
        assert len(theme.parts) > 1
        assert len(rows) == len(set(rows))
        assert set(rows) <= own
        for part in theme.parts:
            said = "\n".join(TEXTS[row] for row in part.rows)
            names = [name for name in part.names.values() if name]
            assert names
            assert [one for name in names for one in name.replace("، ", ", ").split(", ") if one not in said] == []


def test_the_output_is_the_same_in_ten_orders_of_rows(encoder: Remembering) -> None:
    texts = TEXTS[:60] + TEXTS[:6]
    drafts = draft_themes(texts, encoder).drafts
    for seed in range(10):
        order = random.Random(seed).sample(range(len(texts)), len(texts))
        shuffled = draft_themes([texts[row] for row in order], encoder).drafts
        assert shuffled.output_hash == drafts.output_hash
        assert [drafts.theme_ids[row] for row in order] == list(shuffled.theme_ids)


def test_the_output_is_the_same_with_one_thread_and_two() -> None:
    hashes = set()
    for threads in (1, 2):
        with threadpool_limits(threads):
            hashes.add(draft_themes(TEXTS[:60], UniversalSentenceEncoder()).drafts.output_hash)
    assert len(hashes) == 1


def test_another_process_with_other_hashing_gives_the_same(tmp_path: Path) -> None:
    file = tmp_path / "statements.csv"
    file.write_text("text\n" + "\n".join(f'"{text}"' for text in TEXTS[:80]), encoding="utf-8")
    hashes = set()
    for seed, threads in (("1", "1"), ("2", "2")):
        done = subprocess.run(
            [sys.executable, "-c", "import sys; from multaqa.config.cli import main; sys.exit(main(sys.argv[1:]))",
             "themes", str(file), "--json"],
            env={**os.environ, "PYTHONHASHSEED": seed, "OPENBLAS_NUM_THREADS": threads},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        hashes.add(json.loads(done.stdout)["output_hash"])
    assert len(hashes) == 1


def test_other_statements_have_another_hash(encoder: Remembering) -> None:
    assert draft_themes(TEXTS[:60], encoder).drafts.output_hash != draft_themes(TEXTS[:61], encoder).drafts.output_hash


PIECES = st.lists(
    st.sampled_from([*TEXTS[:8], " ", "\n", "ـ", "\u064e", "…", "«", "2,5", "﷽", "a\u0301", "."]), max_size=6
)


@settings(max_examples=25, deadline=None)
@given(edited=st.lists(PIECES.map("".join), min_size=1, max_size=12))
def test_every_quote_is_the_characters_of_its_row(encoder: Remembering, edited: list[str]) -> None:
    drafts = draft_themes(edited, encoder, axes=[ROAD, HEALTH, WOMEN]).drafts
    form = json.loads(json.dumps(as_form(drafts, edited)))
    for theme in form["themes"]:
        assert theme["blocked"] == []
        for quote in theme["quotes"]:
            assert edited[quote["row"]][quote["start"] : quote["end"]] == quote["text"] != ""
            assert theme["id"] in form["rows"][quote["row"]]["theme_ids"]


def test_five_hundred_copies_are_one_text_with_five_hundred_supports(encoder: Remembering) -> None:
    copy = "نطالب ببناء قنطرة على الواد وتعبيد المسلك المؤدي إلى الدوار في أقرب الآجال"
    kin = ["Un pont sur l'oued et une piste goudronnée pour le douar", "القنطرة سقطت والمسلك مقطوع"]
    texts = TEXTS[:38] + kin + [copy] * 300 + [copy + " !"] * 150 + ["  " + copy.replace("أقرب", "اقرب")] * 50
    folds = folded_duplicates(texts)
    assert max(fold.supports for fold in folds) == 500
    assert len(folds) == 41
    theme = next(one for one in draft_themes(texts, encoder).drafts.themes if one.size_with_duplicates > 500)
    assert theme.size_with_duplicates == theme.size + 499


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Nous voulons un pont sur l'oued pour le douar", "nous voulons un pont sur l’oued, pour le douar !", True),
        ("Goudronner vite la piste qui mène au douar", "Vite goudronner la piste qui mène au douar", True),
        ("Ouvrir huit crèches dans les quartiers de Fès", "Ouvrir neuf crèches dans les quartiers de Fès", False),
        ("Le centre est ouvert le soir aux jeunes", "Le centre n'est pas ouvert le soir aux jeunes", False),
    ],
)
def test_near_duplicates_are_one_unless_they_say_another_thing(one: str, other: str, same: bool) -> None:
    assert (len(folded_duplicates([one, other])) == 1) is same


def test_translations_are_found_and_distractors_are_not(encoder: Remembering) -> None:
    rows = examples()[:60]
    texts = [row["ar"] for row in rows] + [row["fr"] for row in rows] + [row["fr_other"] for row in rows]
    found = set(translations(texts, encoder))
    right = {(place, place + 60) for place in range(60)}
    assert len(found & right) >= 0.95 * len(found) >= 20


@pytest.mark.parametrize("texts", [[], [""], ["", "  ", "…"], ["seul"], ["deux", "mots"]])
def test_too_few_statements_stand_in_no_theme(encoder: Remembering, texts: list[str]) -> None:
    drafts = draft_themes(texts, encoder).drafts
    assert drafts.theme_ids == ((-1,),) * len(texts)
    assert drafts.themes == ()


def test_rows_that_are_all_equal_are_one_theme(encoder: Remembering) -> None:
    drafts = draft_themes(["Le pont est tombé"] * 20, encoder).drafts
    assert drafts.theme_ids == ((0,),) * 20
    assert (drafts.themes[0].size, drafts.themes[0].size_with_duplicates) == (1, 20)


def test_a_stop_is_obeyed(encoder: Remembering) -> None:
    def stop(stage: str, done: int, of: int) -> None:
        if stage == "groups":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        draft_themes(TEXTS[:40], encoder, check=stop)


# With a taxonomy


def test_a_taxonomy_gives_its_names_and_codes(encoder: Remembering) -> None:
    texts = ["La piste du douar est coupée", "القنطرة جرفها الواد", "L'hôpital manque de médecins", "Vive le soleil"]
    drafts = draft_themes(texts, encoder, axes=[ROAD, HEALTH, WOMEN]).drafts
    codes = {theme.id: theme.code for theme in drafts.themes}
    assert [codes.get(ids[0]) for ids in drafts.theme_ids] == ["R", "R", "S", None]
    assert drafts.themes[0].names == {"ar": "الطرق", "fr": "Routes"}


def test_a_statement_of_two_axes_has_both(encoder: Remembering) -> None:
    text = (
        "La piste coupée empêche les malades d'aller à l'hôpital et les médecins de venir au dispensaire par la route"
    )
    vectors = centred(encoder.encode([text]), [script_of(text)], shipped_means(encoder))
    found = Classifier([ROAD, HEALTH, WOMEN], encoder, shipped_means(encoder)).classify([text], vectors)[0]
    assert {one.code for one in found} == {"R", "S"}


@pytest.mark.parametrize(
    ("columns", "rows", "says"),
    [
        (("code", "name_ar"), [("A", "ا")], "no column name_fr"),
        (("code", "name_ar", "name_fr"), [("A", "ا", "a"), ("A", "ب", "b")], "gives A twice"),
        (("code", "name_ar", "name_fr"), [("A", "", "")], "without a code or a name"),
    ],
)
def test_a_taxonomy_that_is_none_is_refused(columns: tuple[str, ...], rows: list[tuple[str, ...]], says: str) -> None:
    with pytest.raises(UnusableTable, match=says):
        taxonomy_of(Table(columns, tuple(rows)))


# Tomorrow's statements


def test_new_statements_are_placed_or_queued(encoder: Remembering, drafted: Drafted) -> None:
    assert drafted.frame is not None
    assert drafted.standing is not None
    known = next(row for row, ids in enumerate(drafted.drafts.theme_ids) if "médiation" in TEXTS[row] and ids != (-1,))
    new = ["Il faut davantage de médiateurs familiaux et de médiation familiale", "xyz 123"]
    placed = place(new, drafted.frame, drafted.standing, encoder)
    assert placed[0].theme_id == drafted.drafts.theme_ids[known][0]
    assert placed[1].theme_id is None
    assert place(new[:1], drafted.frame, drafted.standing, encoder) == placed[:1]


# Proof


@pytest.mark.parametrize(
    ("sentence", "cites", "why"),
    [
        ("Le centre accueille 40 femmes", [Quote(0, 0, 29, "fr")], ""),
        ("Le centre de Fès accueille 40 femmes", [Quote(0, 0, 29, "fr")], "place fes"),
        ("Le centre accueille 60 femmes", [Quote(0, 0, 29, "fr")], "number 60"),
        ("Le centre accueille 40 femmes", [], "cites nothing"),
        ("Le centre accueille 40 femmes", [Quote(0, 5, 400, "fr")], "is not there"),
        ("Le centre accueille 40 femmes", [Quote(7, 0, 3, "fr")], "is not there"),
        ("Les jeunes demandent davantage de terrains", [Quote(0, 0, 29, "fr")], "not those of its cites"),
        ("Le centre ferme le soir", [Quote(1, 0, 23, "fr")], "opposite"),
    ],
)
def test_a_sentence_is_blocked_unless_its_cites_hold(sentence: str, cites: list[Quote], why: str) -> None:
    texts = ["Le centre accueille 40 femmes", "Le centre ouvre le soir"]
    cited = Cited(sentence, tuple(cites))
    assert why in why_blocked(cited, texts)
    kept, blocked = divided([cited], texts)
    assert (len(kept), len(blocked)) == ((1, 0) if not why else (0, 1))


# The word


def test_the_word_prints_json_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "s.csv"
    file.write_text("id,النص\n" + "\n".join(f'{n},"{text}"' for n, text in enumerate(TEXTS[:40])), encoding="utf-8-sig")
    axes = tmp_path / "t.csv"
    axes.write_text("code,name_ar,name_fr,description_ar,description_fr\nV,العنف,Violences,,\nR,طرق,Routes,,\n")
    assert run([str(file), "--taxonomy", str(axes), "--json"]) == 0
    out, err = capsys.readouterr()
    form = json.loads(out)
    assert [row["row"] for row in form["rows"]] == list(range(40))
    assert form["themes"][0]["code"] == "V"
    assert {"id", "names", "key_phrases", "quotes", "size", "size_with_duplicates", "stability"} <= set(
        form["themes"][0]
    )
    assert "'النص'" in err


@pytest.mark.parametrize(
    ("body", "options", "says"),
    [
        ("", [], "is empty"),
        ("text\n", [], "no row behind it"),
        ("a,b\n1,2\n", ["--text", "c"], "no column 'c'"),
        ("text\neau\n", ["--taxonomy", "missing.csv"], "missing.csv"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], body: str, options: list[str], says: str
) -> None:
    file = tmp_path / "s.csv"
    file.write_text(body, encoding="utf-8")
    assert main(["themes", str(file), "--json", *options]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert says in err.splitlines()[-1]
