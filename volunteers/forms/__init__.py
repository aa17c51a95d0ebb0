"""All input of the room, and what people are told when it cannot be taken."""
