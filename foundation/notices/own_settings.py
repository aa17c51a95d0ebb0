from django.utils.translation import gettext_lazy as _

from foundation.tenancy.settings import declare

declare("sms_from_hour", default=8, minimum=0, maximum=12, label=_("Text messages from this hour"))
declare("sms_until_hour", default=21, minimum=13, maximum=24, label=_("Text messages until this hour"))
declare("messages_kept_days", default=180, minimum=30, maximum=730, label=_("Days that messages are kept"))
