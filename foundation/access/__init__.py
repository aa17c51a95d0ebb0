"""Who may do what: appointments, handovers, the gate, one-time links and log-in.

Words: an *appointment* is the fact (a person, a role, a place, a period); a *grant* is django-guardian's row that follows
from it; a *member* is the person behind this request. A grant counts only together with a current appointment.
May import notices, people, audit, tenancy and pages.
"""
