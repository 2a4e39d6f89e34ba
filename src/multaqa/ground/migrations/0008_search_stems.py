from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ground", "0007_mandate_moves_and_proof")]

    operations = [
        migrations.AddField(
            model_name="organisation", name="search_stems", field=models.TextField(default="", editable=False)
        ),
        migrations.AddField(
            model_name="territory", name="search_stems", field=models.TextField(default="", editable=False)
        ),
    ]
