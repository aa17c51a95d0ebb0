"""How sending can go wrong. Mail and SMS backends raise these; the drain decides what follows."""


class Refused(Exception):
    """For good: this address will not take it. Nobody tries again."""


class NoSuchAddress(Refused):
    """The other side knows nobody by this address."""


class NotNow(Exception):
    """The other side asked us to come back, or fell silent midway. Tried again after a while."""


class Away(Exception):
    """Nobody answers at all. It says nothing about this message, so no attempt is counted."""
