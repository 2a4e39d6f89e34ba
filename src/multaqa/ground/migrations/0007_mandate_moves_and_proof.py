import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import multaqa.ground.actors.models
import multaqa.ground.vocabulary.fields


class Migration(migrations.Migration):
    dependencies = [("ground", "0006_addresses_leave_the_file")]

    operations = [
        migrations.AddField(
            model_name="mandate",
            name="proof",
            field=models.FileField(blank=True, upload_to=multaqa.ground.actors.models.proof_place),
        ),
        migrations.CreateModel(
            name="MandateMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_state", models.CharField(blank=True, max_length=24)),
                ("to_state", models.CharField(max_length=24)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reason", multaqa.ground.vocabulary.fields.TranslatedField(blank=True, default=dict)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="ground.person",
                    ),
                ),
                (
                    "mandate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="moves", to="ground.mandate"
                    ),
                ),
            ],
            options={"ordering": ["at", "pk"], "abstract": False},
        ),
    ]
