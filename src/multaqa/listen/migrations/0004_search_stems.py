from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("listen", "0003_reading")]

    operations = [
        migrations.AddField(
            model_name="statement", name="search_stems", field=models.TextField(default="", editable=False)
        ),
    ]
