"""What the models promise of the journal, held against plain SQL as well.

SQLite rebuilds a table to alter it, and loses its triggers: a migration that alters JournalEntry repeats this one.
A deletion on SQLite breaks the chain, which verify_journal names; a trigger there would stop a test database from
being emptied.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

GUARDS = {
    "sqlite": """
        CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON ground_journalentry
        BEGIN SELECT RAISE(ABORT, 'lines of the journal are never changed'); END
    """,
    "postgresql": """
        CREATE FUNCTION journal_is_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'lines of the journal are never changed or deleted'; END $$;
        CREATE TRIGGER journal_is_never_changed BEFORE UPDATE OR DELETE ON ground_journalentry
        FOR EACH ROW EXECUTE FUNCTION journal_is_written_once()
    """,
}
RELEASES = {
    "sqlite": "DROP TRIGGER journal_is_never_changed",
    "postgresql": """
        DROP TRIGGER journal_is_never_changed ON ground_journalentry;
        DROP FUNCTION journal_is_written_once()
    """,
}


def guard(_: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute(GUARDS[schema_editor.connection.vendor], params=None)


def release(_: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute(RELEASES[schema_editor.connection.vendor], params=None)


class Migration(migrations.Migration):
    dependencies = [("ground", "0001_first_tables")]

    operations = [migrations.RunPython(guard, release)]
