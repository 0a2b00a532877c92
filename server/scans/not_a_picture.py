"""What is said of a file that is no page. Loads nothing, so that everybody may know it."""

from __future__ import annotations


class NotAPictureError(ValueError):
    """Neither a whole PNG nor a whole JPEG, or far too large; the text is for people."""
