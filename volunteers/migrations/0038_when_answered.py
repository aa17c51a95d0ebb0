from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_partner_confirmation"),
        ("tenancy", "0004_many_short_questions"),
        ("volunteers", "0037_somebody_instead"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="enquiry",
            index=models.Index(fields=["municipality", "answered_at"], name="enquiry_answered"),
        ),
    ]
