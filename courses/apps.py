from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"

    def ready(self) -> None:
        from courses import (  # noqa: F401
            certificates,
            demanding,
            log_words,
            offering,
            own_settings,
            permissions,
            renewing,
            telling,
        )
        from courses.evaluating import sentences
        from courses.shipped import courses
        from foundation.events.feed import also
        from foundation.pages import navigation
        from foundation.pages.shipped import know_titles

        also(telling.led)
        know_titles(course["title"] for course in courses())
        know_titles(sentences())

        staff = {
            "network_coordinator",
            "course_leader",
            "volunteer_contact",
            "deputy_contact",
            "workplace_manager",
        }
        navigation.register(navigation.NavItem("courses", _("Courses"), "courses", roles=staff, order=40))
        navigation.register(
            navigation.NavItem(
                "my_courses", _("Courses"), "my_courses", roles={"self"}, order=20, icon="course"
            )
        )
        navigation.register(
            navigation.NavItem(
                "open_courses", _("Courses"), "open_courses", roles={navigation.PUBLIC}, order=25
            )
        )
