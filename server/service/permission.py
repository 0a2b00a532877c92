"""Who may ask for what. The only place that knows.

A device's kind and an account's roles each open a set of commands; what a counter's command may touch is
checked again by the use case (`server.service.checks`).
"""

from __future__ import annotations

from collections.abc import Collection

from contract import commands as c
from contract.ids import OfficerId
from contract.words import DeviceKind
from server.domain.refusal import not_allowed
from server.service.asker import Asker, Role

_AT_COUNTER: frozenset[type[c.Command]] = frozenset(
    {c.CallNext, c.Recall, c.StartService, c.Hold, c.Resume, c.Finish, c.NoShow, c.Undo}
)

BY_DEVICE: dict[DeviceKind, frozenset[type[c.Command]]] = {
    DeviceKind.KIOSK: frozenset(
        {c.ReserveTicket, c.ConfirmTicket, c.VoidTicket, c.CallGuide, c.HandIn, c.NoteReprint}
    ),
    DeviceKind.PANEL: _AT_COUNTER,
    DeviceKind.HALL_DISPLAY: frozenset(),
    DeviceKind.COUNTER_DISPLAY: frozenset(),
    DeviceKind.PRINTER: frozenset(),
    DeviceKind.SCANNER: frozenset(),
}

_IN_LINE: frozenset[type[c.Command]] = frozenset(
    {c.GiveNumber, c.Redirect, c.ReturnToLine, c.Cancel, c.AnswerGuideCall}
)
_SEATED: frozenset[type[c.Command]] = _AT_COUNTER | {
    c.CallTicket,
    c.Transfer,
    c.OpenCounter,
    c.PauseCounter,
    c.ResumeCounter,
    c.CloseCounter,
    c.ClaimSlip,
    c.ServeByHand,
    c.MarkTimes,
    c.NoteFiling,
}
_RECORDS: frozenset[type[c.Command]] = frozenset(c.RECORD_COMMANDS) - {c.ForgetApplicant}
_FORGETTING: frozenset[type[c.Command]] = frozenset({c.ForgetApplicant})
_NOTICES: frozenset[type[c.Command]] = frozenset(c.NOTICE_COMMANDS)
_REGISTER: frozenset[type[c.Command]] = frozenset({c.ContinueRegister})
_DAY: frozenset[type[c.Command]] = frozenset({c.OpenDay, c.CloseDay, c.ConfirmClock, c.IssueWithoutJournals})

BY_ROLE: dict[Role, frozenset[type[c.Command]]] = {
    Role.OFFICER: _SEATED | _IN_LINE | _RECORDS,
    Role.GUIDE: _IN_LINE,
    Role.MANAGER: _SEATED | _IN_LINE | _DAY | _RECORDS | _FORGETTING | _NOTICES | _REGISTER,
    Role.ADMINISTRATOR: _DAY,
}


def may(asker: Asker, command: type[c.Command]) -> bool:
    """Whether this asker may ask that at all."""
    if asker.is_hub:
        return True
    if asker.device_kind is not None and command in BY_DEVICE[asker.device_kind]:
        return True
    return any(command in BY_ROLE[role] for role in asker.roles)


def check_permission(asker: Asker, command: c.Command) -> None:
    """Raises `Refusal` (`not-allowed`) where the asker may not."""
    if not may(asker, type(command)):
        raise not_allowed()


# --- pages ---------------------------------------------------------------------------------------------


def may_use_console(asker: Asker) -> bool:
    """The officer's page: who calls, helps in the line, or opens the day."""
    return bool(asker.roles)


def may_read_reports(asker: Asker) -> bool:
    """Figures of the whole center, and those that compare officers."""
    return Role.MANAGER in asker.roles


def may_read_today(asker: Asker) -> bool:
    """The hall as it is now, every counter and officer."""
    return Role.MANAGER in asker.roles


def sees_norms(asker: Asker) -> bool:
    """Is told when people wait too long: who can do something about it."""
    return bool(asker.roles & {Role.OFFICER, Role.GUIDE, Role.MANAGER})


def sees_all_counters(asker: Asker) -> bool:
    """Is told of every counter's norms; an officer of the own counter's alone."""
    return bool(asker.roles & {Role.GUIDE, Role.MANAGER})


def may_look_up_tickets(asker: Asker) -> bool:
    """Tickets' own stories; an officer's only of what they served, see `may_read_story`."""
    return bool(asker.roles & {Role.MANAGER, Role.OFFICER})


def may_read_story(asker: Asker, officers: Collection[OfficerId]) -> bool:
    """A ticket's own story: managers, and officers who had it at their counter."""
    return Role.MANAGER in asker.roles or (Role.OFFICER in asker.roles and asker.officer in officers)


def may_read_own_figures(asker: Asker) -> bool:
    """What an officer did themselves, and nobody else."""
    return Role.OFFICER in asker.roles


def may_read_records(asker: Asker) -> bool:
    """Records with who applied: who works on them."""
    return bool(asker.roles & {Role.OFFICER, Role.MANAGER})


def may_answer_for_persons(asker: Asker) -> bool:
    """Giving out and erasing all that is kept of one person, and seeing who looked at it."""
    return Role.MANAGER in asker.roles


def may_read_papers(asker: Asker, officers: Collection[OfficerId]) -> bool:
    """Scanned papers of a record: managers, and the officers of its steps (`paper_access.officers_of`)."""
    return Role.MANAGER in asker.roles or (Role.OFFICER in asker.roles and asker.officer in officers)


def may_change_ended_papers(asker: Asker) -> bool:
    """Adding, dropping and ordering pages of a record whose end can no longer be taken back."""
    return Role.MANAGER in asker.roles


def may_erase_papers(asker: Asker) -> bool:
    """Erasing a record's scanned papers on request."""
    return Role.MANAGER in asker.roles


def may_write_notices(asker: Asker) -> bool:
    """What everybody in the hall and on the public pages reads."""
    return Role.MANAGER in asker.roles


def may_read_health(asker: Asker) -> bool:
    """How the machines are."""
    return bool(asker.roles & {Role.MANAGER, Role.ADMINISTRATOR, Role.GUIDE})


def may_manage_accounts(asker: Asker) -> bool:
    """Adding and closing accounts."""
    return Role.ADMINISTRATOR in asker.roles
