from collections.abc import Iterable
from datetime import date
from typing import Self

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from multaqa.ground.people.models import Move, Person
from multaqa.ground.territory.models import Territory
from multaqa.ground.translations.models import Translation
from multaqa.ground.vocabulary.fields import TranslatedField, Words
from multaqa.ground.vocabulary.models import Searchable, TargetGroup
from multaqa.listen.contributions.models import LANGUAGES, Contribution, StatementKind
from multaqa.listen.rounds.models import Round


class StatementQuerySet(models.QuerySet["Statement"]):
    def published(self) -> Self:
        return self.filter(state=Statement.State.PUBLISHED)

    def counted(self) -> Self:
        """Each thing said once: the parts of a split are counted through their whole."""
        return self.filter(split_from=None)

    def said_in(self, territory: Territory) -> Self:
        return self.filter(territory__path__inside=territory.path)

    def for_reading(self) -> Self:
        """With all that a card of a statement shows."""
        return self.select_related(
            "current",
            "territory",
            "round",
            "contribution__organisation",
            "contribution__meeting",
            "contribution__source",
        ).prefetch_related("translations")


class Statement(Searchable):
    """One thing said by one actor, with one identity for life."""

    has_word_index = True

    Kind = StatementKind

    class State(models.TextChoices):
        CAPTURED = "captured", pgettext_lazy("statement", "captured")
        CONFIRMED = "confirmed", pgettext_lazy("statement", "confirmed")
        PUBLISHED = "published", pgettext_lazy("statement", "published")
        WITHHELD = "withheld", pgettext_lazy("statement", "withheld")
        WITHDRAWN = "withdrawn", pgettext_lazy("statement", "withdrawn by its author")

    class WithheldFor(models.TextChoices):
        PERSONAL_DATA = "personal_data", _("It names or lets one find a person")
        INSULT = "insult", _("It insults or accuses somebody")
        OFF_TOPIC = "off_topic", _("It does not concern this consultation")
        DUPLICATE_SUBMISSION = "duplicate_submission", _("The same person sent it twice")
        LEGAL = "legal", _("The law forbids its publication")
        MISTAKEN_ENTRY = "mistaken_entry", _("It was entered by mistake")

    AWAITING = (State.CAPTURED, State.CONFIRMED)

    ref = models.CharField(max_length=32, unique=True)
    code = models.SlugField(max_length=80, unique=True, null=True, blank=True)  # its name in a loaded folder
    round = models.ForeignKey(Round, models.PROTECT, related_name="statements")
    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="statements")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="statements_said")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=Kind.choices)
    language = models.CharField(max_length=12, choices=LANGUAGES)
    territories = models.ManyToManyField(Territory, related_name="statements_about", blank=True)
    target_groups = models.ManyToManyField(TargetGroup, related_name="statements", blank=True)
    said_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.CAPTURED)
    captured_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    withheld_for = models.CharField(max_length=24, choices=WithheldFor.choices, blank=True)
    withheld_reason = TranslatedField()
    split_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    current = models.OneToOneField("StatementRevision", models.PROTECT, null=True, related_name="+", editable=False)
    translations = GenericRelation(Translation)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["ref"]
        verbose_name = _("statement")
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=models.F("start")), name="statement_is_not_empty"),
            models.UniqueConstraint(
                fields=["contribution", "start", "end"], condition=Q(split_from=None), name="one_statement_per_cut"
            ),
            models.CheckConstraint(
                condition=~Q(state="withheld") | ~Q(withheld_for="") & Q(withheld_reason__has_keys=["ar", "fr"]),
                name="statement_withheld_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False),
                name="statement_published_at_an_instant",
            ),
        ]
        indexes = [
            models.Index(fields=["round", "state", "split_from"], name="statement_by_state"),
            models.Index(fields=["territory", "state"], name="statement_by_place"),
            models.Index(fields=["state", "-published_at"], name="statement_by_publication"),
        ]

    def __str__(self) -> str:
        return self.ref

    def get_absolute_url(self) -> str:
        return reverse("listen:statement", args=[self.ref])

    def search_words(self) -> Iterable[str | Words]:
        own = [self.ref, self.current.text if self.current else ""]
        return own if self.pk is None else [*own, *(t.text for t in self.translations.all())]

    @property
    def text(self) -> str:
        """The words as they stand now; the first revision is what was said."""
        return self.current.text if self.current else ""

    @property
    def said_when(self) -> tuple[date, str]:
        """The day it was said and how well it is known: as well as its meeting's day, or the day it reached us."""
        meeting = self.contribution.meeting
        if said_on := self.said_on or self.contribution.said_on:
            return said_on, "day"
        if meeting and meeting.held_on:
            return meeting.held_on, meeting.date_precision
        return timezone.localdate(self.contribution.received_at), "day"

    def standing_moves(self) -> QuerySet["StatementMove"]:
        """The moves that were not undone, oldest first, without the undoings themselves."""
        return self.moves.filter(undoes=None, undone_by=None).order_by("pk")

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def is_illustrative(self) -> bool:
        return self.contribution.illustrative

    def translation(self, language: str) -> Translation | None:
        """The translation into that language, from what was prefetched."""
        return next((t for t in self.translations.all() if t.language == language), None)


class StatementRevision(models.Model):
    """The words at one moment. The first never changes; a redaction hides, and keeps hash and reason."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="revisions")
    n = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)  # empty once redacted
    sha256 = models.CharField(max_length=64)
    why = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    redacted_at = models.DateTimeField(null=True, blank=True)
    redaction_reason = TranslatedField()

    class Meta:
        ordering = ["n"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "n"], name="revision_number_once"),
            models.CheckConstraint(condition=Q(n=1) | ~Q(why=""), name="revision_says_why"),
        ]


class StatementMove(Move):
    """A statement's way from captured to published, withheld or withdrawn."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="moves")
    withheld_for = models.CharField(max_length=24, choices=Statement.WithheldFor.choices, blank=True)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="undone_by")

    @property
    def state_word(self) -> str:
        return str(Statement.State(self.to_state).label)


class StatementLink(models.Model):
    """That two statements belong together. Both stay, both are readable."""

    class Kind(models.TextChoices):
        DUPLICATE_OF = "duplicate_of", _("says the same as")
        PART_OF = "part_of", _("is part of")
        REPHRASES = "rephrases", _("rephrases")
        CONTRADICTS = "contradicts", _("contradicts")
        FOLLOWS = "follows", _("follows on")

    kind = models.CharField(max_length=16, choices=Kind.choices)
    from_statement = models.ForeignKey(Statement, models.PROTECT, related_name="links_out")
    to_statement = models.ForeignKey(Statement, models.PROTECT, related_name="links_in")
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_statement=models.F("to_statement")), name="link_joins_two_statements"
            ),
            models.UniqueConstraint(
                fields=["kind", "from_statement", "to_statement"],
                condition=Q(revoked_at=None),
                name="one_active_link_of_a_kind",
            ),
        ]


class Report(models.Model):
    """A reader's "report this": read by a moderator, never shown."""

    class Reason(models.TextChoices):
        NAMES_SOMEBODY = "names_somebody", _("It names somebody")
        INSULTS = "insults", _("It insults somebody")
        MISTAKE = "mistake", _("There is a mistake in it")
        OTHER = "other", _("Something else")

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="reports")
    reason = models.CharField(max_length=16, choices=Reason.choices)
    text = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
