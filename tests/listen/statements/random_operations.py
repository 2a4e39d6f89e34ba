"""A machine that does to statements whatever people may do, in any order, and looks after each step.

Run by the tests (2,000 steps) and by bench/conservation.py (10,000).
"""

from collections import Counter
from graphlib import TopologicalSorter
from typing import Any, ClassVar

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from multaqa.ground.territory.models import Territory
from multaqa.listen.contributions.actions import receive_contribution
from multaqa.listen.contributions.models import Contribution
from multaqa.listen.following.actions import withdraw_contribution
from multaqa.listen.linking.actions import Part, link_statements, merge_statements, split_statement, unlink_statements
from multaqa.listen.statements.actions import (
    capture_statement,
    confirm_statement,
    publish_statement,
    revise_statement,
    undo_last_move,
    withhold_statement,
)
from multaqa.listen.statements.models import Statement, StatementLink, StatementMove, StatementRevision
from multaqa.listen.statements.queries import active_links, conservation_of
from multaqa.ui.deeds import DeedRefused
from tests.factories.ground import TerritoryFactory
from tests.factories.listen import BY, REASON, ReferenceSeriesFactory, RoundFactory

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=6, max_size=40).filter(
    lambda text: len(text.strip()) >= 6
)
STEPS_A_RUN = 50


class RandomOperations(RuleBasedStateMachine):
    done: ClassVar[Counter[str]] = Counter()
    statements = Bundle("statements")

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.round = RoundFactory()
        self.places = self.prepare_places()
        self.said: dict[int, str] = {}
        self.captured = 0

    def prepare_places(self) -> list[Territory]:
        """Where people speak: one place, whose statements are numbered in one series."""
        ReferenceSeriesFactory(round=self.round)
        return [TerritoryFactory()]

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    def attempt(self, deed: Any, **what: Any) -> Any:
        """Do it as people do: what is refused changes nothing, and the next step goes on."""
        self.done[deed.__name__] += 1
        try:
            return deed(**what)
        except DeedRefused:
            self.done["refused"] += 1
            return None

    @rule(target=statements, text=WORDS, kind=st.sampled_from(Statement.Kind.values), data=st.data())
    def create(self, text: str, kind: str, data: st.DataObject) -> int:
        contribution = receive_contribution(
            by=BY,
            round=self.round,
            territory=data.draw(st.sampled_from(self.places)),
            channel="floor",
            language="mixed",
            text=text,
        )
        start = data.draw(st.integers(0, len(text) // 3))
        end = data.draw(st.integers(2 * len(text) // 3, len(text)))
        if not text[start:end].strip():
            start, end = 0, len(text)
        made = self.attempt(capture_statement, by=BY, contribution=contribution, start=start, end=end, kind=kind)
        self.said[made.pk] = text[start:end]
        self.captured += 1
        return int(made.pk)

    @rule(key=statements)
    def confirm(self, key: int) -> None:
        self.attempt(confirm_statement, by=BY, statement=Statement.objects.get(pk=key))

    @rule(key=statements)
    def publish(self, key: int) -> None:
        self.attempt(publish_statement, by=BY, statement=Statement.objects.get(pk=key))

    @rule(key=statements, code=st.sampled_from(Statement.WithheldFor.values))
    def withhold(self, key: int, code: str) -> None:
        self.attempt(withhold_statement, by=BY, statement=Statement.objects.get(pk=key), code=code, reason=REASON)

    @rule(key=statements)
    def undo(self, key: int) -> None:
        self.attempt(undo_last_move, by=BY, statement=Statement.objects.get(pk=key))

    @rule(key=statements, text=WORDS, behind=st.integers(0, 1))
    def revise(self, key: int, text: str, behind: int) -> None:
        statement = Statement.objects.select_related("current").get(pk=key)
        self.attempt(
            revise_statement, by=BY, statement=statement, expected_n=statement.current.n - behind, text=text, why="?"
        )

    @rule(target=statements, key=statements, where=st.floats(0.1, 0.9))
    def split(self, key: int, where: float) -> int:
        whole = Statement.objects.get(pk=key)
        middle = whole.start + max(1, int((whole.end - whole.start) * where))
        parts = [Part(whole.start, middle, "fact"), Part(middle, whole.end, "proposal")]
        made = self.attempt(split_statement, by=BY, statement=whole, parts=parts)
        for part in made or []:
            self.said[part.pk] = part.contribution.text[part.start : part.end]
        return int(made[0].pk if made else key)

    @rule(first=statements, second=statements, kind=st.sampled_from(StatementLink.Kind.values))
    def link(self, first: int, second: int, kind: str) -> None:
        one, other = Statement.objects.get(pk=first), Statement.objects.get(pk=second)
        self.attempt(link_statements, by=BY, kind=kind, from_statement=one, to_statement=other)

    @rule(kept=statements, duplicate=statements)
    def merge(self, kept: int, duplicate: int) -> None:
        one, other = Statement.objects.get(pk=kept), Statement.objects.get(pk=duplicate)
        self.attempt(merge_statements, by=BY, kept=one, duplicates=[other])

    @rule(key=statements)
    def unlink(self, key: int) -> None:
        for link in active_links().filter(from_statement=key)[:1]:
            self.attempt(unlink_statements, by=BY, link=link, reason="?")

    @rule(key=statements)
    def withdraw(self, key: int) -> None:
        self.attempt(withdraw_contribution, contribution=Contribution.objects.get(statements=key))

    @invariant()
    def nothing_is_lost(self) -> None:
        count = conservation_of(self.round)
        assert count.holds
        assert count.captured == self.captured

    @invariant()
    def originals_are_byte_identical(self) -> None:
        firsts = StatementRevision.objects.filter(n=1, redacted_at=None).values_list("statement_id", "text", "sha256")
        assert {key: text for key, text, _sha256 in firsts} == self.said
        assert all(Contribution.fingerprint(text) == sha256 for _key, text, sha256 in firsts)

    @invariant()
    def every_state_is_the_end_of_its_moves(self) -> None:
        ends = dict(StatementMove.objects.order_by("pk").values_list("statement_id", "to_state"))
        for key, state, ground in Statement.objects.values_list("pk", "state", "withheld_for"):
            assert ends[key] == state
            assert bool(ground) == (state == "withheld")

    @invariant()
    def numbers_are_given_once_without_a_gap(self) -> None:
        refs = sorted(Statement.objects.values_list("ref", flat=True))
        assert [int(ref.rpartition("-")[2]) for ref in refs] == list(range(1, len(refs) + 1))

    @invariant()
    def links_never_close_a_circle(self) -> None:
        onward = TopologicalSorter[int]()
        for start, end in active_links().values_list("from_statement_id", "to_statement_id"):
            onward.add(start, end)
        onward.prepare()  # raises on a circle


def run(steps: int, machine: type[RandomOperations] = RandomOperations) -> Counter[str]:
    """Do at least this many random deeds; how many of each were done, and how many of them refused."""
    machine.done.clear()
    while machine.done.total() - machine.done["refused"] < steps:
        left = steps - machine.done.total() + machine.done["refused"]
        run_state_machine_as_test(
            machine,
            settings=settings(
                max_examples=max(5, left // STEPS_A_RUN),
                stateful_step_count=STEPS_A_RUN,
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
    return machine.done
