from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from multaqa.ground.people.models import Person
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import TranslatedField
from multaqa.listen.rounds.models import Round
from multaqa.listen.statements.models import Statement, StatementRevision
from multaqa.understand.themes.models import Theme


class DraftingRun(models.Model):
    """Statements of a round read once by a program: which one, what it was given, what came of it, who asked for it.

    A run drafts themes, or places into another run's drafts what was said since.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("drafting", "waiting")
        RUNNING = "running", pgettext_lazy("drafting", "running")
        DONE = "done", pgettext_lazy("drafting", "done")
        STOPPED = "stopped", pgettext_lazy("drafting", "stopped")
        FAILED = "failed", pgettext_lazy("drafting", "failed")

    UNDER_WAY = (State.WAITING, State.RUNNING)
    SILENT = timedelta(minutes=10)

    round = models.ForeignKey(Round, models.PROTECT, related_name="drafting_runs")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="drafting_runs")
    into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="placings")
    taxonomy = models.JSONField(default=list, blank=True)  # its rows by column, as they were given
    taxonomy_name = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    engine = models.CharField(max_length=60)
    engine_version = models.CharField(max_length=60)
    encoder = models.CharField(max_length=120, blank=True)
    encoder_version = models.CharField(max_length=64, blank=True)
    seed = models.PositiveIntegerField(default=0)
    inputs_sha256 = models.CharField(max_length=64, blank=True)
    output_sha256 = models.CharField(max_length=64, blank=True)
    seconds = models.FloatField(null=True, blank=True)
    failure = models.CharField(max_length=200, blank=True)
    stage = models.CharField(max_length=20, blank=True)
    done = models.PositiveIntegerField(default=0)  # of the stage
    of = models.PositiveIntegerField(default=0)
    attempt = models.PositiveSmallIntegerField(default=0)  # which process works on it: an older one has no say any more
    heard_at = models.DateTimeField(null=True, blank=True)  # from the process, the last time
    started_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-started_at", "-pk"]
        verbose_name = _("drafting of themes")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="done") | ~Q(output_sha256="") & Q(seconds__isnull=False),
                name="drafting_is_done_with_a_result",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} · {self.territory}"

    def get_absolute_url(self) -> str:
        return reverse("understand:desk-drafting", args=[self.into_id or self.pk])

    @property
    def is_under_way(self) -> bool:
        return self.state in self.UNDER_WAY

    @property
    def is_done(self) -> bool:
        return self.state == self.State.DONE

    @property
    def is_silent(self) -> bool:
        """Whether its process was not heard of for so long that it must have ended."""
        heard_at = self.heard_at or self.started_at
        return self.is_under_way and heard_at < timezone.now() - self.SILENT


class DraftDeed(models.Model):
    """What a person did to the drafts of a run. What it began and ended points here, so that it can be undone."""

    class Verb(models.TextChoices):
        RENAMED = "renamed", pgettext_lazy("deed on drafts", "renamed")
        MERGED = "merged", pgettext_lazy("deed on drafts", "merged")
        SPLIT = "split", pgettext_lazy("deed on drafts", "split")
        MOVED = "moved", pgettext_lazy("deed on drafts", "statements moved")
        DISCARDED = "discarded", pgettext_lazy("deed on drafts", "discarded")
        PLACED = "placed", pgettext_lazy("deed on drafts", "new statements placed")
        ACCEPTED = "accepted", pgettext_lazy("deed on drafts", "accepted as a theme")

    run = models.ForeignKey(DraftingRun, models.PROTECT, related_name="deeds")
    verb = models.CharField(max_length=12, choices=Verb.choices)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    drafts: "models.ManyToManyField[Draft, Any]" = models.ManyToManyField("Draft", related_name="deeds")
    name_before = TranslatedField()  # of a renamed draft
    covered_before = models.PositiveIntegerField(default=0)
    covered_after = models.PositiveIntegerField(default=0)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("deed on drafts")


class DraftQuerySet(models.QuerySet["Draft"]):
    def standing(self) -> Self:
        """Those in which statements stand: neither merged into another nor discarded."""
        return self.filter(state__in=Draft.STANDING)

    def with_counts(self) -> Self:
        """Each with its statements, with and without duplicates, and those that are counted under it alone."""
        live = Q(members__until=None)
        return self.annotate(
            statements=Count("members", filter=live),
            texts=Count("members__read__same", filter=live, distinct=True),
        )


class Draft(models.Model):
    """A theme as a program drafted it and people worked on it. It becomes a theme when a person accepts it."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("draft of a theme", "open")
        ACCEPTED = "accepted", pgettext_lazy("draft of a theme", "accepted")
        MERGED = "merged", pgettext_lazy("draft of a theme", "merged")
        DISCARDED = "discarded", pgettext_lazy("draft of a theme", "discarded")

    STANDING = (State.OPEN, State.ACCEPTED)

    run = models.ForeignKey(DraftingRun, models.PROTECT, related_name="drafts")
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=200, blank=True)  # of the taxonomy
    name = TranslatedField()
    key_phrases = models.JSONField(default=dict, blank=True)  # by language
    stability = models.FloatField(null=True, blank=True)  # as it was drafted; none where a person made it
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    begun_by = models.ForeignKey(DraftDeed, models.PROTECT, null=True, blank=True, related_name="begun")
    ended_by = models.ForeignKey(DraftDeed, models.SET_NULL, null=True, blank=True, related_name="ended")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    theme = models.OneToOneField(Theme, models.PROTECT, null=True, blank=True, related_name="draft")

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("drafted theme")
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="draft_number_once_per_run"),
            models.CheckConstraint(
                condition=Q(state="accepted", theme__isnull=False) | ~Q(state="accepted") & Q(theme=None),
                name="draft_is_accepted_as_a_theme",
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False) | ~Q(state="merged") & Q(merged_into=None),
                name="draft_is_merged_into_another",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name) or f"{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("understand:desk-draft", args=[self.run_id, self.number])

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def phrases(self) -> list[tuple[str, list[str]]]:
        """Its key phrases with their language, that of the interface's order first."""
        known: Mapping[str, Any] = self.key_phrases
        return [(language, known[language]) for language in ("ar", "fr", "en") if known.get(language)]


