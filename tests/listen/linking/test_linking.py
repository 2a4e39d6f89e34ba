import pytest

from multaqa.ground.people.rules import RightRefused
from multaqa.listen.errors import ListenError
from multaqa.listen.linking.actions import Part, link_statements, merge_statements, split_statement, unlink_statements
from multaqa.listen.statements.actions import withhold_statement
from multaqa.listen.statements.models import Statement
from multaqa.listen.statements.queries import conservation_of, relations_of
from tests.factories.ground import TerritoryFactory, person_who_may
from tests.factories.listen import BY, REASON, RoundFactory, StatementFactory

pytestmark = pytest.mark.django_db
PARTS = [Part(0, 10, "fact"), Part(11, 20, "proposal")]


def pair(**facts):
    round = RoundFactory()
    return StatementFactory(round=round, **facts), StatementFactory(round=round, **facts)


def test_split_gives_each_part_a_number_and_counts_the_whole_alone():
    whole = StatementFactory(text="Le pont est coupé, un bus manque.")
    parts = split_statement(by=BY, statement=whole, parts=PARTS)
    assert [part.text for part in parts] == ["Le pont es", " coupé, u"]
    assert [part.split_from for part in parts] == [whole, whole]
    assert {link.to_statement for part in parts for link in part.links_out.all()} == {whole}
    assert conservation_of(whole.round).captured == 1


def test_split_sent_twice_is_one_split():
    whole = StatementFactory()
    assert split_statement(by=BY, statement=whole, parts=PARTS) == split_statement(by=BY, statement=whole, parts=PARTS)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (PARTS[:1], "needs two parts"),
        ([Part(0, 10, "fact"), Part(9, 20, "fact")], "without overlapping"),
        ([Part(0, 10, "fact"), Part(11, 9000, "fact")], "inside"),
    ],
)
def test_split_refuses_parts_that_do_not_follow_each_other(parts, said):
    with pytest.raises(ListenError, match=said):
        split_statement(by=BY, statement=StatementFactory(), parts=parts)


def test_merge_leaves_both_readable_and_the_count_as_it_was():
    kept, duplicate = pair()
    merge_statements(by=BY, kept=kept, duplicates=[duplicate])
    assert conservation_of(kept.round).published == 2
    assert [relation.other for relation in relations_of(kept, None)] == [duplicate]
    assert [relation.word for relation in relations_of(duplicate, None)] == ["says the same as"]


def test_links_never_lead_round_in_a_circle():
    first, second = pair()
    third = StatementFactory(round=first.round)
    link_statements(by=BY, kind="follows", from_statement=first, to_statement=second)
    link_statements(by=BY, kind="rephrases", from_statement=second, to_statement=third)
    with pytest.raises(ListenError, match=f"{first.ref} already leads to {third.ref}"):
        link_statements(by=BY, kind="follows", from_statement=third, to_statement=first)


def test_revoked_link_stays_written_and_may_be_made_again():
    first, second = pair()
    link = link_statements(by=BY, kind="follows", from_statement=first, to_statement=second)
    assert unlink_statements(by=BY, link=link, reason="Une erreur").revoked_reason == "Une erreur"
    assert relations_of(first, None) == []
    assert link_statements(by=BY, kind="follows", from_statement=second, to_statement=first).revoked_at is None


def test_link_to_a_draft_of_another_province_is_refused():
    mine, theirs = pair(state=Statement.State.CAPTURED)
    person = person_who_may(["statement.confirm", "statement.read_drafts"], mine.territory)
    assert mine.territory != theirs.territory
    with pytest.raises(RightRefused):
        link_statements(by=person, kind="follows", from_statement=mine, to_statement=theirs)


def test_relations_hide_drafts_from_the_public():
    shown = StatementFactory()
    draft = StatementFactory(round=shown.round, state=Statement.State.CAPTURED)
    link_statements(by=BY, kind="rephrases", from_statement=draft, to_statement=shown)
    assert relations_of(shown, None) == []
    reader = person_who_may("statement.read_drafts", draft.territory)
    assert [relation.other for relation in relations_of(shown, reader)] == [draft]


def test_link_between_two_rounds_is_refused():
    with pytest.raises(ListenError, match="two rounds"):
        link_statements(by=BY, kind="follows", from_statement=StatementFactory(), to_statement=StatementFactory())


def test_link_needs_the_right_to_confirm():
    first, second = pair()
    with pytest.raises(RightRefused):
        link_statements(
            by=person_who_may("statement.confirm", TerritoryFactory()),
            kind="follows",
            from_statement=first,
            to_statement=second,
        )


def test_two_who_split_one_statement_do_not_cut_the_same_words_twice():
    whole = StatementFactory(text="Le pont est coupé, un bus manque.")
    first = split_statement(by=BY, statement=whole, parts=PARTS)
    with pytest.raises(ListenError, match=f"{first[0].ref} holds some of the same words"):
        split_statement(by=BY, statement=whole, parts=[Part(0, 5, "fact"), Part(6, 20, "proposal")])
    for part in first:
        withhold_statement(by=BY, statement=part, code="legal", reason=REASON)
    assert len(split_statement(by=BY, statement=whole, parts=[Part(0, 5, "fact"), Part(6, 20, "proposal")])) == 2
