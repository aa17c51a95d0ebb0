"""Wishes and matching (ASG-01, ASG-02, PRI-01, PRI-02): somebody wants company, and a contact finds who could suit.

Words: a *recipient* is somebody who wants a volunteer, known by alias or first name; *consent* is their yes, which they can take
back; a *match* is one volunteer and one recipient with an agreed frame; a *release* is what the volunteer may know of them for as
long as it lasts. No diagnosis and no identity number has a field here. May import the volunteers' room and the foundation.
"""
