from django.db import migrations

from multaqa.ground.vocabulary.word_index import word_index


class Migration(migrations.Migration):
    dependencies = [("listen", "0005_stems_of_rows")]

    operations = [word_index("listen_statement")]
