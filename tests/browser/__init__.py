"""Stories told by people in real browsers, against the house as it runs."""
