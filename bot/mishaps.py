"""Telling of errors in logs without what people gave: the kind of error and where it happened, never its text."""

import traceback


def where(error: BaseException) -> str:
    """The kind of an error and the innermost places it came through, such as `KeyError at forms.py:120 < inbox.py:90`."""
    frames = traceback.extract_tb(error.__traceback__)[::-1][:6]
    places = " < ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in frames)
    return f"{type(error).__name__} at {places}"
