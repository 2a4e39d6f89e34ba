import itertools
import random
from datetime import timedelta

import numpy as np
import pytest
from django.core.management import call_command
from django.utils import timezone

from multaqa.analysis.text.encoders import UniversalSentenceEncoder
from multaqa.analysis.text.themes import draft_themes
from multaqa.listen.statements.models import Statement
from multaqa.understand.drafts import engine, running
from multaqa.understand.drafts.actions import start_again, start_drafting, start_placing, stop_drafting
from multaqa.understand.drafts.models import DraftingRun, DraftStatement
from multaqa.understand.drafts.queries import standing_of
from multaqa.understand.drafts.running import claim, work_off, work_on
from tests.factories.ground import TerritoryFactory, person_who_may
from tests.factories.listen import RoundFactory, StatementFactory
from tests.factories.understand import DraftingRunFactory

pytestmark = pytest.mark.django_db
DRAFTS = ["theme.draft", "statement.read_drafts"]
SAID = [
    "Une unité mobile devrait passer chaque semaine dans les douars.",
    "Une unité mobile devrait passer chaque semaine dans les douars.",
    "L'unité mobile doit passer dans les douars enclavés de la montagne.",
    "نطالب بوحدة متنقلة تزور الدواوير كل أسبوع.",
    "نريد وحدة متنقلة للدواوير الجبلية المعزولة.",
    "Il faut une unité mobile de proximité pour les villages isolés.",
    "Les femmes ont besoin d'un centre d'écoute et d'orientation juridique.",
    "Nous demandons un centre d'écoute pour les femmes victimes de violence.",
    "نطالب بفتح مركز للاستماع للنساء ضحايا العنف.",
    "نحتاج إلى مركز للاستماع والتوجيه القانوني للنساء.",
    "Un centre d'écoute pour femmes manque dans la province.",
    "Le stade a été repeint.",
]
SINCE = ["Une unité mobile devrait passer chaque semaine dans les douars.", "Le prix du pain a baissé hier matin."]
TAXONOMY = [
    {"code": "mobile", "name_ar": "الوحدات المتنقلة", "name_fr": "Unités mobiles"},
    {"code": "women", "name_ar": "مراكز استماع النساء", "name_fr": "Centres d'écoute des femmes"},
]


class Words:
    """An encoder of the tests: how often each letter pair stands in a text. The one that ships takes seconds."""

    name, dim, version_hash = "pairs", 64, "0" * 64

    def encode(self, texts):
        rows = np.zeros((len(texts), self.dim), np.float32)
        for row, text in enumerate(texts):
            for one, other in itertools.pairwise(text):
                rows[row, (ord(one) * 31 + ord(other)) % self.dim] += 1
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1)


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(running, "own_encoder", lambda check, folder: Words())


def asked(texts=SAID, order=None, **given):
    round, place = RoundFactory(), TerritoryFactory()
    for text in order or texts:
        StatementFactory(round=round, territory=place, text=text, state="confirmed")
    person = person_who_may(DRAFTS, place)
    return person, start_drafting(by=person, round=round, territory=place, **given)


def members(run):
    rows = DraftStatement.objects.live().filter(draft__run=run).order_by("rank")
    return sorted(rows.values_list("read__revision__text", "draft__number", "rank"))


def test_a_run_reads_every_statement_once_and_says_what_came_of_it(quick):
    _person, run = asked(taxonomy=TAXONOMY, taxonomy_name="axes.csv")
    assert work_off() == 1
    run.refresh_from_db()
    standing = standing_of(run)
    assert (run.state, run.encoder, run.seconds is not None) == (DraftingRun.State.DONE, "pairs", True)
    assert (standing.statements, standing.texts) == (len(SAID), len(SAID) - 1)
    assert sorted(run.drafts.values_list("code", flat=True)) == ["mobile", "women"]


def test_every_quote_is_the_characters_of_its_revision(quick):
    _person, run = asked(taxonomy=TAXONOMY)
    work_off()
    quoted = DraftStatement.objects.filter(draft__run=run, end__isnull=False)
    assert len(quoted) >= 2
    for row in quoted:
        assert row.quote == row.read.statement.current.text[row.start : row.end] != ""


def test_what_may_not_be_cited_is_not_read(quick):
    _person, run = asked()
    StatementFactory(round=run.round, territory=run.territory, state="captured")
    StatementFactory(round=run.round, state="confirmed")
    work_off()
    assert standing_of(run).statements == len(SAID)


@pytest.mark.slow
def test_the_same_statements_give_the_same_output_in_any_order_and_database():
    """The engine alone knows no database: what is kept is what it gave, whatever the order of rows."""
    alone = draft_themes(SAID, UniversalSentenceEncoder()).drafts
    runs = []
    for seed in range(3):
        order = random.Random(seed).sample(SAID, len(SAID))
        _person, run = asked(order=order)
        work_off()
        run.refresh_from_db()
        runs.append(run)
    assert {run.output_sha256 for run in runs} == {alone.output_hash}
    assert len({run.inputs_sha256 for run in runs}) == 1
    assert members(runs[0]) == members(runs[1]) == members(runs[2]) != []


