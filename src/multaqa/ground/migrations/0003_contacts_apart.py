import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ground", "0002_journal_is_written_once")]

    operations = [
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("email", "E-mail address"), ("telephone", "Telephone")],
                        default="email",
                        max_length=12,
                    ),
                ),
                ("sealed", models.TextField()),
                ("index", models.CharField(db_index=True, max_length=64)),
                (
                    "invitation",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contact",
                        to="ground.invitation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="ground.person",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contact",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("invitation", None), ("kind", "email"), ("person", None), ("user__isnull", False)
                            ),
                            models.Q(
                                ("invitation__isnull", False), ("kind", "email"), ("person", None), ("user", None)
                            ),
                            models.Q(("invitation", None), ("person__isnull", False), ("user", None)),
                            _connector="OR",
                        ),
                        name="contact_of_one_owner",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("user__isnull", False)),
                        fields=("index",),
                        name="contact_one_account_per_address",
                    ),
                    models.UniqueConstraint(fields=("person", "kind"), name="contact_one_of_each_kind"),
                ],
            },
        ),
        # Empty until the next migration, backwards; emptied by it, forwards.
        migrations.AlterField(
            "User", "email", models.EmailField(null=True, unique=True, verbose_name="e-mail address")
        ),
    ]
