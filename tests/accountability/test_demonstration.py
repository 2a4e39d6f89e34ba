"""The demonstration as a whole: it loads, adds up, breaks no rule, and loading it again changes nothing."""

from pathlib import Path

import pytest
from django.core.management import call_command

import multaqa
from multaqa.accountability.answers.models import Answer
from multaqa.accountability.answers.queries import clock
from multaqa.accountability.invariants.registry import check_all
from multaqa.accountability.portal.queries import figures_of
from multaqa.ground.journal.queries import journal_position
from multaqa.listen.rounds.models import Round

pytestmark = pytest.mark.django_db
FOLDER = Path(multaqa.__file__).parent / "demo" / "round-2022"


def test_the_demonstration_breaks_no_rule_and_every_rule_reads_rows_of_it():
    call_command("load_territories")
    call_command("load_vocabulary")
    call_command("load_round", FOLDER)
    findings = check_all()
    assert [(finding.title, finding.breaches[:3]) for finding in findings if not finding.holds] == []
    assert [finding.title for finding in findings if not finding.rows] == []

    figures, counted = figures_of(Round.objects.get()), clock()
    assert (figures.lost, figures.clock) == (0, counted)
    assert counted.published == Answer.objects.of_public_things().of_statements().count()

    before = journal_position()
    call_command("load_round", FOLDER)
    assert journal_position() == before
