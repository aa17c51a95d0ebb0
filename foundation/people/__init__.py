"""Who lives here: log-ins, persons, workplaces and partners.

Words: a *user* is a log-in and nothing else; a *person* is somebody in one municipality, with or without a log-in.
May import audit and tenancy.
"""
