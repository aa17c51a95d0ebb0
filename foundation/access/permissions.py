from foundation.access.places import MUNICIPALITY, OWN, SECTOR, WORKPLACE

_APPOINTING = {
    "network_coordinator": MUNICIPALITY,
    "tenant_admin": MUNICIPALITY,
    "workplace_manager": WORKPLACE,
}

TABLE = {
    "account.see": {"self": OWN},
    "appointments.see": {
        "network_coordinator": MUNICIPALITY,
        "cross_sector_coordinator": MUNICIPALITY,
        "tenant_admin": MUNICIPALITY,
        "sector_manager": SECTOR,
        "workplace_manager": WORKPLACE,
        "volunteer_contact": WORKPLACE,
        "deputy_contact": WORKPLACE,
        "employee": WORKPLACE,
        "self": OWN,
    },
    "appointments.make": _APPOINTING,
    "appointments.change": _APPOINTING,
    "appointments.end": _APPOINTING,
    "appointments.hand_over": _APPOINTING | {"volunteer_contact": OWN},
}
