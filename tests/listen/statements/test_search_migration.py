"""What was there before the search knew stems is found by them after an upgrade."""

from collections.abc import Iterator

import pytest
from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from multaqa.listen.statements.models import Statement

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = [("listen", "0003_reading"), ("ground", "0009_stems_of_rows")]


@pytest.fixture
def before() -> Iterator[Apps]:
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    yield executor.loader.project_state(BEFORE).apps
    upgrade()


def upgrade() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def fill(apps: Apps) -> None:
    place = apps.get_model("ground", "Territory").objects.create(
        code="MA", kind="country", path="/MA/", name={"ar": "م", "fr": "M"}
    )
    round = apps.get_model("listen", "Round").objects.create(code="r", title={"ar": "د", "fr": "C"})
    words = {"round": round, "territory": place, "language": "ar"}
    said = apps.get_model("listen", "Contribution").objects.create(
        code="c", channel="web", text="مراكز", said_by_kind="citizen", received_at=timezone.now(), **words
    )
    apps.get_model("listen", "Statement").objects.create(
        ref="A-1", contribution=said, start=0, end=5, kind="expectation", search_text="a 1 مراكز", **words
    )


def test_an_upgrade_finds_what_was_there_by_its_stems(before: Apps) -> None:
    fill(before)
    upgrade()
    assert [one.ref for one in Statement.objects.filter(search_text__holds="المركز")] == ["A-1"]
    Statement.objects.update(search_text="مدرسه", search_stems=" مدرس ")
    assert not Statement.objects.filter(search_text__holds="المركز").exists()
