from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plan", "0001_first_tables")]

    operations = [
        migrations.AddField(
            model_name="measure", name="search_stems", field=models.TextField(default="", editable=False)
        ),
        migrations.AddField(
            model_name="strategy", name="search_stems", field=models.TextField(default="", editable=False)
        ),
    ]
