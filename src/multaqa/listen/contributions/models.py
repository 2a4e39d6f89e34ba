import hashlib
from typing import Self
from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from multaqa.ground.actors.models import ActorKind, Mandate, Organisation
from multaqa.ground.people.models import Person
from multaqa.ground.sources.models import Provenance
from multaqa.ground.territory.models import Territory
from multaqa.listen.meetings.models import Document, Meeting
from multaqa.listen.rounds.models import Round

SPEAKER_KINDS = [
    *ActorKind.choices,
    ("elected", _("Elected representative")),
    ("citizen", _("Citizen")),
    ("anonymous", _("Not said")),
]
LANGUAGES = [
    ("ar", _("Arabic")),
    ("ary", _("Darija")),
    ("ary-Latn", _("Darija in Latin letters")),
    ("fr", _("French")),
    ("en", _("English")),
    ("zgh", _("Amazigh")),
    ("mixed", _("Several languages")),
]


class StatementKind(models.TextChoices):
    """What is said: a contributor may suggest it, whoever cuts the statement decides."""

    EXPECTATION = "expectation", _("Expectation")
    CONSTRAINT = "constraint", _("Constraint")
    PROPOSAL = "proposal", _("Proposal")
    OFFER = "offer", _("Offer")
    ASSET = "asset", _("Asset")
    QUESTION = "question", _("Question")
    ANNOUNCEMENT = "announcement", _("Announcement")
    DECISION = "decision", _("Decision")
    FACT = "fact", _("Fact")


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def standing(self) -> Self:
        """Neither taken back by its author, nor replaced by a correction, nor erased, nor set aside."""
        return self.filter(withdrawn_at=None, erased_at=None, set_aside_at=None, corrections=None)

    def uncut(self) -> Self:
        """What nobody has cut a statement from yet."""
        return self.standing().filter(statements=None)


class Contribution(Provenance):
    """What somebody gave to the round, immutable as received.

    Who said it, who wrote it down and how it reached us are three facts: the one who types
    is never made the author.
    """

    class Channel(models.TextChoices):
        FLOOR = "floor", _("Taking the floor")
        WEB = "web", _("Online form")
        PAPER = "paper", _("Paper")
        AUDIO = "audio", _("Recording")
        SMS = "sms", _("Text message")
        LETTER = "letter", _("Letter")
        DOCUMENT = "document", _("Document")
        IMPORT = "import", _("Imported file")

    code = models.SlugField(max_length=80, unique=True)
    round = models.ForeignKey(Round, models.PROTECT, related_name="contributions")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="contributions")
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="contributions")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="contributions")
    channel = models.CharField(max_length=12, choices=Channel.choices)
    language = models.CharField(max_length=12, choices=LANGUAGES)
    suggested_kind = models.CharField(max_length=16, choices=StatementKind.choices, blank=True)
    text = models.TextField(blank=True)  # empty once erased
    sha256 = models.CharField(max_length=64, editable=False)

    said_by_kind = models.CharField(max_length=32, choices=SPEAKER_KINDS, default="anonymous")
    said_by_mandate = models.ForeignKey(Mandate, models.SET_NULL, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="contributions")
    recorded_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    recorded_by_kind = models.CharField(max_length=32, blank=True)

    received_at = models.DateTimeField(default=timezone.now)
    said_on = models.DateField(null=True, blank=True)
    consent = models.BooleanField(default=True)  # of its author, to publication
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections")
    follow_code_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    command_id = models.UUIDField(null=True, blank=True, unique=True)  # the same command sent twice acts once
    deletion_asked_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    set_aside_at = models.DateTimeField(null=True, blank=True)  # a moderator found nothing to publish in it
    set_aside_reason = models.TextField(blank=True)

    objects = ContributionQuerySet.as_manager()

    class Meta(Provenance.Meta):
        ordering = ["-received_at", "-pk"]
        verbose_name = _("contribution")
        constraints = [
            *Provenance.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(erased_at=None) & ~models.Q(text="") | models.Q(erased_at__isnull=False, text=""),
                name="contribution_has_words_unless_erased",
            ),
        ]
        indexes = [models.Index(fields=["round", "territory"], name="contribution_by_place")]

    def __str__(self) -> str:
        return self.code

    @staticmethod
    def fingerprint(text: str) -> str:
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def is_intact(self) -> bool:
        return bool(self.erased_at) or self.fingerprint(self.text) == self.sha256


class ImportDraft(models.Model):
    """A table somebody brought, kept between its preview and the word to import it, and then gone."""

    token = models.UUIDField(primary_key=True, default=uuid4)
    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    at = models.DateTimeField(default=timezone.now)
