"""Waiting for a condition, with a deadline and words for what did not come."""
import time


def until(condition, what, seconds=10.0):
    """Calls `condition` until it returns something true, and returns that. Raises TimeoutError naming `what`."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise TimeoutError(f"waited {seconds:g} s in vain: {what}")
        time.sleep(0.02)
