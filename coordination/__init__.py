"""Elements 1 and 6: the network coordinator's desk, and what the whole house shares: the start page and the overview.

Words: *what waits* is everything that somebody must do, gathered from the rooms; the *overview* has one row per workplace.
The top floor: imports the rooms below; nobody imports it.
"""
