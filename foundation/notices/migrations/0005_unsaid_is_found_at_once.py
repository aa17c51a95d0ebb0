from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0004_said_by_somebody"),
        ("people", "0005_partner_confirmation"),
        ("tenancy", "0004_many_short_questions"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("channel", "spoken"), ("read_at", None), ("state", "sent")),
                fields=["municipality", "person"],
                name="notice_unsaid",
            ),
        ),
    ]
