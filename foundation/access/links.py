"""The one door to one-time links."""

from foundation.access.models.link import (
    Link,
    LinkGone,
    make_link,
    open_link,
    withdraw_links,
)

__all__ = ["Link", "LinkGone", "make_link", "open_link", "withdraw_links"]
