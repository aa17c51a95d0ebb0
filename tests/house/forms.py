"""What a form needs beyond what a person would fill in by looking at it, by the name of the address it is sent to.

Most forms need nothing here: the walk keeps what stands there and writes something sensible in what is required.
"""

import uuid
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from tests.cast import PASSWORD, code_now
from tests.house.seed import Seed

MAILED_CODE = "481207"  # tests/house/conftest.py lets every mail tell this one
_NEW = "tolv røde epler på rad"

POSTS: dict[str, Callable[[Seed], dict[str, Any]]] = {
    "account_change_password": lambda seed: {"oldpassword": PASSWORD, "password1": _NEW, "password2": _NEW},
    "account_confirm_login_code": lambda seed: {"code": MAILED_CODE},
    "elements": lambda seed: {"variant": "six"},
    "languages": lambda seed: {"default": "nb", "offered": ["en"]},
    "mfa_activate_totp": lambda seed: {"code": code_now()},
    "mfa_authenticate": lambda seed: {"code": code_now()},
    "mfa_reauthenticate": lambda seed: {"code": code_now()},
    "own_word": lambda seed: {
        "keep": "1",
        "nb-singular": "hjelper",
        "nb-definite": "hjelperen",
        "nb-plural": "hjelpere",
        "nb-definite_plural": "hjelperne",
        "nb-gender": "m",
        "nn-gender": "m",
    },
    "new_password": lambda seed: {"new_password1": _NEW, "new_password2": _NEW},
    "password_login": lambda seed: {"login": "kari@elvebyen.example", "password": PASSWORD},
    "agreement": lambda seed: {
        "tasks": "Sang",
        "when": "torsdager",
        "start_on": "2030-01-03",
        "trial_until": "",
        "issue": "1",
    },
    "closing_letter": lambda seed: {"tasks_done": "sunget", "personal_note": "Takk.", "issue": "1"},
    "reference_letter": lambda seed: {"tasks": "Sang", "until": "2030-01-03", "issue": "1"},
    "enquiry_partner": lambda seed: {"consent_on": "2024-01-03"},
    "enquiry_place": lambda seed: {"consent_on": "2024-01-03"},
    "enquiry_reply": lambda seed: {"send": "1"},
    "group_message_new": lambda seed: {"send": "1", "to": seed.row("volunteers.Volunteer").pk},
    "digital_course_taken": lambda seed: {"completed_on": "2026-01-05"},
    "competence_of_many": lambda seed: {"title": "x", "provider": "x", "year": 2025},
    "competence_new": lambda seed: {"kind": "course", "title": "x", "provider": "x", "year": 2025},
    "my_gathering": lambda seed: {"comes": "yes", "note": "nøtter"},
    "presence": lambda seed: {
        "workplace": seed.row("people.Workplace").pk,
        "first": "2026-01-05",
        "last": "2026-01-11",
    },
    "happening_new": lambda seed: {
        "workplace": seed.row("people.Workplace").pk,
        "title": "Sangstund",
        "rhythm": "0",
        "starts_on": "2030-01-03",
        "starts": "14:00",
        "minutes": "60",
        "ends_on": "",
        "visitors": "",
        "wanted": "",
    },
    "happening_member_new": lambda seed: {"volunteer": seed.row("volunteers.Volunteer").pk},
    "co_organiser_new": lambda seed: {"partner": seed.another("people.Partner", name=uuid.uuid4().hex).pk},
    "course_new": lambda seed: {"title": "x", "offer_after": "3", "every_months": "", "valid_months": ""},
    "course_session_new": lambda seed: {"place": "Biblioteket"},
    "match_times": lambda seed: {
        "rhythm": "0",
        "starts_on": "2030-01-03",
        "starts": "14:00",
        "ends": "15:00",
    },
    "home_talk_new": lambda seed: {"kin_name": "", "kin_on": ""},
    "possible_task_new": lambda seed: {
        "decided_on": timezone.localdate().isoformat(),
        "decided_by_name": "Berit",
    },
    "need_passed_on": lambda seed: {"partners": seed.another("people.Partner", name=uuid.uuid4().hex).pk},
    "police_certificate": lambda seed: {"task": "x", "basis": "school", "shown_on": "2026-01-05"},
    "referee_check": lambda seed: {"checked_on": "2026-01-05", "conclusion": "go_on"},
    "document_check": lambda seed: {"code": seed.row("documents.Document").code},
}

