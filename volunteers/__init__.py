"""Element 2: the volunteer through the care wheel, and the contact who follows up.

Words: a *volunteer* is a person's relation to one workplace, from the first question to the last thanks; a *step* is one
of the nine of the care wheel, with an owner, a due moment and evidence. An open step belongs to whoever answers for the
workplace today. May import the foundation, and no other room.
"""
