"""The roles of the model, and what each is held on. The codes are also the names of django-guardian's permissions."""

from django.utils.translation import gettext_lazy as _

MUNICIPALITY_ROLES = (
    ("network_coordinator", _("network coordinator")),
    ("cross_sector_coordinator", _("cross-sector coordinator")),
    ("course_leader", _("course leader")),
    ("tenant_admin", _("administrator")),
)
SECTOR_ROLES = (("sector_manager", _("sector manager")),)
WORKPLACE_ROLES = (
    ("volunteer_contact", _("volunteer contact")),
    ("deputy_contact", _("deputy")),
    ("workplace_manager", _("manager")),
    ("employee", _("employee")),
)
PARTNER_ROLES = (("partner_contact", _("partner's representative")),)

ROLES = dict(MUNICIPALITY_ROLES + SECTOR_ROLES + WORKPLACE_ROLES + PARTNER_ROLES)
