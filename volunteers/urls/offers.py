"""What volunteers may do, at which places, and what organisations run."""

from django.urls import path

from volunteers.views import activities, effort, grey_zones, kinds, partner_confirmations, possible_tasks

# what is handed out at courses
handouts = [
    path("innsats/", effort.effort_overview, name="effort_overview"),
    path("innsats/pdf/", effort.effort_paper, name="effort_paper"),
]

# what the places offer
offered = [
    path("aktiviteter/", activities.activity_list, name="activity_list"),
    path("aktiviteter/ny/", activities.activity_new, name="activity_new"),
    path("aktiviteter/<uuid:activity_id>/", activities.activity_change, name="activity_change"),
    path("aktiviteter/<uuid:activity_id>/full/", activities.activity_filled, name="activity_filled"),
    path("aktiviteter/<uuid:activity_id>/ledig/", activities.activity_opened, name="activity_opened"),
]

# what volunteers may do at each place
tasks_of_places = [
    path("oppgaver/", possible_tasks.possible_tasks, name="possible_tasks"),
    path("oppgaver/ny/", possible_tasks.possible_task_new, name="possible_task_new"),
    path("oppgaver/<uuid:possible_task_id>/", possible_tasks.possible_task, name="possible_task"),
    path(
        "oppgaver/<uuid:possible_task_id>/bort/",
        possible_tasks.possible_task_removed,
        name="possible_task_removed",
    ),
]

# may a volunteer …?
_case = "grasoner/<uuid:grey_zone_case_id>/"
unsure = [
    path("grasoner/", grey_zones.grey_zones, name="grey_zones"),
    path("grasoner/ny/", grey_zones.grey_zone_new, name="grey_zone_new"),
    path(_case, grey_zones.grey_zone, name="grey_zone"),
    path(f"{_case}endring/", grey_zones.grey_zone_change, name="grey_zone_change"),
    path(f"{_case}avgjorelse/", grey_zones.grey_zone_decision, name="grey_zone_decision"),
    path(f"{_case}bort/", grey_zones.grey_zone_removed, name="grey_zone_removed"),
]

# what volunteers may do, and what organisations run already
catalogue = [
    path("aktivitetstyper/", kinds.activity_types, name="activity_types"),
    path("aktivitetstyper/<uuid:activity_type_id>/", kinds.activity_type, name="activity_type"),
    path(
        "aktivitetstyper/<uuid:activity_type_id>/endring/",
        kinds.activity_type_change,
        name="activity_type_change",
    ),
    path("aktivitetstyper/tilbud/ny/", kinds.partner_offer_new, name="partner_offer_new"),
    path(
        "aktivitetstyper/tilbud/<uuid:partner_offer_id>/",
        kinds.partner_offer_change,
        name="partner_offer_change",
    ),
    path(
        "aktivitetstyper/tilbud/<uuid:partner_offer_id>/slutt/",
        kinds.partner_offer_ended,
        name="partner_offer_ended",
    ),
]

# organisations that confirm for theirs
partners = [
    path("organisasjoner/", partner_confirmations.partner_confirmations, name="partner_confirmations"),
    path(
        "organisasjoner/<uuid:partner_id>/bekreftet/",
        partner_confirmations.partner_confirmation_new,
        name="partner_confirmation_new",
    ),
    path(
        "organisasjoner/bekreftelser/<uuid:partner_confirmation_id>/bort/",
        partner_confirmations.partner_confirmation_withdrawn,
        name="partner_confirmation_withdrawn",
    ),
]

urlpatterns = [*handouts, *offered, *tasks_of_places, *unsure, *catalogue, *partners]
