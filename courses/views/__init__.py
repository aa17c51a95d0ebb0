"""The pages of the courses' room: sessions, holding one, and one's own."""
