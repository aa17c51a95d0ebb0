"""Who did what, and who read what: append-only, kept in the transaction of the deed.

Words: an *entry* has an actor (by id and name, so that it outlives the person's row), a verb and an object.
May import tenancy only.
"""
