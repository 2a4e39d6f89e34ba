import os

import pytest

from tests.listen.statements.random_operations import run

STEPS = int(os.environ.get("MULTAQA_RANDOM_STEPS", "2000"))


@pytest.mark.django_db
@pytest.mark.slow
def test_whatever_people_do_nothing_is_lost_and_originals_stay() -> None:
    done = run(STEPS)
    assert done.total() - done["refused"] >= STEPS
    assert all(done[deed] for deed in ("capture_statement", "split_statement", "merge_statements", "undo_last_move"))
