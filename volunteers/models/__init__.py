from volunteers.models.activity import Activity, ActivityType
from volunteers.models.agreed_change import AgreedChange
from volunteers.models.arrival import ArrivalNotice, ArrivalReading
from volunteers.models.blocked_attempt import BlockedAttempt
from volunteers.models.buddy import Buddy
from volunteers.models.certificate import PoliceCertificate
from volunteers.models.checklist import PointWording, SignOff, Tick
from volunteers.models.concern import Concern
from volunteers.models.conversation import Conversation
from volunteers.models.definition import StepDefinition
from volunteers.models.ending import Ending
from volunteers.models.enquiry import Enquiry, Wish
from volunteers.models.erasure import ErasureRequest
from volunteers.models.expectations import Expectations
from volunteers.models.gathering import Gathering, TableNote, ThemeWish
from volunteers.models.grey_zone import FormerDecision, GreyZoneCase
from volunteers.models.group_message import GroupMessage, GroupMessageCopy
from volunteers.models.guidance import GuidanceRequest
from volunteers.models.guide_point import GuidePoint
from volunteers.models.happening import Happening
from volunteers.models.happening_member import HappeningMember
from volunteers.models.happening_time import HappeningTime
from volunteers.models.letter import ReferenceLetter
from volunteers.models.logged_hours import HoursEntry
from volunteers.models.meeting_plan import MeetingParticipant
from volunteers.models.meeting_time import MeetingTime
from volunteers.models.merge import Merge, TwoPeople
from volunteers.models.partner_offer import PartnerOffer
from volunteers.models.pause import Pause
from volunteers.models.possible_task import PossibleTask
from volunteers.models.profile import FormerAnswer, Profile
from volunteers.models.recognition import Gift, Thanks
from volunteers.models.recruitment import RecruitmentLink
from volunteers.models.referee import RefereeCheck
from volunteers.models.referral import Referral
from volunteers.models.register_import import RegisterImport, RegisterRow
from volunteers.models.registration import Registration
from volunteers.models.reply import EnquiryReply, ReplyTemplate
from volunteers.models.sensitive import SensitiveInfo
from volunteers.models.start import Agreement, FirstAssignment
from volunteers.models.step import CareStep, Step
from volunteers.models.substitute import Substitute
from volunteers.models.volunteer import Volunteer

__all__ = [
    "StepDefinition",
    "Thanks",
    "Gift",
    "ThemeWish",
    "TableNote",
    "Gathering",
    "RefereeCheck",
    "Tick",
    "SignOff",
    "PointWording",
    "PoliceCertificate",
    "Buddy",
    "BlockedAttempt",
    "PartnerOffer",
    "ArrivalReading",
    "ArrivalNotice",
    "Activity",
    "ActivityType",
    "AgreedChange",
    "Agreement",
    "CareStep",
    "Concern",
    "Conversation",
    "Ending",
    "Enquiry",
    "EnquiryReply",
    "Expectations",
    "FirstAssignment",
    "ErasureRequest",
    "FormerAnswer",
    "GroupMessage",
    "GroupMessageCopy",
    "GuidanceRequest",
    "GuidePoint",
    "Happening",
    "HappeningMember",
    "HappeningTime",
    "HoursEntry",
    "MeetingParticipant",
    "MeetingTime",
    "Merge",
    "Pause",
    "FormerDecision",
    "GreyZoneCase",
    "Substitute",
    "PossibleTask",
    "Profile",
    "RecruitmentLink",
    "ReferenceLetter",
    "Referral",
    "RegisterImport",
    "RegisterRow",
    "Registration",
    "ReplyTemplate",
    "SensitiveInfo",
    "Step",
    "TwoPeople",
    "Volunteer",
    "Wish",
]
