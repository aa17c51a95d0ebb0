"""The ground floor: what every room stands on, a small room each.

Arrows run down: documents | events -> access -> notices -> people -> audit -> tenancy -> pages.
"""
