"""All the volunteers: the list, letters to several, the same person twice, registers from elsewhere."""

from django.urls import path

from volunteers.views import group_messages, merges, register_imports, spreadsheet, volunteers

# the volunteers, and one of them
everybody = [
    path("frivillige/", volunteers.volunteers, name="volunteers"),
    path("frivillige/regneark/", spreadsheet.volunteer_spreadsheet, name="volunteer_spreadsheet"),
    path("frivillige/melding/", group_messages.group_message_new, name="group_message_new"),
    path("frivillige/<uuid:volunteer_id>/", volunteers.volunteer, name="volunteer"),
    path(
        "frivillige/<uuid:volunteer_id>/opplysninger/", volunteers.volunteer_details, name="volunteer_details"
    ),
    path("frivillige/<uuid:volunteer_id>/logg/", volunteers.volunteer_log, name="volunteer_log"),
]

# what is written to several
_copy = "meldinger/til/<uuid:group_message_copy_id>/"
written = [
    path("meldinger/", group_messages.group_messages, name="group_messages"),
    path("meldinger/<uuid:group_message_id>/", group_messages.group_message, name="group_message"),
    path(f"{_copy}sagt/", group_messages.group_message_told, name="group_message_told"),
    path(f"{_copy}ikke-sagt/", group_messages.group_message_untold, name="group_message_untold"),
]

# perhaps the same person
merged = [
    path("frivillige/samme-person/", merges.likenesses, name="likenesses"),
    path("frivillige/<uuid:volunteer_id>/samme-person/", merges.merge, name="merge"),
    path("frivillige/<uuid:volunteer_id>/to-personer/", merges.two_people, name="two_people"),
    path("sammenslaing/<uuid:merge_id>/angre/", merges.merge_undone, name="merge_undone"),
]

# registers that are brought from elsewhere
_register = "frivillige/innlesing/<uuid:register_import_id>/"
brought = [
    path("frivillige/innlesing/", register_imports.register_imports, name="register_imports"),
    path(_register, register_imports.register_import, name="register_import"),
    path(f"{_register}start/", register_imports.register_import_started, name="register_import_started"),
    path(f"{_register}tilbake/", register_imports.register_import_undone, name="register_import_undone"),
    path(
        f"{_register}bort/", register_imports.register_import_thrown_away, name="register_import_thrown_away"
    ),
]

urlpatterns = [*everybody, *written, *merged, *brought]
