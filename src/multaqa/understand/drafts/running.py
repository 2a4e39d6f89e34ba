"""The work on a run: claimed by one process, telling how far it is, stopped when a person says so, kept whole."""

import logging
import shutil
import time
from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from multaqa.analysis.text.encoders import Encoder
from multaqa.ground.journal.actions import SystemActor, record
from multaqa.ground.vocabulary.fields import Words
from multaqa.understand.drafts.engine import (
    SEED,
    Drawn,
    Placement,
    drawn,
    inputs_hash,
    own_encoder,
    placements,
    placements_hash,
)
from multaqa.understand.drafts.models import Draft, DraftingRun, DraftStatement, RunStatement
from multaqa.understand.drafts.queries import statements_to_draft_from

State = DraftingRun.State
BETWEEN_TWO_WORDS = 1.0  # seconds
KEPT = timedelta(days=1)
AT_ONCE = 500
BY = SystemActor("draft_themes")
log = logging.getLogger(__name__)

Input = tuple[int, int, str]  # of a statement: its key, its revision's, and the words


class Stopped(Exception):
    """Somebody stopped the run, or another process took it up: whatever was worked out is let go."""


def work_off() -> int:
    """Do the runs that wait, one after the other; how many were done."""
    done = 0
    forget_vectors()
    while run := claim():
        work_on(run)
        done += 1
    return done


@transaction.atomic
def claim() -> DraftingRun | None:
    """The run that has waited longest, or one whose process fell silent; none while another is being worked on."""
    unheard = Q(heard_at__lt=timezone.now() - DraftingRun.SILENT)
    if DraftingRun.objects.filter(~unheard, state=State.RUNNING).exists():
        return None
    waiting = DraftingRun.objects.select_for_update(of=("self",), no_key=True).order_by("started_at", "pk")
    run = waiting.filter(Q(state=State.WAITING) | Q(unheard, state=State.RUNNING)).first()
    if run:
        run.state, run.attempt, run.heard_at = State.RUNNING, run.attempt + 1, timezone.now()
        run.stage, run.done, run.of = "", 0, 0
        run.save()
    return run


def work_on(run: DraftingRun) -> None:
    tell = Telling(run)
    try:
        if run.into:
            _place(run, run.into, tell)
        else:
            _draft(run, tell)
    except Stopped:
        log.info("drafting %s was stopped", run.pk)
    except Exception as error:  # whatever broke is said on the page, and does not keep the next run waiting
        log.exception("drafting %s failed", run.pk)
        ours = DraftingRun.objects.filter(pk=run.pk, attempt=run.attempt, state=State.RUNNING)
        ours.update(state=State.FAILED, failure=type(error).__name__)
    else:
        shutil.rmtree(vectors_of(run), ignore_errors=True)


def vectors_of(run: DraftingRun) -> Path:
    """Where a run keeps its vectors while it works, by the hash of each text: from there it is taken up again."""
    return Path(settings.HOME) / "drafting" / str(run.pk)


def forget_vectors() -> None:
    """Those of runs that nobody took up again within a day."""
    lately = Q(heard_at__gte=timezone.now() - KEPT)
    wanted = {
        str(pk) for pk in DraftingRun.objects.filter(lately).exclude(state=State.DONE).values_list("pk", flat=True)
    }
    for folder in (Path(settings.HOME) / "drafting").glob("*"):
        if folder.name not in wanted:
            shutil.rmtree(folder, ignore_errors=True)


class Telling:
    """Writes how far a run is, about once a second, and finds out on the way whether it is still to go on."""

    def __init__(self, run: DraftingRun) -> None:
        self._ours = DraftingRun.objects.filter(pk=run.pk, attempt=run.attempt, state=State.RUNNING)
        self._stage, self._told = "", 0.0

    def __call__(self, stage: str, done: int, of: int) -> None:
        now = time.monotonic()
        if stage == self._stage and now - self._told < BETWEEN_TWO_WORDS:
            return
        if not self._ours.update(stage=stage, done=done, of=of, heard_at=timezone.now()):
            raise Stopped
        self._stage, self._told = stage, now


# Drafting


def _draft(run: DraftingRun, tell: Telling) -> None:
    given = _given(run, known=())
    encoder = own_encoder(tell, vectors_of(run))
    _keep_drafts(run, given, drawn([text for _, _, text in given], run.taxonomy, encoder, tell), encoder)


def _given(run: DraftingRun, known: Sequence[int]) -> list[Input]:
    statements = statements_to_draft_from(run.round, run.territory).order_by("pk")
    rows = statements.values_list("pk", "current_id", "current__text")
    seen = set(known)
    return [(pk, revision, text) for pk, revision, text in rows if revision and pk not in seen]


