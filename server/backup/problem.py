"""Why a backup or a restore did not come about: a sentence in both languages, and a code for machines."""

from __future__ import annotations

from contract.file_trouble import trouble_of


class BackupError(Exception):
    """Nothing was left half done; the texts say what to mend."""

    def __init__(self, code: str, vi: str, en: str) -> None:
        super().__init__(en)
        self.code = code
        self.vi = vi
        self.en = en


def not_written(place: str, error: OSError) -> BackupError:
    """The place took no bytes."""
    why = trouble_of(error)
    return BackupError(
        why.code, f"không ghi được vào {place}: {why.vi}", f"{place} cannot be written: {why.en}"
    )
