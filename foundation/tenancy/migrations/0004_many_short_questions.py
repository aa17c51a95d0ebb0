"""We ask many short questions and hardly a long one: helpers for one question, or compiling it, cost more than the answer.

With them a page of 200 places waited 5 ms and more for processes to start. Whoever wants them for a report sets them for that session.
"""

from django.db import migrations

SET = """
DO $$ BEGIN
    EXECUTE format('ALTER DATABASE %I SET max_parallel_workers_per_gather = 0', current_database());
    EXECUTE format('ALTER DATABASE %I SET jit = off', current_database());
EXCEPTION WHEN insufficient_privilege THEN
    RAISE WARNING 'not the owner of this database: max_parallel_workers_per_gather and jit stay as they are';
END $$
"""
RESET = """
DO $$ BEGIN
    EXECUTE format('ALTER DATABASE %I RESET max_parallel_workers_per_gather', current_database());
    EXECUTE format('ALTER DATABASE %I RESET jit', current_database());
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0003_own_words")]
    operations = [migrations.RunSQL(SET, RESET)]
