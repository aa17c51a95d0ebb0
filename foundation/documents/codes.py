"""The code on the paper: eight signs that nobody mistakes for one another, random, written `H4XR-2PLW`."""

import re
import secrets

CHECK_PATH = "/ekte/"  # stands on the paper; never change it
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0, 1, I or O


def new_code() -> str:
    return spaced("".join(secrets.choice(ALPHABET) for _ in range(8)))


def spaced(signs: str) -> str:
    return f"{signs[:4]}-{signs[4:]}"


def read_code(typed: str) -> str:
    """The code as it is kept, from what a person typed; empty when it cannot be one."""
    signs = re.sub(r"[\s\-–—.]", "", typed).upper()
    return spaced(signs) if re.fullmatch(f"[{ALPHABET}]{{8}}", signs) else ""