def test_a_run_that_is_stopped_keeps_nothing(quick, monkeypatch):
    person, run = asked(taxonomy=TAXONOMY)
    drawn = running.drawn

    def stopped_meanwhile(*given):
        stop_drafting(by=person, run=run)
        return drawn(*given)

    monkeypatch.setattr(running, "drawn", stopped_meanwhile)
    work_off()
    run.refresh_from_db()
    assert (run.state, run.statements.count(), run.drafts.count()) == (DraftingRun.State.STOPPED, 0, 0)


def test_a_run_that_is_started_again_goes_on_from_what_it_had_read(monkeypatch, settings, tmp_path):
    settings.HOME, encoded = tmp_path, []

    class Counting(Words):
        def encode(self, texts):
            encoded.extend(texts)
            return super().encode(texts)

    monkeypatch.setattr(engine, "UniversalSentenceEncoder", Counting)
    person, run = asked(taxonomy=TAXONOMY)
    drawn = running.drawn

    def stopped_at_the_end(*given):
        drawn(*given)
        stop_drafting(by=person, run=run)
        given[-1]("names", 1, 1)

    monkeypatch.setattr(running, "drawn", stopped_at_the_end)
    work_off()
    assert {*SAID} < {*encoded}
    encoded.clear()
    monkeypatch.setattr(running, "drawn", drawn)
    start_again(by=person, run=run)
    work_off()
    run.refresh_from_db()
    assert (run.state, encoded, list(tmp_path.glob("drafting/*"))) == (DraftingRun.State.DONE, [], [])


def test_vectors_that_nobody_takes_up_again_are_forgotten(settings, tmp_path):
    settings.HOME = tmp_path
    stopped = {"state": DraftingRun.State.STOPPED, "output_sha256": "", "seconds": None}
    old, new = (DraftingRunFactory(**stopped, heard_at=timezone.now() - timedelta(hours=hours)) for hours in (25, 23))
    for run in (old, new):
        running.vectors_of(run).mkdir(parents=True)
    work_off()
    assert list(tmp_path.glob("drafting/*")) == [running.vectors_of(new)]


def test_a_run_tells_how_far_it_is(quick, monkeypatch):
    told = []
    update = running.Telling.__call__

    def told_too(self, stage, done, of):
        update(self, stage, done, of)
        told.append((stage, DraftingRun.objects.get().stage))

    monkeypatch.setattr(running.Telling, "__call__", told_too)
    asked()
    work_off()
    assert [stage for stage, _kept in told][:2] == ["duplicates", "neighbours"]
    assert all(stage == kept for stage, kept in told)


def test_a_run_that_breaks_says_so_and_the_next_one_is_done(quick, monkeypatch):
    _person, broken = asked(texts=["Une route."])
    _person, whole = asked(taxonomy=TAXONOMY)
    drawn = running.drawn
    monkeypatch.setattr(running, "drawn", lambda texts, *rest: drawn(texts, *rest) if len(texts) > 1 else 1 / 0)
    assert work_off() == 2
    broken.refresh_from_db()
    whole.refresh_from_db()
    assert (broken.state, broken.failure, whole.state) == ("failed", "ZeroDivisionError", "done")


def test_one_run_is_worked_on_at_a_time_and_a_silent_one_is_taken_up(quick):
    _person, run = asked()
    asked()
    assert claim() == run
    assert claim() is None
    DraftingRun.objects.filter(pk=run.pk).update(heard_at=timezone.now() - timedelta(minutes=11))
    again = claim()
    assert (again, again.attempt) == (run, 2)


def test_a_process_that_was_given_up_has_no_say_any_more(quick):
    _person, run = asked(taxonomy=TAXONOMY)
    old = claim()
    DraftingRun.objects.filter(pk=run.pk).update(attempt=2)
    work_on(old)
    run.refresh_from_db()
    assert (run.state, run.statements.count()) == (DraftingRun.State.RUNNING, 0)


def test_what_was_said_since_is_proposed_or_queued_and_moves_nothing(quick):
    person, run = asked(taxonomy=TAXONOMY)
    work_off()
    before = members(run)
    for text in SINCE:
        StatementFactory(round=run.round, territory=run.territory, text=text, state="confirmed")
    placing = start_placing(by=person, run=run)
    call_command("draft_themes", "--json")
    placing.refresh_from_db()
    new = {read.revision.text: read for read in run.statements.filter(came_with=placing)}
    again, other = (new[text] for text in SINCE)
    twin = run.statements.filter(same=again.same, came_with=None).first()
    assert (again.proposed, again.nearness) == (twin.members.live().get(rank=0).draft, 1.0)
    assert (other.proposed, placing.state, members(run)) == (None, DraftingRun.State.DONE, before)
    assert Statement.objects.filter(in_themes__isnull=False).count() == 0


def test_parts_are_read_instead_of_their_whole(quick):
    _person, run = asked()
    whole, part = run.round.statements.all()[:2]
    Statement.objects.filter(pk=part.pk).update(split_from=whole)
    work_off()
    assert not run.statements.filter(statement=whole).exists()


def test_texts_that_say_the_same_have_one_number_and_keep_it():
    first = engine.same_of(SAID[:3])
    assert first[0] == first[1] != first[2]
    assert engine.same_of([*SAID[:3], SAID[0], "Tout autre chose."], first) == (*first, first[0], max(first) + 1)
