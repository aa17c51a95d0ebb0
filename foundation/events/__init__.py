"""Anything with a time, a place and people: a first meeting, a course session, a gathering, a forum.

Words: an *event* has a *kind* that its room chooses; a *participation* is one person's place, or wait for one.
Rooms say in `ready()` what is written to people about their kind: `kinds.describe("course_session", ...)`.
May import: access, notices, people, audit, tenancy, pages. Never documents, never a room above.
"""
