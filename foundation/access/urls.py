"""The addresses of log-in. allauth's names are kept: its redirects ask for them."""

from django.urls import include, path

from foundation.access.views import (
    account,
    language,
    links,
    log,
    login,
    notice_choices,
    passkeys,
    rights,
    second_factor,
    sessions,
    unsent,
)

_log_in = [
    path("", login.log_in, name="account_login"),
    path("", login.log_in, name="account_request_login_code"),
    path("kode/", login.confirm_code, name="account_confirm_login_code"),
    path("hvem/", login.choose_person, name="choose_person"),
    path("passord/", login.with_password, name="password_login"),
    path("passnokkel/", passkeys.log_in_with_passkey, name="mfa_login_webauthn"),
]
_password = [
    path("", login.change_password, name="account_change_password"),
    path("glemt/", login.forgotten_password, name="account_reset_password"),
    path("nytt/<str:secret>/", links.new_password, name="new_password"),
]
_second_factor = [
    path("", second_factor.show, name="mfa_authenticate"),
    path("igjen/", second_factor.show_again, name="mfa_reauthenticate"),
    path("ny/", second_factor.set_up, name="mfa_activate_totp"),
    path("passnokkel/", passkeys.new_passkey, name="mfa_add_webauthn"),
    path("<int:factor>/bort/", passkeys.second_factor_removal, name="second_factor_removal"),
    path("reservekoder/", second_factor.recovery_codes, name="mfa_view_recovery_codes"),
    path("reservekoder/nye/", second_factor.new_recovery_codes, name="mfa_generate_recovery_codes"),
]
_sessions = [
    path("", sessions.sessions, name="sessions"),
    path("andre/slutt/", sessions.other_sessions_ending, name="other_sessions_ending"),
    path("<uuid:open_session_id>/slutt/", sessions.session_ending, name="session_ending"),
]
urlpatterns = [
    path("", account.account, name="account"),
    path("", account.account, name="mfa_index"),
    path("rolle/", account.role, name="role"),
    path("sprak/", language.set_language, name="set_language"),
    path("varsler/", notice_choices.notice_choices, name="notice_choices"),
    path("meldinger/", account.messages, name="messages"),
    path("velkommen/<str:secret>/", links.welcome, name="welcome"),
    path("logg-inn/", include(_log_in)),
    path("innlogginger/", include(_sessions)),
    path("logg/", log.log, name="log"),
    path("logg/<uuid:person_id>/", log.log_of, name="log_of"),
    path("hvem-kan-hva/", rights.permissions, name="permissions"),
    path("skrevet/", unsent.unsent, name="unsent"),
    path("logg-ut/", login.log_out, name="account_logout"),
    path("passord/", include(_password)),
    path("tofaktor/", include(_second_factor)),
]
