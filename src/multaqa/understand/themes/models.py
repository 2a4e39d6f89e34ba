from collections.abc import Iterable
from datetime import date, datetime
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from multaqa.ground.people.models import Move, Person
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import TranslatedField, Words
from multaqa.ground.vocabulary.models import Searchable
from multaqa.listen.rounds.models import Round
from multaqa.listen.statements.models import Statement, StatementRevision


class ThemeQuerySet(models.QuerySet["Theme"]):
    def published(self) -> Self:
        return self.filter(state=Theme.State.PUBLISHED)

    def public(self) -> Self:
        """What stood before the public once stays readable, also after another theme took its place."""
        return self.filter(state__in=Theme.PUBLIC)


class Theme(Searchable):
    """What several statements have in common, drafted by a person, with the quotes that show it."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("theme", "draft")
        REVIEWED = "reviewed", pgettext_lazy("theme", "reviewed")
        PUBLISHED = "published", pgettext_lazy("theme", "published")
        SUPERSEDED = "superseded", pgettext_lazy("theme", "superseded")

    PUBLIC = (State.PUBLISHED, State.SUPERSEDED)

    class Method(models.TextChoices):
        HUMAN = "human", _("by a person")
        ASSISTED = "assisted", _("assisted")

    code = models.SlugField(max_length=80, unique=True)
    round = models.ForeignKey(Round, models.PROTECT, related_name="themes")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="themes")  # its evidence lies inside
    title = TranslatedField(required=["ar", "fr"])
    summary = TranslatedField()
    method = models.CharField(max_length=10, choices=Method.choices, default=Method.HUMAN)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="supersedes")
    illustrative = models.BooleanField(default=False)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("theme")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="published")
                | models.Q(published_at__isnull=False, summary__has_keys=["ar", "fr"]),
                name="theme_published_with_summary",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="superseded") | models.Q(superseded_by__isnull=False),
                name="theme_superseded_by_another",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("understand:theme", args=[self.code])

    def search_words(self) -> Iterable[str | Words]:
        return [self.title, self.summary]

    @property
    def published_on(self) -> date | None:
        """The local day."""
        return timezone.localdate(self.published_at) if self.published_at else None


class EvidenceQuerySet(models.QuerySet["ThemeStatement"]):
    def public(self) -> Self:
        """What may be read by all: of published statements, in words that no redaction hid since."""
        return self.filter(statement__state=Statement.State.PUBLISHED, revision__redacted_at=None)


class ThemeStatement(models.Model):
    """The evidence: these characters of that revision belong to this theme.

    The words are never copied here: a redaction of the revision hides them in every theme at once.
    """

    theme = models.ForeignKey(Theme, models.PROTECT, related_name="evidence")
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="in_themes")
    revision = models.ForeignKey(StatementRevision, models.PROTECT, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    is_main = models.BooleanField(default=False)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["statement__ref"]
        constraints = [
            models.UniqueConstraint(fields=["theme", "statement"], name="statement_once_per_theme"),
            models.UniqueConstraint(
                fields=["statement"], condition=models.Q(is_main=True), name="one_main_theme_per_statement"
            ),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="quote_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.theme_id} · {self.statement_id}"

    @property
    def quote(self) -> str:
        """Exactly these characters of the revision that is cited."""
        return self.revision.text[self.start : self.end]

    @property
    def public_since(self) -> datetime | None:
        """When the public could first read that this statement is in this theme."""
        return max(self.at, self.theme.published_at) if self.theme.published_at else None

    @property
    def is_whole(self) -> bool:
        return self.start == 0 and self.end == len(self.revision.text)


class ThemeMove(Move):
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="moves")

    @property
    def state_label(self) -> str:
        return str(Theme.State(self.to_state).label)

    @property
    def on(self) -> date:
        return timezone.localdate(self.at)
