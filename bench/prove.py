"""`bin/prove`: the long forms of the proofs, and the figures they count, printed and (`--write`) put into docs/measured.md."""

import os
import sys

from bench import table
from config import testing

FILE = testing.VAR / "figures.txt"


def main(arguments: list[str]) -> int:
    write = "--write" in arguments
    testing.VAR.mkdir(exist_ok=True)
    FILE.write_text("")
    os.environ["FIGURES"] = str(FILE)
    machine = table.machine()
    failed = testing.main(["-m", "long", *(one for one in arguments if one != "--write")])
    lines = FILE.read_text(encoding="utf-8").splitlines()
    text = f"{table.today()}, {machine}.\n\n" + "".join(f"- {line}\n" for line in lines)
    print(f"\n{text}")
    if write and not failed:
        table.put("bin/prove", text)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
