"""Papers a person gets and signs: letters, agreements, certificates.

Words: a *template* has numbered *versions*; a *document* is one version filled for one person, with a code on
the paper; *signatures* belong to its exact text. Other rooms call `issuing.issue(...)`, listen with
`registry.on_signed(kind)`, and link to `document.get_absolute_url()`.
May import: access, notices, people, audit, tenancy, pages. Never a room above.
"""
