"""What is to be there before the first time is not asked of those who have had it: a municipality that begins to ask for referees
stops nobody who has been here for years (VOL-30, VOL-32). Signatures and the police certificate are asked of everybody."""

from importlib import import_module

from django.db import migrations

before = import_module("volunteers.migrations.0030_confirmed_by_partner")

HERE = "SELECT person_id, workplace_id INTO here"
DEPARTMENT = "IF begins AND volunteers_requires"
BEFORE = [f"IF volunteers_requires(who, '{code}')" for code in ("references", "dilemmas", "practical")]


def changed(source: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        if source.count(old) != 1:
            raise ValueError(f"not once in the function: {old}")
        source = source.replace(old, new)
    return source


LACKS = changed(
    before.LACKS,
    (HERE, "SELECT person_id, workplace_id, started_on IS NOT NULL AS begun INTO here"),
    (DEPARTMENT, DEPARTMENT.replace("IF", "IF NOT here.begun AND")),
    *((one, one.replace("IF", "IF NOT here.begun AND")) for one in BEFORE),
)


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0038_when_answered")]

    operations = [migrations.RunSQL(LACKS, before.LACKS)]
