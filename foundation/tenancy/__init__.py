"""Municipalities and the wall between them: the wall itself, settings and words.

Words: a municipality is *entered*; a table with a municipality is *walled*; what has none is *global* and on the list
in `walls.GLOBAL` with its reason. Imports nothing but `pages`.
"""
