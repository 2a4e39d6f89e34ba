from django.db import migrations

from multaqa.ground.vocabulary.word_index import stems_of_rows


class Migration(migrations.Migration):
    dependencies = [("deliver", "0002_search_stems")]

    operations = [stems_of_rows("deliver", "Centre", "Project", "Visit")]
