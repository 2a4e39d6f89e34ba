from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("understand", "0001_first_tables")]

    operations = [
        migrations.AddField(
            model_name="theme", name="search_stems", field=models.TextField(default="", editable=False)
        ),
    ]
