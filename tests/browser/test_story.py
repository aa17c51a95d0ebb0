"""The story of a volunteer, told by four people in four browsers: from the first look at the portal to the last thanks."""

import pytest

from tests.browser import beginning, caring, company, leaving, on_paper, overseeing, standing_in
from tests.browser.conftest import Step
from tests.browser.story import Story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CHAPTERS = [
    ("a visitor finds something to do and registers interest", beginning.registers_interest),
    ("the coordinator sees that somebody waits", overseeing.comes_in),
    ("the contact is told, and answers", beginning.is_answered),
    ("they agree on a time by mail", beginning.agrees_on_a_time),
    ("they meet, with the guide", beginning.meets),
    ("both sign", beginning.signs),
    ("the volunteer gets a page of her own, with her papers", beginning.comes_in),
    ("she begins, and is not alone", caring.begins),
    ("nobody calls her, and nobody is left untold", caring.is_not_forgotten),
    ("she is called", caring.is_called),
    ("the contact is away, and hands over", standing_in.is_handed_over),
    ("the deputy deals with what waits", standing_in.is_looked_after),
    ("the contact is back", standing_in.is_given_back),
    ("she takes the introduction course", caring.takes_the_course),
    ("she gets a certificate that anybody can check", caring.gets_the_certificate),
    ("somebody wishes for company", company.is_wished_for),
    ("and says yes to a visit", company.is_said_yes_to),
    ("she could suit, and is chosen", company.is_found),
    ("she is told what is needed", company.is_told_of),
    ("the yes is taken back, and nothing is told any more", company.is_taken_back),
    ("she wants to stop", leaving.wants_to_stop),
    ("she is thanked", leaving.is_thanked),
    ("she leaves, with her letters", leaving.leaves),
    ("the coordinator sees that all is well", overseeing.sees),
    ("somebody whom nothing reaches is written in, and met", on_paper.is_written_in),
    ("she signs with a pen", on_paper.signs_with_a_pen),
    ("she begins, and is called on", on_paper.begins_and_is_called_on),
    ("she leaves with thanks, on paper", on_paper.ends_with_thanks),
]


def test_a_volunteer_comes_begins_and_leaves_with_thanks(story: Story, step: Step) -> None:
    for what, chapter in CHAPTERS:
        with step(what):
            chapter(story)
    assert [one for person in story.people for one in person.wrong] == []
    assert story.house.complaints == []
