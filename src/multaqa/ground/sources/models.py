from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.Model):
    """Where a fact was read: an outlet and a date, so that anybody can look again."""

    code = models.SlugField(unique=True)
    outlet = models.CharField(max_length=120)
    title = models.CharField(max_length=300, blank=True)
    published_on = models.DateField(null=True, blank=True)
    url = models.URLField(max_length=500, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["published_on", "outlet"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.outlet


class Provenance(models.Model):
    """A row that says where it comes from: a named source, or written for a demonstration.

    Neither is set on what an institution enters of its own work; both at once is refused.
    """

    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    illustrative = models.BooleanField(_("written for the demonstration"), default=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(illustrative=True, source__isnull=False),
                name="%(app_label)s_%(class)s_sourced_or_illustrative",
            )
        ]
