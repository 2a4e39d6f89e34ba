from collections import Counter

from django.db import models, transaction
from django.utils import timezone

from multaqa.ground.journal.actions import SystemActor, record
from multaqa.ground.people.rules import Doer, require
from multaqa.ground.vocabulary.fields import Words
from multaqa.ground.vocabulary.word_index import forget_former_words
from multaqa.listen.contributions.models import Contribution
from multaqa.listen.contributions.rules import can_moderate
from multaqa.listen.following.queries import whole_chain
from multaqa.listen.moderation.queries import Due
from multaqa.listen.reading.actions import forget_speakers
from multaqa.listen.statements.actions import locked_statements_of, write_move
from multaqa.listen.statements.models import Report, Statement, StatementRevision

State = Statement.State
ERASED = Words(
    ar="مُحيت الكلمات مع المساهمة التي وردت فيها",
    fr="Mots effacés avec la contribution dont ils viennent",
    en="Erased with the contribution they came from",
)


@transaction.atomic
def erase_contribution(*, by: Doer, contribution: Contribution) -> Contribution:
    """The words as received go for good, and so does who said them.

    What was published stands under its kind of actor; what the public never read goes with it, and stays counted.
    """
    require(can_moderate(by, contribution))
    known = [one.pk for one in whole_chain(contribution)]
    chain = list(Contribution.objects.select_for_update(no_key=True).filter(pk__in=known, erased_at=None))
    locked_statements_of(chain)
    for one in chain:
        forget_speakers(one)
    for one in chain:
        _hide_unpublished(by, one)
        one.text, one.erased_at = "", timezone.now()
        one.said_by_mandate = one.organisation = None
        one.follow_code_sha256 = ""
        one.save()
        record(by, "erased", one)
    forget_former_words(Statement)
    contribution.refresh_from_db()
    return contribution


def _hide_unpublished(by: Doer, contribution: Contribution) -> None:
    for statement in contribution.statements.exclude(state=State.PUBLISHED):
        if statement.state in Statement.AWAITING:
            write_move(by, statement, State.WITHDRAWN)
        StatementRevision.objects.filter(statement=statement).exclude(text="").update(
            text="", redacted_at=timezone.now(), redaction_reason=ERASED
        )
        statement.translations.all().delete()
        statement.refresh_from_db()
        statement.save()  # its words leave the search too


def erase_due(*, by: SystemActor, due: list[Due]) -> Counter[str]:
    """Erase what the retention periods have reached; how many of each kind went.

    Each row is a deed of its own, so that the journal is free in between and an editor waits for one row at most.
    """
    erased: Counter[str] = Counter()
    for kind in due:
        for row in list(kind.rows):
            _erase_row(by, row)
            erased[kind.kind] += 1
    return erased


@transaction.atomic
def _erase_row(by: SystemActor, row: models.Model) -> None:
    if isinstance(row, Contribution):
        erase_contribution(by=by, contribution=row)
    elif isinstance(row, Report):
        Report.objects.filter(pk=row.pk).update(text="")
        record(by, "erased", row)
    else:
        row.delete()
