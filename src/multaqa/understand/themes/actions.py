from collections.abc import Iterable
from itertools import chain, count

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from multaqa.ground.journal.actions import record
from multaqa.ground.people.rules import Doer, acting_person, require
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import Words
from multaqa.ground.vocabulary.once import keep_under_free_code
from multaqa.listen.rounds.models import Round
from multaqa.listen.statements.models import Statement
from multaqa.ui.directions import own_name
from multaqa.ui.formats import listed
from multaqa.ui.rewording import stands_already
from multaqa.understand.errors import UnderstandError
from multaqa.understand.themes.models import Theme, ThemeMove, ThemeQuerySet, ThemeStatement
from multaqa.understand.themes.quotes import Passage, nearest_words, passages
from multaqa.understand.themes.rules import CITABLE, can_draft_theme, can_edit_theme, can_publish_theme, has_drafted

State = Theme.State


@transaction.atomic
def draft_theme(
    *,
    by: Doer,
    round: Round,
    territory: Territory,
    title: Words,
    summary: Words,
    statements: Iterable[Statement] = (),
    method: str = Theme.Method.HUMAN,
) -> Theme:
    """Begin a theme, with the statements that gave the idea of it."""
    require(can_draft_theme(by, territory))
    theme = Theme(round=round, territory=territory, title=title, summary=summary, method=method)
    stem = slugify(title.get("fr", ""))[:70].strip("-") or "theme"
    keep_under_free_code(theme, chain([stem], (f"{stem}-{n}" for n in count(2))))
    _note_move(theme, by, "", State.DRAFT)
    record(by, "drafted", theme, title=title, summary=summary, method=method)
    for statement in statements:
        add_evidence(by=by, theme=theme, statement=statement)
    return theme


@transaction.atomic
def revise_theme(
    *, by: Doer, theme: Theme, title: Words, summary: Words, reason: Words | None = None, seen: str | None = None
) -> Theme:
    """Word it better; what the public has read changes only with a reason."""
    theme = _locked_for_editing(by, theme)
    if stands_already(theme, {"title": title, "summary": summary}, seen):
        return theme
    if theme.state == State.PUBLISHED:
        _check_published_words(summary)
        _check_both_languages(reason)
        _note_move(theme, by, State.PUBLISHED, State.PUBLISHED, reason)
    else:
        _back_to_draft(theme, by)
    theme.title, theme.summary = title, summary
    theme.save()
    record(by, "revised", theme, title=title, summary=summary, reason=reason or {})
    return theme


@transaction.atomic
def add_evidence(
    *, by: Doer, theme: Theme, statement: Statement, quote: str = "", at: Passage | None = None
) -> ThemeStatement:
    """Cite a statement: these exact words of its present text, or those at a place in it, or else all of them."""
    theme = _locked_for_editing(by, theme)
    statement = _locked_statement(statement)
    _check_may_be_cited(theme, statement)
    passage = _within(statement, at) if at else _passage(statement, quote)
    cited = {"revision": statement.current, "start": passage.start, "end": passage.end, "by": acting_person(by)}
    is_first = not statement.in_themes.filter(is_main=True).exists()
    evidence, _is_new = ThemeStatement.objects.update_or_create(
        theme=theme, statement=statement, defaults=cited, create_defaults={**cited, "is_main": is_first}
    )
    _back_to_draft(theme, by)
    record(by, "cited", evidence, statement=statement.ref, start=passage.start, end=passage.end)
    return evidence


@transaction.atomic
def remove_evidence(*, by: Doer, theme: Theme, statement: Statement) -> None:
    """Cite it no more; its main theme passes to another that holds it."""
    theme = _locked_for_editing(by, theme)
    statement = _locked_statement(statement)
    evidence = theme.evidence.filter(statement=statement).first()
    if evidence is None:
        return
    if theme.state == State.PUBLISHED and theme.evidence.count() == 1:
        raise UnderstandError(
            _("%(ref)s is the last statement of a published theme. Cite another first, or supersede the theme.")
            % {"ref": statement.ref}
        )
    record(by, "cited_no_more", statement, theme=theme.code)  # the statement stays, and so can be found by this line
    evidence.delete()
    if evidence.is_main:
        _give_main_theme(statement)
    _back_to_draft(theme, by)


