"""The folder as broker: kombu's, but a message is there whole or not at all.

kombu opens the file in place and then writes; a worker that looks in between reads nothing, and dies of it.
"""

from pathlib import Path
from time import monotonic
from typing import Any
from uuid import uuid4

from kombu.transport import filesystem
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    def _put(self, queue: str, payload: dict[str, Any], **kwargs: Any) -> None:
        file = Path(self.data_folder_out) / f"{round(monotonic() * 1000)}_{uuid4()}.{queue}.msg"
        unfinished = file.with_suffix(".new")
        unfinished.write_text(dumps(payload))
        unfinished.rename(file)


class Transport(filesystem.Transport):
    Channel = Channel