@transaction.atomic
def _keep_drafts(run: DraftingRun, given: Sequence[Input], found: Drawn, encoder: Encoder) -> None:
    """Every statement that was read, and the drafts in which they stand; all of it or nothing."""
    run = _still_ours(run)
    read = _keep_read(run, given, found.same)
    themes = found.drafted.drafts.themes
    drafts = Draft.objects.bulk_create(
        (
            Draft(
                run=run,
                number=theme.id + 1,
                code=theme.code or "",
                name=Words(theme.names),
                key_phrases={language: list(phrases) for language, phrases in theme.key_phrases.items()},
                stability=theme.stability,
            )
            for theme in themes
        ),
        batch_size=AT_ONCE,
    )
    quoted = {(theme.id, quote.row): (quote.start, quote.end) for theme in themes for quote in theme.quotes}
    DraftStatement.objects.bulk_create(
        (
            DraftStatement(
                draft=drafts[theme],
                read=read[row],
                rank=rank,
                start=quoted.get((theme, row), (None, None))[0],
                end=quoted.get((theme, row), (None, None))[1],
            )
            for row, of_row in enumerate(found.drafted.drafts.theme_ids)
            for rank, theme in enumerate(of_row)
            if theme >= 0
        ),
        batch_size=AT_ONCE,
    )
    texts = [text for _, _, text in given]
    run.inputs_sha256 = inputs_hash(texts, [run.taxonomy, SEED])
    run.output_sha256 = found.drafted.drafts.output_hash
    _keep(run, encoder, found.seconds)


def _still_ours(run: DraftingRun) -> DraftingRun:
    """Locked, so that nobody stops it any more; raises Stopped where somebody did."""
    ours = DraftingRun.objects.select_for_update(of=("self",), no_key=True)
    locked = ours.filter(pk=run.pk, attempt=run.attempt, state=State.RUNNING).first()
    if locked is None:
        raise Stopped
    return locked


def _keep_read(
    run: DraftingRun, given: Sequence[Input], same: Sequence[int], **each: Sequence[object]
) -> list[RunStatement]:
    """A row for each statement that was given; `each` gives more of its columns."""
    into = run.into or run
    return RunStatement.objects.bulk_create(
        (
            RunStatement(
                run=into,
                statement_id=pk,
                revision_id=revision,
                same=number,
                **{name: values[row] for name, values in each.items()},
            )
            for row, ((pk, revision, _text), number) in enumerate(zip(given, same, strict=True))
        ),
        batch_size=AT_ONCE,
    )


def _keep(run: DraftingRun, encoder: Encoder, seconds: float) -> None:
    run.encoder, run.encoder_version, run.seconds = encoder.name, encoder.version_hash[:64], round(seconds, 2)
    run.state, run.heard_at = State.DONE, timezone.now()
    run.save()
    record(BY, "drafted", run, engine=run.engine_version, inputs=run.inputs_sha256, output=run.output_sha256)


# Placing what was said since


def _place(run: DraftingRun, into: DraftingRun, tell: Telling) -> None:
    began = time.monotonic()
    known = RunStatement.objects.filter(run=into).values_list("statement_id", flat=True)
    given = _given(run, list(known))
    # Only what the drafts were drawn from says where they stand: what is placed today moves nothing tomorrow.
    drawn_from = list(
        RunStatement.objects.filter(run=into, came_with=None, revision__redacted_at=None)
        .order_by("pk")
        .values_list("pk", "same", "revision__text")
    )
    held = _held_in(into)
    new = [text for _, _, text in given]
    encoder = own_encoder(tell, vectors_of(run))
    placed = placements(
        [text for _, _, text in drawn_from],
        [same for _, same, _ in drawn_from],
        [held[pk] for pk, _, _ in drawn_from],
        new,
        encoder,
        tell,
    )
    _keep_placements(run, given, placed, encoder, time.monotonic() - began)


def _held_in(run: DraftingRun) -> dict[int, list[int]]:
    """For each statement that was read, by its key, the numbers of the drafts it stands in, the strongest first."""
    held: defaultdict[int, list[int]] = defaultdict(list)
    standing = DraftStatement.objects.standing().filter(draft__run=run).order_by("rank", "draft__number")
    for read, number in standing.values_list("read", "draft__number"):
        held[read].append(number)
    return held


@transaction.atomic
def _keep_placements(
    run: DraftingRun, given: Sequence[Input], placed: Sequence[Placement], encoder: Encoder, seconds: float
) -> None:
    run = _still_ours(run)
    drafts = {draft.number: draft for draft in Draft.objects.filter(run=run.into)}
    proposed = [drafts[one.draft] if one.draft else None for one in placed]
    nearness = [one.nearness for one in placed]
    same = [one.same for one in placed]
    _keep_read(run, given, same, proposed=proposed, nearness=nearness, came_with=[run] * len(given))
    new = [text for _, _, text in given]
    into = run.into.output_sha256 if run.into else ""
    run.inputs_sha256, run.output_sha256 = inputs_hash(new, into), placements_hash(new, placed)
    _keep(run, encoder, seconds)
