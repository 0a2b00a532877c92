"""What a start does before it opens the ledger: end a restore that a power cut interrupted."""

from __future__ import annotations

from pathlib import Path

from server.backup.replacing import MARKER, carry_out, decided, forget
from server.config.hub import HubSettings
from server.store.backup_load import epoch_in, hub_is_stopped


def finish_restore(settings: HubSettings) -> None:
    """Quick where there is nothing to end.

    Raises:
        AnotherWriterError: the restore is still at work.
    """
    if (Path(settings.data_dir) / MARKER).exists():
        with hub_is_stopped(settings.ledger_url):
            finish_restore_alone(settings)


def finish_restore_alone(settings: HubSettings) -> None:
    """The same where no hub can begin meanwhile."""
    data_dir = Path(settings.data_dir)
    plan = decided(data_dir)
    if plan is None:
        return
    if plan.postgres_epoch is not None and epoch_in(settings.ledger_url) != plan.postgres_epoch:
        forget(data_dir, plan)
    else:
        carry_out(data_dir, plan)
