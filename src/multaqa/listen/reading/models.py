from typing import Any

from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from multaqa.ground.people.models import Person
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.models import TargetGroup
from multaqa.listen.contributions.models import LANGUAGES, Contribution, StatementKind
from multaqa.listen.meetings.models import Document
from multaqa.listen.statements.models import Statement


class ReadingRun(models.Model):
    """A document read once by a program: which one, what it was given, what it proposed, and who asked for it.

    The words stand in the contribution, once and for all; proposals are characters of them.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="readings")
    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="readings")
    engine = models.CharField(max_length=60)
    engine_version = models.CharField(max_length=60)
    file_sha256 = models.CharField(max_length=64)
    output_sha256 = models.CharField(max_length=64)
    seconds = models.FloatField()
    language = models.CharField(max_length=12, choices=LANGUAGES)
    pages = models.JSONField(default=list)  # [start, end] of each, in the contribution's text
    remarks = models.JSONField(default=list)  # {"code", "values"} of each
    started_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=0)  # counts the deeds on its proposals

    class Meta:
        ordering = ["-started_at", "-pk"]
        verbose_name = _("reading of a document")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "file_sha256", "engine_version"], name="document_is_read_once_by_each_version"
            ),
        ]

    def __str__(self) -> str:
        return str(self.document)

    def get_absolute_url(self) -> str:
        return reverse("listen:desk-reading", args=[self.pk])

    @property
    def text(self) -> str:
        return self.contribution.text

    def page_of(self, place: int) -> int:
        """The number of the page on which a character stands; 0 where the document is not divided into pages."""
        if len(self.pages) < 2:
            return 0
        return next((n for n, (_start, end) in enumerate(self.pages, 1) if place < end), len(self.pages))


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def counted(self) -> "ProposalQuerySet":
        """What is decided one by one: what was split is decided through its parts."""
        return self.exclude(state=Proposal.State.SPLIT)

    def for_reading(self) -> "ProposalQuerySet":
        """With all that a card shows."""
        return self.select_related("statement", "changed_by", "run__contribution").prefetch_related(
            "territories", "target_groups"
        )

    def by_state(self) -> dict[str, int]:
        counts = dict(self.order_by().values_list("state").annotate(n=Count("pk")))
        return dict.fromkeys(Proposal.State.values, 0) | counts


class Proposal(models.Model):
    """Some characters of a document that may be a statement. The machine proposes, a person decides."""

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("reading", "undecided")
        ACCEPTED = "accepted", pgettext_lazy("reading", "accepted")
        REFUSED = "refused", pgettext_lazy("reading", "refused")
        SPLIT = "split", pgettext_lazy("reading", "split")

    run = models.ForeignKey(ReadingRun, models.PROTECT, related_name="proposals")
    split_from = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="parts")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=StatementKind.choices)
    confidence = models.FloatField()  # of the machine, in the kind; orders proposals, is no probability
    language = models.CharField(max_length=12, choices=LANGUAGES)
    said_by = models.CharField(max_length=300, blank=True)  # as the text names them
    territories = models.ManyToManyField(Territory, related_name="+", blank=True)
    target_groups = models.ManyToManyField(TargetGroup, related_name="+", blank=True)
    as_proposed = models.JSONField(default=dict)  # what the machine said, whatever people made of it
    state = models.CharField(max_length=12, choices=State.choices, default=State.PROPOSED)
    statement = models.ForeignKey(Statement, models.PROTECT, null=True, blank=True, related_name="proposals")
    version = models.PositiveIntegerField(default=0)  # the run's, at the last deed on this one
    is_corrected = models.BooleanField(default=False)
    changed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["start", "end", "pk"]
        verbose_name = _("proposed statement")
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=models.F("start")), name="proposal_is_not_empty"),
            models.CheckConstraint(
                condition=Q(state="accepted", statement__isnull=False) | ~Q(state="accepted") & Q(statement=None),
                name="proposal_is_accepted_as_a_statement",
            ),
        ]
        indexes = [models.Index(fields=["run", "version"], name="proposal_by_version")]

    @property
    def text(self) -> str:
        return self.run.text[self.start : self.end]

    @property
    def contribution(self) -> Contribution:
        return self.run.contribution

    @property
    def is_open(self) -> bool:
        return self.state == self.State.PROPOSED

    @property
    def page(self) -> int:
        return self.run.page_of(self.start)

    @property
    def machine_text(self) -> str:
        """The words as the machine cut them."""
        return self.run.text[self.as_proposed.get("start", self.start) : self.as_proposed.get("end", self.end)]

    @property
    def machine_kind(self) -> str:
        kinds: dict[Any, Any] = dict(StatementKind.choices)
        return str(kinds.get(self.as_proposed.get("kind"), ""))
