"""The printer models known so far, each with what its manual says and what nobody has checked.

Knows names and claims. Knows nothing of how a claim is used.
"""

from printer.profile import (
    ConfirmationSupport,
    Cutter,
    PictureScaling,
    PrinterProfile,
    PurgeMethod,
    QrSupport,
    StatusSupport,
)

GENERIC_80 = PrinterProfile(
    name="generic-80",
    width_dots=576,
    sources="Unverified: an ordinary 80 mm printer that follows Epson's commands. No purge is assumed.",
)

GENERIC_58 = PrinterProfile(
    name="generic-58",
    width_dots=384,
    cutter=Cutter.NONE,
    sources="Unverified: an ordinary 58 mm printer with a tear bar. No purge is assumed.",
)

EPSON_TM_T82 = PrinterProfile(
    name="epson-tm-t82",
    width_dots=576,
    purge=PurgeMethod.CLEAR_BUFFERS,
    sources=(
        "Manual (Epson ESC/POS reference, TM-T82II, T82III and T82X): DLE DC4 fn=8 with its answer; "
        "GS r 1 is not executed while the paper is out. Database of python-escpos, for the sister model "
        "TM-T20II: 576 dots at 203 dpi, native QR, partial cut. Unverified: the first TM-T82, without a "
        "suffix, which the reference does not list for DLE DC4 fn=8."
    ),
)

XPRINTER_XP_N160 = PrinterProfile(
    name="xprinter-xp-n160",
    width_dots=576,
    sources=(
        "Unverified throughout: sold as compatible with Epson's commands, 80 mm, partial cutter. No source "
        "for a purge was found, so none is assumed and staff are told when a slip may still come out."
    ),
)

NO_STATUS = PrinterProfile(
    name="no-status",
    width_dots=576,
    qr=QrSupport.PICTURE,
    picture_scaling=PictureScaling.NONE,
    status=StatusSupport.NONE,
    confirmation=ConfirmationSupport.NONE,
    sources=(
        "The least that can be assumed: a printer, or a one-way cable, that never answers. Each slip ends "
        "unconfirmed, so the citizen is always asked."
    ),
)

BUILT_IN = (GENERIC_80, GENERIC_58, EPSON_TM_T82, XPRINTER_XP_N160, NO_STATUS)


class UnknownModelError(Exception):
    """The settings name a model that is not built in."""


def model_named(name: str) -> PrinterProfile:
    for profile in BUILT_IN:
        if profile.name == name:
            return profile
    known = ", ".join(profile.name for profile in BUILT_IN)
    raise UnknownModelError(
        f"không có loại máy in nào tên là “{name}”; hãy dùng một trong: {known}\n"
        f"no printer model is called “{name}”; use one of: {known} (unknown-model)"
    )
