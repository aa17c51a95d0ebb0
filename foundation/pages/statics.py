"""Files that are the same for everybody: styles, scripts, pictures."""

from functools import cache

from whitenoise.storage import CompressedStaticFilesStorage


class StaticFiles(CompressedStaticFilesStorage):
    """Every page names some sixteen of them; what a name's address is does not change while we run."""

    def url(self, name: str | None) -> str:
        return _address(self, name)


@cache
def _address(storage: StaticFiles, name: str | None) -> str:
    return super(StaticFiles, storage).url(name)
