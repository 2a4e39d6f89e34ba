import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_migrations_hold_every_change_of_the_tables():
    call_command("makemigrations", check=True, dry_run=True)