#: A form that no walk can send, and where it is proven instead.
ELSEWHERE: dict[str, str] = {
    "mfa_add_webauthn": "needs a device: tests/access/test_passkey_browser.py",
    "certificate_look": "needs a picture: tests/documents/test_looks.py",
    "register_imports": "needs a file: tests/volunteers/test_register_import.py",
    "mfa_login_webauthn": "needs a device: tests/access/test_passkey_browser.py",
}

#: A POST that may succeed without a line in the log, with the reason.
UNLOGGED: dict[str, str] = {
    "board": "looks again; each button on it has an address of its own",
    "my_turn": "is refused with a reason when something remains; a turn that is taken or given back is logged",
    "turn": "is refused with a reason when something remains; a turn that is taken or given back is logged",
    "board_turns": "what is ticked already stays; a turn that is taken or given back is logged",
    "swap_new": "whoever has asked already has asked; the first time is logged",
    "presence": "where nobody was here there is nobody whose log it stands in; a list with somebody is logged",
    "visit_day": "where nobody has a place nothing is ticked; a tick is logged",
    "happening_given_back": "whoever has no place gives none back; a place that is given back is logged",
    "happening_place": "no thanks to what one has no place in changes nothing; an answer is logged",
    "slot_done": "where nothing is ticked nothing is noted; a tick is logged",
    "account_login": "asks for a code and changes nothing; the log-in itself is logged",
    "account_logout": "closes the session of whoever asks",
    "account_reset_password": "asks for a link and changes nothing; the new password is logged",
    "password_login": "the second factor comes next; the log-in itself is logged",
    "gathering_invitations": "whoever is invited already gets no second one; an invitation is logged",
    "enquiry_unanswered": "is refused with a reason when more has happened since",
    "first_meeting_not_held": "is refused with a reason when more has happened since",
    "first_meeting_guide": "a point that is ticked already is not ticked again",
    "mfa_reauthenticate": "shows what the log-in already has",
    "agreement": "shows the text first; sending it is logged",
    "certificate_words": "shows the text first; saving it is logged",
    "closing_letter": "shows the text first; sending it is logged",
    "consent_new": "a yes that stands already is not given again; a new one is logged",
    "match_new": "is refused with a reason when the two are brought together already",
    "enquiry_reply": "shows the text first; sending it is logged",
    "group_message_new": "shows the text first; sending it is logged",
    "reference_letter": "shows the text first; sending it is logged",
    "standard_word": "where there is no own word, none is forgotten",
    "reflection_not_offered": "is refused with a reason when nothing was offered",
    "set_language": "a visitor's choice lies in a cookie; a member's is logged",
    "unsent": "forgets what was written and not sent",
    "role": "whose pages are shown, kept in the session",
    "document_check": "a question; nothing is changed",
    "notice_choices": "to save what stands already is no deed; a change is logged",
    "calendar_place_closing": "where none is open there is nothing to close; closing one is logged",
    "calendar_address_closing": "where none is open there is nothing to close; closing one is logged",
    "course_lecturers": "to save what stands already is no deed; another lecturer is logged",
    "course_exemption": "whoever is exempted already stays so; the first time is logged",
    "course_topics_new": "what the course has already is not put in again; a new topic is logged",
    "survey_answer": "an answer has no name, and the log would tell whose it was",
    "document_making": "asks the job once more; the paper is the same",
}
