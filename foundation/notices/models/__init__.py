from foundation.notices.models.mark import DueMark
from foundation.notices.models.notice import Notice

__all__ = ["DueMark", "Notice"]
