"""Asking several people the same, and reading what they say without knowing who said it (CRS-09, CRS-22).

Words: a *survey* has *questions*; whoever is *asked* answers once; a *response* has no name and no clock. Results are shown with
how many answered, and not at all where fewer than five did. A quote is published only when whoever wrote it said yes.
May import: access, notices, people, audit, tenancy, pages. Never a room above.
"""
