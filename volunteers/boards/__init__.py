"""Boards: work that comes round again and is shared, such as dinner delivery (ASG-07 to ASG-10).

Words: a *scheme* belongs to an activity, has *routes* and a rule of recurrence; a *slot* is one route on one day, an
`events.Event` whose places the database guards; a *member* is a volunteer who takes part; a *standing agreement* is
«every Tuesday». What nobody has taken at the cut-off goes to the scheme's *unit*, so every slot has its doers.
May import the volunteers' room and the foundation. The rest of the volunteers' room knows nothing of it.
"""
