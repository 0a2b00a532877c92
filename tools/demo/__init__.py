"""A whole center on one machine without hardware: real processes, virtual twins of every device.

`make demo` plays one visit and keeps running; system tests and the bench start the same center.
"""
