from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deliver", "0001_first_tables")]

    operations = [
        migrations.AddField(
            model_name="centre", name="search_stems", field=models.TextField(default="", editable=False)
        ),
        migrations.AddField(
            model_name="project", name="search_stems", field=models.TextField(default="", editable=False)
        ),
        migrations.AddField(
            model_name="visit", name="search_stems", field=models.TextField(default="", editable=False)
        ),
    ]
