"""A command whose answer did not come, or says that nothing could be written: what the officer is told.

The page that says so holds what was typed and the same command: pressed again, it is done once, not twice.
"""

from __future__ import annotations

from server.web.say import Say

NOT_WRITTEN = "not-written"
NO_ANSWER = "no-answer"


class UnansweredError(Exception):
    """`code`: the hub says that nothing was written (`NOT_WRITTEN`), or nobody knows (`NO_ANSWER`)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def said(self, say: Say) -> str:
        """For the officer."""
        if self.code == NOT_WRITTEN:
            return say(
                "Chưa ghi được: chưa có gì thay đổi. Những gì đã gõ vẫn còn dưới đây. Xin bấm lại; "
                "nếu vẫn chưa được, báo người quản trị.",
                "It could not be written down: nothing has changed. What was typed is still below. "
                "Press again; if that does not help, tell the administrator.",
            )
        return say(
            "Hệ thống chưa trả lời: chưa biết đã ghi hay chưa. Những gì đã gõ vẫn còn dưới đây. "
            "Đừng sửa gì, xin bấm lại đúng nút đó: nếu đã ghi thì không ghi lần thứ hai.",
            "No answer came: whether it was written down is not known. What was typed is still below. "
            "Change nothing and press the same button again: what was written is not written twice.",
        )
