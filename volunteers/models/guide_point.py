"""What is ticked off in the guide of a conversation."""

from django.db import models

from foundation.tenancy.models import WalledModel


class GuidePoint(WalledModel):
    """A point of the guide that was talked through, or noted; unticked points go with us to the next talk (VOL-26)."""

    conversation = models.ForeignKey("volunteers.Conversation", models.CASCADE, related_name="points")
    section = models.CharField(max_length=20)
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    is_done = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    places = {"workplace": "conversation__volunteer__workplace", "person": "conversation__volunteer__person"}

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "conversation", "number"], name="guide_point_once"
            )
        ]

    def __str__(self) -> str:
        return self.text
