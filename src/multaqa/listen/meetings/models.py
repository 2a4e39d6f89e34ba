from datetime import timedelta

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from multaqa.ground.actors.models import ActorKind, Mandate, Organisation
from multaqa.ground.money.models import Amount
from multaqa.ground.people.models import Person
from multaqa.ground.sources.models import Provenance
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import TranslatedField
from multaqa.listen.rounds.models import Round


class Meeting(Provenance):
    """A regional meeting of a round, in the room and remote at once."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("meeting", "draft")
        CONVENED = "convened", pgettext_lazy("meeting", "convened")
        ENDED = "ended", pgettext_lazy("meeting", "held")
        PUBLISHED = "published", pgettext_lazy("meeting", "published")
        CANCELLED = "cancelled", pgettext_lazy("meeting", "cancelled")

    class Precision(models.TextChoices):
        DAY = "day", _("day known")
        MONTH = "month", _("month known")
        UNKNOWN = "unknown", _("date unknown")

    HELD = (State.ENDED, State.PUBLISHED)

    code = models.SlugField(unique=True)
    round = models.ForeignKey(Round, models.PROTECT, related_name="meetings")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="meetings")
    sequence_number = models.PositiveSmallIntegerField(null=True, blank=True)
    title = TranslatedField(required=["ar", "fr"])
    held_on = models.DateField(null=True, blank=True)
    date_precision = models.CharField(max_length=8, choices=Precision.choices, default=Precision.UNKNOWN)
    date_note = TranslatedField()
    venue = TranslatedField()
    languages = models.JSONField(default=list)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    cancelled_reason = TranslatedField()

    class Meta(Provenance.Meta):
        ordering = [models.F("sequence_number").asc(nulls_last=True), "held_on", "code"]
        verbose_name = _("meeting")
        constraints = [
            *Provenance.Meta.constraints,
            models.UniqueConstraint(fields=["round", "sequence_number"], name="meeting_rank_once_per_round"),
            models.CheckConstraint(
                condition=models.Q(held_on=None, date_precision="unknown")
                | models.Q(held_on__isnull=False) & ~models.Q(date_precision="unknown"),
                name="meeting_date_and_precision_agree",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("listen:meeting", args=[self.code])

    @property
    def is_held(self) -> bool:
        return self.state in self.HELD


class Site(Provenance):
    """A place from which people take part: the main hall, a provincial hall, or one's own screen."""

    class Kind(models.TextChoices):
        MAIN_HALL = "main_hall", _("Main hall")
        PROVINCIAL_HALL = "provincial_hall", _("Provincial hall")
        INDIVIDUAL_REMOTE = "individual_remote", _("Individually, remote")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="sites")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="+")
    name = TranslatedField()
    capacity = models.PositiveIntegerField(null=True, blank=True)

    class Meta(Provenance.Meta):
        ordering = ["kind", "territory__path"]

    def __str__(self) -> str:
        return str(self.name) or f"{self.get_kind_display()} · {self.territory}"


class Attendance(Provenance):
    """That somebody came: an office or a person by one row, a counted group by its number."""

    class Method(models.TextChoices):
        REGISTER = "register", _("signed register")
        PRESS = "press", _("named in the press")
        COUNT = "count", _("counted")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="attendances")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    mandate = models.ForeignKey(Mandate, models.SET_NULL, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="attendances")
    organisation_kind = models.CharField(max_length=32, choices=[*ActorKind.choices, ("citizen", _("Citizens"))])
    capacity = TranslatedField()
    people = models.PositiveIntegerField(default=1)
    came_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    method = models.CharField(max_length=10, choices=Method.choices, default=Method.REGISTER)
    recorded_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    command_id = models.UUIDField(null=True, blank=True, unique=True)  # the same command sent twice acts once

    class Meta(Provenance.Meta):
        ordering = ["organisation_kind", "pk"]
        constraints = [
            *Provenance.Meta.constraints,
            models.CheckConstraint(condition=models.Q(people__gte=1), name="attendance_counts_somebody"),
            models.CheckConstraint(
                condition=models.Q(left_at=None) | models.Q(left_at__gte=models.F("came_at")),
                name="attendance_leaves_after_coming",
            ),
        ]


class AgendaItem(Provenance):
    """One point of the agenda, in order."""

    class Kind(models.TextChoices):
        OPENING = "opening", _("Opening")
        PRESENTATION = "presentation", _("Presentation")
        DEBATE = "debate", _("Debate")
        REPLY = "reply", _("Reply")
        VOTE = "vote", _("Vote")
        SIGNING = "signing", _("Signing")
        CLOSING = "closing", _("Closing")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=Kind.choices)
    title = TranslatedField(required=["ar", "fr"])
    planned_minutes = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta(Provenance.Meta):
        ordering = ["order"]
        constraints = [
            *Provenance.Meta.constraints,
            models.UniqueConstraint(fields=["meeting", "order"], name="agenda_order_once"),
        ]

    @property
    def planned_time(self) -> timedelta | None:
        return timedelta(minutes=self.planned_minutes) if self.planned_minutes else None


class Document(Provenance):
    """A paper of the meeting. Its text is served through a door, never by the file's address."""

    class Kind(models.TextChoices):
        MINUTES = "minutes", _("Minutes")
        PRESS_RELEASE = "press_release", _("Press release")
        PRESENTATION = "presentation", _("Presentation")
        AGENDA = "agenda", _("Agenda")
        OTHER = "other", _("Other document")

    code = models.SlugField(unique=True)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    language = models.CharField(max_length=12)
    title = TranslatedField(required=["ar", "fr"])
    file = models.FileField(upload_to="documents/%Y/")
    sha256 = models.CharField(max_length=64)
    version = models.PositiveSmallIntegerField(default=1)
    published = models.BooleanField(default=False)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta(Provenance.Meta):
        ordering = ["kind", "language", "version"]
        verbose_name = _("document")

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("listen:document", args=[self.code])


class Announcement(Amount, Provenance):
    """Something said in public that binds its speaker: it ends in an agreement or in a written "lapsed"."""

    class State(models.TextChoices):
        ANNOUNCED = "announced", pgettext_lazy("announcement", "announced")
        LAPSED = "lapsed", pgettext_lazy("announcement", "lapsed")

    code = models.SlugField(unique=True)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="announcements")
    text = TranslatedField(required=["ar", "fr"])
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.ANNOUNCED)
    lapsed_reason = TranslatedField()

    class Meta(Provenance.Meta):
        ordering = ["meeting", "code"]
        constraints = [
            *Provenance.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(state="lapsed") | models.Q(lapsed_reason__has_keys=["ar", "fr"]),
                name="announcement_lapses_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.text)
