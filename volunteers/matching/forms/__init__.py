"""All input about wishes and matches, and what people are told when it cannot be taken."""