@transaction.atomic
def set_main_theme(*, by: Doer, theme: Theme, statement: Statement) -> ThemeStatement:
    """Of the themes that hold a statement, the one it is counted under."""
    theme = _locked_for_editing(by, theme)
    statement = _locked_statement(statement)
    evidence = theme.evidence.filter(statement=statement).first()
    if evidence is None:
        raise UnderstandError(
            _("%(ref)s is not in this theme. Cite it here first, then make this its main theme.")
            % {"ref": statement.ref}
        )
    if theme.state != State.PUBLISHED and _published_main(statement):
        raise UnderstandError(
            _("%(ref)s is counted under a published theme. Publish this theme first: its count would be lost.")
            % {"ref": statement.ref}
        )
    _make_main(evidence)
    record(by, "made_main_theme", evidence, statement=statement.ref)
    return evidence


@transaction.atomic
def review_theme(*, by: Doer, theme: Theme) -> Theme:
    """Somebody who did not draft it has read the words and every quote."""
    require(can_draft_theme(by, theme.territory) or can_publish_theme(by, theme))
    theme = _locked(theme)
    _check_state(theme, State.DRAFT)
    if has_drafted(by, theme):
        raise UnderstandError(_("You drafted this theme. Ask a colleague to read it: four eyes see more than two."))
    return _move(theme, by, State.REVIEWED)


@transaction.atomic
def publish_theme(*, by: Doer, theme: Theme) -> Theme:
    """Put it before the public, with its summary in Arabic and French and statements everybody can read."""
    require(can_publish_theme(by, theme))
    theme = _locked(theme)
    _check_state(theme, State.REVIEWED)
    _check_published_words(theme.summary)
    _lock_statements_of(theme)
    if not theme.evidence.public().exists():
        raise UnderstandError(
            _("No published statement stands behind this theme. Cite at least one, or publish those it cites first.")
        )
    theme.published_at = timezone.now()
    _move(theme, by, State.PUBLISHED)
    for evidence in theme.evidence.filter(is_main=False).select_related("statement"):
        if not _published_main(evidence.statement):
            _make_main(evidence)
    return theme


@transaction.atomic
def supersede_theme(*, by: Doer, theme: Theme, successor: Theme, reason: Words) -> Theme:
    """Put a better theme in its place; the successor takes over every quote, so that none falls out."""
    require(can_publish_theme(by, theme) and can_publish_theme(by, successor))
    theme, successor = _both_locked(theme, successor)
    _check_state(theme, State.PUBLISHED)
    _check_both_languages(reason)
    if successor.pk == theme.pk or successor.state != State.PUBLISHED or successor.round_id != theme.round_id:
        raise UnderstandError(
            _("“%(successor)s” can't take the place of this theme. Choose another published theme of the same round.")
            % {"successor": successor}
        )
    _lock_statements_of(theme)
    _take_over_evidence(theme, successor)
    theme.superseded_by = successor
    return _move(theme, by, State.SUPERSEDED, reason)


def _locked(theme: Theme) -> Theme:
    return _for_update().get(pk=theme.pk)


def _both_locked(one: Theme, other: Theme) -> tuple[Theme, Theme]:
    """In one order for all: two people who replace each by the other would wait for ever."""
    locked = {theme.pk: theme for theme in _for_update().filter(pk__in=(one.pk, other.pk)).order_by("pk")}
    return locked[one.pk], locked[other.pk]


def _for_update() -> ThemeQuerySet:
    return Theme.objects.select_for_update(of=("self",), no_key=True).select_related("territory")


def _locked_statement(statement: Statement) -> Statement:
    """Its words are read after the lock: a colleague may have revised them while we waited for it."""
    return (
        Statement.objects.select_for_update(of=("self",), no_key=True).select_related("territory").get(pk=statement.pk)
    )


def _lock_statements_of(theme: Theme) -> None:
    """Before the theme they are counted under changes: always in the same order, and always before the journal."""
    list(Statement.objects.select_for_update(of=("self",), no_key=True).filter(in_themes__theme=theme).order_by("pk"))


def _locked_for_editing(by: Doer, theme: Theme) -> Theme:
    theme = _locked(theme)
    require(can_edit_theme(by, theme))
    if theme.state == State.SUPERSEDED:
        raise UnderstandError(
            _("Another theme took the place of “%(theme)s”. Work on that one: this one is kept as it was.")
            % {"theme": theme}
        )
    return theme


def _check_state(theme: Theme, expected: str) -> None:
    if theme.state != expected:
        raise UnderstandError(
            _("This theme is %(state)s, so this step is not open. Reload the page to see where it stands.")
            % {"state": theme.get_state_display()}
        )


def _check_both_languages(reason: Words | None) -> None:
    if missing := _missing_languages(reason):
        raise UnderstandError(
            _("The reason is missing in: %(languages)s. Write it in Arabic and in French: the public reads it.")
            % {"languages": missing}
        )


