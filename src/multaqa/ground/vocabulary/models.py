from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from multaqa.ground.vocabulary import searching  # noqa: F401  search_text__holds
from multaqa.ground.vocabulary.fields import TranslatedField, Words
from multaqa.ground.vocabulary.folding import fold
from multaqa.ground.vocabulary.word_index import stems_as_kept

SEARCH_COLUMNS = ("search_text", "search_stems")


class Searchable(models.Model):
    """Keeps the folded words by which a row is found, in all its languages at once, and their stems beside them.

    `filter(search_text__holds=words)` finds by both.
    """

    has_word_index: ClassVar[bool] = False
    """Whether its table grows with the people, and has an index: see `word_index.py`."""

    search_text = models.TextField(editable=False, default="")
    search_stems = models.TextField(editable=False, default="")

    class Meta:
        abstract = True

    def search_words(self) -> Iterable[str | Words]:
        raise NotImplementedError

    def folded_words(self) -> str:
        texts: list[str] = []
        for words in self.search_words():
            texts += words.values() if isinstance(words, dict) else [words]
        return " ".join(dict.fromkeys(fold(text) for text in texts if text))

    def keep_search_words(self) -> None:
        """Write down by what it is found, from its words as they are now."""
        self.search_text = self.folded_words()
        self.search_stems = stems_as_kept(self.search_text)

    def save(self, *args: Any, **options: Any) -> None:
        self.keep_search_words()
        if (fields := options.get("update_fields")) is not None:
            options["update_fields"] = {*fields, *SEARCH_COLUMNS}
        super().save(*args, **options)


class TargetGroup(models.Model):
    """Whom a statement, a measure or a centre is about. Data: a ministry may add its own."""

    code = models.SlugField(unique=True)
    name = TranslatedField(required=["ar", "fr"])
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")

    def __str__(self) -> str:
        return str(self.name)


class Service(models.Model):
    """What a centre does for people: listening, legal guidance... Data: a ministry may add its own."""

    code = models.SlugField(unique=True)
    name = TranslatedField(required=["ar", "fr"])
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]
        verbose_name = _("service")
        verbose_name_plural = _("services")

    def __str__(self) -> str:
        return str(self.name)
