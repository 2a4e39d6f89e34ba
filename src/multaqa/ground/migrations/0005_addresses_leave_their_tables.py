from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ground", "0004_addresses_are_sealed")]

    operations = [
        migrations.RemoveField("User", "email"),
        migrations.RemoveField("Invitation", "email"),
    ]
