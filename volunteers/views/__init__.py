"""Gate, form, verb, answer."""
