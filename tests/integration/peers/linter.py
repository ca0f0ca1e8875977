"""A program that answers as the zlint sidecar does, or as no linter should."""

# Greets as zlint does, then does `body` for each question; `asked` counts them, `document` is what is shown.
_PROGRAM = """#!/usr/bin/python3 -IS
import os, sys, time
def say(text):
    sys.stdout.buffer.write(len(text).to_bytes(4, "big") + text.encode())
    sys.stdout.buffer.flush()
say('{"linter":"zlint","version":"v3.7.3","released":"RELEASEDT16:45:24Z"}')
asked = 0
while True:
    head = sys.stdin.buffer.read(4)
    if len(head) < 4:
        sys.exit(0)
    document = sys.stdin.buffer.read(int.from_bytes(head, "big"))
    asked += 1
    BODY
"""


def program(folder, body, released="2026-10-25"):
    """Its path. `body` is the Python that answers one question."""
    path = folder / "linter"
    path.write_text(_PROGRAM.replace("BODY", body).replace("RELEASED", released))
    path.chmod(0o700)
    return path
