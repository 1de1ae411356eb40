"""Waiting for a page: `Page.wait_for_function` polls with eval, which our policy forbids."""

import time


def wait_until(page, condition, arg=None, *, seconds=15):
    """Ask the page until *condition* (a JavaScript function of *arg*) holds.

    Raises:
        AssertionError: It did not hold within *seconds*.
    """
    end = time.monotonic() + seconds
    while not page.evaluate(condition, arg):
        assert time.monotonic() < end, f"{page.url} never came to {condition}"
        page.wait_for_timeout(20)