def _check_published_words(summary: Words) -> None:
    if missing := _missing_languages(summary):
        raise UnderstandError(
            _("The summary is missing in: %(languages)s. Write it there too before the public reads it.")
            % {"languages": missing}
        )


def _missing_languages(words: Words | None) -> str:
    return listed(own_name(tag) for tag in ("ar", "fr") if not words or not words.get(tag))


def _check_may_be_cited(theme: Theme, statement: Statement) -> None:
    if statement.round_id != theme.round_id:
        raise UnderstandError(
            _("%(ref)s was said in another round. Choose a statement of this theme's round.") % {"ref": statement.ref}
        )
    if not statement.territory.is_within(theme.territory.path):
        raise UnderstandError(
            _("%(ref)s was said in %(place)s, outside %(territory)s. Choose a statement said there, or a wider theme.")
            % {"ref": statement.ref, "place": statement.territory, "territory": theme.territory}
        )
    if statement.state not in CITABLE:
        raise UnderstandError(
            _("%(ref)s is %(state)s. Only confirmed or published statements are cited: confirm it first.")
            % {"ref": statement.ref, "state": statement.get_state_display()}
        )


def _passage(statement: Statement, quote: str) -> Passage:
    """Where the quote stands; refused with the nearest words where it does not, or stands twice."""
    words = quote.strip()
    if not words:
        return Passage(0, len(statement.text))
    found = passages(statement.text, words)
    if not found:
        raise UnderstandError(
            _("“%(quote)s” does not stand word for word in %(ref)s. The nearest there is “%(nearest)s”: copy from it.")
            % {"quote": words, "ref": statement.ref, "nearest": nearest_words(statement.text, words)}
        )
    if len(found) > 1:
        raise UnderstandError(
            ngettext(
                "“%(quote)s” stands %(n)s time in %(ref)s. Quote a few words more, so that only one place is meant.",
                "“%(quote)s” stands %(n)s times in %(ref)s. Quote a few words more, so that only one place is meant.",
                len(found),
            )
            % {"quote": words, "ref": statement.ref, "n": len(found)}
        )
    return found[0]


def _within(statement: Statement, place: Passage) -> Passage:
    if not 0 <= place.start < place.end <= len(statement.text):
        raise UnderstandError(
            ngettext(
                "%(ref)s has %(n)s character, none from %(start)s to %(end)s. Copy the words to quote instead.",
                "%(ref)s has %(n)s characters, none from %(start)s to %(end)s. Copy the words to quote instead.",
                len(statement.text),
            )
            % {"ref": statement.ref, "n": len(statement.text), "start": place.start, "end": place.end}
        )
    return place


def _published_main(statement: Statement) -> bool:
    return statement.in_themes.filter(is_main=True, theme__state=State.PUBLISHED).exists()


def _make_main(evidence: ThemeStatement) -> None:
    ThemeStatement.objects.filter(statement_id=evidence.statement_id, is_main=True).update(is_main=False)
    ThemeStatement.objects.filter(pk=evidence.pk).update(is_main=True)


def _give_main_theme(statement: Statement) -> None:
    """After its main theme let go of it: the published theme that cited it first, else any."""
    others = list(statement.in_themes.exclude(theme__state=State.SUPERSEDED).select_related("theme").order_by("at"))
    published = [evidence for evidence in others if evidence.theme.state == State.PUBLISHED]
    for evidence in (published or others)[:1]:
        _make_main(evidence)


def _take_over_evidence(theme: Theme, successor: Theme) -> None:
    held = set(successor.evidence.values_list("statement_id", flat=True))
    for evidence in theme.evidence.select_related("statement"):
        if evidence.statement_id not in held:
            ThemeStatement.objects.create(
                theme=successor,
                statement_id=evidence.statement_id,
                revision_id=evidence.revision_id,
                start=evidence.start,
                end=evidence.end,
                by_id=evidence.by_id,
            )
        if evidence.is_main:
            _make_main(successor.evidence.get(statement_id=evidence.statement_id))


def _back_to_draft(theme: Theme, by: Doer) -> None:
    """What was reviewed and is changed is to be read again."""
    if theme.state == State.REVIEWED:
        _move(theme, by, State.DRAFT)


def _move(theme: Theme, by: Doer, state: str, reason: Words | None = None) -> Theme:
    _note_move(theme, by, theme.state, state, reason)
    theme.state = state
    theme.save()
    record(by, f"theme_{state}", theme, state=state, reason=reason or {})
    return theme


def _note_move(theme: Theme, by: Doer, before: str, after: str, reason: Words | None = None) -> None:
    reason = reason or Words()
    ThemeMove.objects.create(theme=theme, from_state=before, to_state=after, by=acting_person(by), reason=reason)
