"""The mailbox of a house that is being tried: a real SMTP server that keeps all it gets, and a page to read it on.

    box = Mailbox(folder, port=0)     # 0: any free port
    box.start(); box.messages(); box.wait_for("kari@elvebyen.example"); box.stop()

`python -m config.mailbox` serves it with its page. SMS come as mail to <number>@sms.invalid. Never used in production.
"""

from config.mailbox.messages import Attachment, Message
from config.mailbox.sink import Mailbox

__all__ = ["Attachment", "Mailbox", "Message"]
