from volunteers.matching.models.beyond import BeyondFrame
from volunteers.matching.models.consent import Consent
from volunteers.matching.models.feedback import MatchFeedback
from volunteers.matching.models.home_talk import HomeTalk
from volunteers.matching.models.match import Match
from volunteers.matching.models.need import NeedOffer, NeedRequest
from volunteers.matching.models.need_word import NeedWord
from volunteers.matching.models.recipient import Recipient
from volunteers.matching.models.release import MatchRelease
from volunteers.matching.models.times import MatchTimes

__all__ = [
    "BeyondFrame",
    "Consent",
    "HomeTalk",
    "Match",
    "MatchFeedback",
    "MatchRelease",
    "MatchTimes",
    "NeedOffer",
    "NeedRequest",
    "NeedWord",
    "Recipient",
]
