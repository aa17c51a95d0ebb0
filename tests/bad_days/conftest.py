"""Elvebyen with its activity menu, as in the tests of the volunteers' room."""

from tests.volunteers.conftest import browser, enquire, menu, speaks_english, tuesday, visitor  # noqa: F401
