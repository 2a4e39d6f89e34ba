"""What was deleted still lies in the database's files until its place is needed: the files are written anew, once."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

HELD_ADDRESSES = (
    "ground_user, ground_invitation, account_emailaddress, socialaccount_socialaccount, mfa_authenticator, "
    "django_session"
)
SWEEP = {
    "sqlite": ["VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"],
    "postgresql": [f"VACUUM (FULL) {HELD_ADDRESSES}"],
}


def sweep(_: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    with schema_editor.connection.cursor() as cursor:
        for statement in SWEEP[schema_editor.connection.vendor]:
            cursor.execute(statement)


class Migration(migrations.Migration):
    atomic = False  # no transaction can be open meanwhile
    dependencies = [("ground", "0005_addresses_leave_their_tables")]

    operations = [migrations.RunPython(sweep, migrations.RunPython.noop)]
