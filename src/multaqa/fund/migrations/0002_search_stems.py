from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("fund", "0001_first_tables")]

    operations = [
        migrations.AddField(
            model_name="agreement", name="search_stems", field=models.TextField(default="", editable=False)
        ),
        migrations.AddField(
            model_name="envelope", name="search_stems", field=models.TextField(default="", editable=False)
        ),
    ]
