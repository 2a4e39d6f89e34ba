"""What one deed locks, another may still point to.

PostgreSQL looks at keys when a deed ends, and each ends while it holds the journal: a row that is locked against being
pointed to, by somebody who waits for the journal, would have the two wait for each other.
"""

import re

import pytest

from multaqa.ground.people.actions import give_role
from multaqa.listen.statements.actions import confirm_statement
from tests.at_once import at_once, on_postgresql
from tests.factories.ground import RoleTemplateFactory, person_who_may
from tests.factories.listen import BY, StatementFactory
from tests.house.test_source import PYTHON

LOCK = re.compile(r"select_for_update\(((?:[^()]|\([^()]*\))*)\)")


def test_every_lock_leaves_the_key_free() -> None:
    locks = [(path.name, said) for path in PYTHON for said in LOCK.findall(path.read_text())]
    assert locks
    assert [name for name, said in locks if "no_key=True" not in said] == []


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_whoever_acts_while_they_are_given_a_role_is_not_refused() -> None:
    statement = StatementFactory(state="captured")
    person = person_who_may("statement.confirm", statement.territory)
    template = RoleTemplateFactory()
    confirmed, role = at_once(
        lambda: confirm_statement(by=person, statement=statement),
        lambda: give_role(by=BY, person=person, template=template, territory=statement.territory),
    )
    assert (confirmed.state, role.person) == ("confirmed", person)
