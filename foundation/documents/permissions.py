"""Who may do what with papers (PRI-05). Reading the text of an agreement stays between the two who made it."""

from foundation.access.places import MUNICIPALITY, OWN, WORKPLACE

CONTACTS = {"volunteer_contact": WORKPLACE, "deputy_contact": WORKPLACE}

TABLE = {
    # that a paper exists, of what kind, and whether it is made and signed
    "documents.see": {"self": OWN, **CONTACTS, "network_coordinator": MUNICIPALITY},
    # its text and file
    "documents.read": {"self": OWN, **CONTACTS},
    # the same, for kinds made to be shown to others: certificates and reference letters
    "documents.read_open": {"self": OWN, **CONTACTS, "network_coordinator": MUNICIPALITY},
    "documents.sign_own": {"self": OWN},
    "documents.sign_for_workplace": CONTACTS,
    "documents.register_paper": CONTACTS,
    "documents.send_link": CONTACTS,
    "documents.make_again": {"self": OWN, **CONTACTS, "network_coordinator": MUNICIPALITY},
    "documents.revoke": CONTACTS,
}
