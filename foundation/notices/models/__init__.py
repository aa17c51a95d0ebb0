from foundation.notices.models.choice import Choice, QuietHours
from foundation.notices.models.mark import DueMark
from foundation.notices.models.notice import Notice

__all__ = ["Choice", "DueMark", "Notice", "QuietHours"]
