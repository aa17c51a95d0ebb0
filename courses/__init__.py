"""Element 5: courses that make volunteers safe in their role.

Words: a *course* has topics, some compulsory; a *session* is the course at a time and place; who came gets a *certificate*,
a document made by a job. A session is an `events.Event`, a seat is a `Participation`, what is learnt is a `Qualification`.
May import the foundation, and no other room.
"""
