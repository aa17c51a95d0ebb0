"""The outbox: what Samspill writes to people, kept in the transaction of the deed that promised it.

Words: a *kind* is a text in three languages; a *notice* is one message to one person by one channel; a *promise* is a
reminder that ought to exist; a *mark* wakes the drain. PostgreSQL is the record, Celery only runs what is due.
May import people, audit, tenancy and pages.
"""