class RunStatementQuerySet(models.QuerySet["RunStatement"]):
    def with_main(self) -> Any:
        """Each with the draft that it is counted under, `main`: the first of those that hold it; None in no theme."""
        holding = DraftStatement.objects.standing().filter(read=OuterRef("pk")).order_by("rank", "draft__number")
        return self.annotate(main=Subquery(holding.values("draft")[:1]))

    def in_no_theme(self) -> Self:
        return self.exclude(pk__in=DraftStatement.objects.standing().values("read"))

    def in_a_theme(self) -> Self:
        return self.filter(pk__in=DraftStatement.objects.standing().values("read"))


class RunStatement(models.Model):
    """A statement as a run read it: this revision of it, and how many others say the same.

    Every statement that a run was given has one, whether it stands in a draft or not: so nothing is lost on the way.
    """

    run = models.ForeignKey(DraftingRun, models.PROTECT, related_name="statements")
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="+")
    revision = models.ForeignKey(StatementRevision, models.PROTECT, related_name="+")
    same = models.PositiveIntegerField()  # the same number for all that say the same
    came_with = models.ForeignKey(DraftingRun, models.PROTECT, null=True, blank=True, related_name="brought")
    proposed = models.ForeignKey(Draft, models.PROTECT, null=True, blank=True, related_name="+")  # by what came with it
    nearness = models.FloatField(null=True, blank=True)  # to the middle of the nearest draft

    objects = RunStatementQuerySet.as_manager()

    class Meta:
        ordering = ["statement__ref"]
        verbose_name = _("statement that was read")
        constraints = [models.UniqueConstraint(fields=["run", "statement"], name="run_reads_a_statement_once")]
        indexes = [models.Index(fields=["run", "same"], name="run_statement_by_same")]

    @property
    def is_revised(self) -> bool:
        """Whether it was worded anew since it was read."""
        return self.revision_id != self.statement.current_id


class DraftStatementQuerySet(models.QuerySet["DraftStatement"]):
    def live(self) -> Self:
        return self.filter(until=None)

    def standing(self) -> Self:
        return self.filter(until=None, draft__state__in=Draft.STANDING)

    def for_reading(self) -> Self:
        """With all that a row shows."""
        return self.select_related("read__revision", "read__statement__territory")


class DraftStatement(models.Model):
    """That a statement stands in a draft, since one deed and until another. Nothing of it is ever rewritten."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="members")
    read = models.ForeignKey(RunStatement, models.PROTECT, related_name="members")
    rank = models.PositiveSmallIntegerField(default=0)  # 0 where the draft is its strongest
    start = models.PositiveIntegerField(null=True, blank=True)  # of the quote, where it stands for the draft
    end = models.PositiveIntegerField(null=True, blank=True)
    since = models.ForeignKey(DraftDeed, models.PROTECT, null=True, blank=True, related_name="gained")
    until = models.ForeignKey(DraftDeed, models.PROTECT, null=True, blank=True, related_name="lost")

    objects = DraftStatementQuerySet.as_manager()

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "read"], condition=Q(until=None), name="statement_stands_once_in_a_draft"
            ),
            models.CheckConstraint(
                condition=Q(start=None, end=None) | Q(end__gt=F("start")), name="quote_of_a_draft_is_not_empty"
            ),
        ]
        indexes = [models.Index(fields=["draft", "until"], name="draft_statement_by_draft")]

    @property
    def quote(self) -> str:
        """Exactly these characters of the revision that was read; nothing where they were erased since."""
        return self.read.revision.text[self.start : self.end]
