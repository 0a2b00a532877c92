"""Why a backup or a restore did not come about: a sentence for people, in both languages."""

from __future__ import annotations


class BackupError(Exception):
    """Nothing was left half done; the texts say what to mend."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.vi = vi
        self.en = en


def not_written(place: str, error: OSError) -> BackupError:
    """The place took no bytes."""
    reason = error.strerror or str(error)
    return BackupError(f"không ghi được vào {place} ({reason})", f"{place} cannot be written: {reason}")
