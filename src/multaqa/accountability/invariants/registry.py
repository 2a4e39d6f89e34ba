"""The rules in the order of the domain model. Rules 8, 14 and 16 speak of what does not exist yet."""

from django.utils.translation import gettext_noop as _

from multaqa.accountability.invariants import following, listening
from multaqa.accountability.invariants.checking import Finding, Invariant, check

INVARIANTS: tuple[Invariant, ...] = (
    Invariant("1", _("Captured = published + withheld + withdrawn + awaiting"), listening.nothing_is_lost),
    Invariant("1", _("As many statements as numbers were given"), listening.no_number_is_missing),
    Invariant("1", _("Contributions are what was received"), listening.originals_are_untouched),
    Invariant("1", _("A statement's first words are its cut of the contribution"), listening.first_words_are_the_cut),
    Invariant("1", _("Revisions keep their seal"), listening.revisions_keep_their_seal),
    Invariant("1", _("The words shown are the last revision"), listening.current_words_are_the_last),
    Invariant("1", _("Links between statements close no circle"), listening.links_lead_nowhere_round),
    Invariant("2", _("Quotes lie in the words they cite"), following.quotes_are_exact),
    Invariant("2", _("A published theme has evidence"), following.published_themes_have_evidence),
    Invariant("3", _("In a theme, or listed as in none"), following.each_statement_is_in_a_theme_or_listed),
    Invariant("4", _("Speaker, writer and way are three facts"), listening.each_voice_is_its_own),
    Invariant("5", _("An adopted measure has an origin"), following.adopted_measures_have_an_origin),
    Invariant(
        "6", _("A published statement has an answer with a day"), following.published_statements_have_an_answer_day
    ),
    Invariant("6", _("A published answer is complete"), following.published_answers_are_complete),
    Invariant("7", _("Nobody attends twice at once"), listening.nobody_is_in_two_places),
    Invariant("7", _("Attendance by modality adds up"), listening.modalities_add_up),
    Invariant("9", _("An approved translation is of the words it names"), listening.translations_know_their_words),
    Invariant("10", _("Paid is at most committed"), following.no_commitment_is_overpaid),
    Invariant("11", _("Currencies never mix"), following.currencies_never_mix),
    Invariant("11", _("Proposed is never in a committed total"), following.proposed_is_never_committed),
    Invariant(
        "12",
        _("An announced amount ends in an agreement or lapses"),
        following.announced_amounts_end_somewhere,
        following.open_announcements,
    ),
    Invariant("13", _("A command has its effect once"), listening.commands_act_once),
    Invariant("15", _("Missing is not stored as zero"), following.missing_is_not_zero),
    Invariant("17", _("Erased people are gone, what was said stands"), listening.the_erased_are_gone),
    Invariant("journal", _("The journal's chain holds"), following.journal_chain_holds),
    Invariant("shelter", _("No shelter's place is anywhere"), following.shelters_have_no_place),
)


def check_all() -> list[Finding]:
    return [check(invariant) for invariant in INVARIANTS]
