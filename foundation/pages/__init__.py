"""What every page shares: answers, navigation, template tags, forms, error pages and the look.

Words: a *page* is a whole document, a *partial* a named part of one, a *part* a template in `templates/parts/`.
Knows no model and no other room; what it must ask others for (a word, a helper) comes through settings.
May import: nothing of ours. Everybody imports it. How to make a page: docs/pages.md.
"""
