import hashlib

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Translation(models.Model):
    """People's own words in another language. The original stays the original."""

    class Method(models.TextChoices):
        HUMAN = "human", _("human")
        MACHINE = "machine", _("machine")

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("translation", "draft")
        REVIEWED = "reviewed", pgettext_lazy("translation", "reviewed")
        APPROVED = "approved", pgettext_lazy("translation", "approved")

    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey()
    field = models.CharField(max_length=40)
    of_revision = models.PositiveIntegerField(default=1)
    source_sha256 = models.CharField(max_length=64)
    language = models.CharField(max_length=12)
    text = models.TextField()
    method = models.CharField(max_length=12, choices=Method.choices, default=Method.HUMAN)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFT)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "field", "language"], name="one_translation_per_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.content_type_id}:{self.object_id} {self.field} ({self.language})"

    def is_stale(self, source_text: str) -> bool:
        """True once the words it was made from have moved."""
        return self.source_sha256 != hashlib.sha256(source_text.encode()).hexdigest()

    def may_be_published(self, source_text: str) -> bool:
        return self.status == self.Status.APPROVED and not self.is_stale(source_text)
