"""A time that the contact proposed."""

from django.db import models

from foundation.tenancy.models import WalledModel


class MeetingTime(WalledModel):
    """One of the times that the contact proposed."""

    conversation = models.ForeignKey("volunteers.Conversation", models.CASCADE, related_name="times")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    places = {"workplace": "conversation__volunteer__workplace", "person": "conversation__volunteer__person"}

    class Meta:
        ordering = ["starts_at"]

    def __str__(self) -> str:
        return str(self.starts_at)
