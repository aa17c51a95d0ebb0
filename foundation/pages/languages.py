"""The languages by their own names: whoever looks for theirs reads no other."""

NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English", "se": "Davvisámegiella"}
