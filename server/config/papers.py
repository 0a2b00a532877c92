"""Scanned papers of records as configured: which kinds of document there are, how each is scanned and kept.

Technical parameters follow BKHCN letter 7197/BKHCN-CĐSQG (2025): 300 dpi, 200 for ordinary papers; colour
where there are stamps, pictures or handwriting. It is a recommendation, so all of it is a setting.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from contract.paper_words import ScanMode, SheetSize, SheetSource
from server.config.words import Name, Slug

Dpi = Annotated[
    int,
    Meta(
        ge=200,
        le=600,
        description="dots an inch, 200 to 600",
        extra={"vi": "số điểm trên mỗi inch, từ 200 đến 600"},
    ),
]
KeepDays = Annotated[
    int, Meta(ge=0, le=3650, description="days, 0 to 3,650", extra={"vi": "số ngày, từ 0 đến 3650"})
]


class Scan(StrEnum):
    """Whether documents of a kind may be scanned."""

    YES = "yes"
    NO = "no"
    CONSENT = "consent"


class DocumentKind(Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of document that comes with records."""

    id: Slug
    """Name of the kind in this file, in the ledger and at the end of file names: `don-to-khai`."""
    name_vi: Name
    """What officers choose: "Đơn, tờ khai"."""
    name_en: Name
    """The same in English."""
    scan: Scan = Scan.YES
    """`"yes"`; `"no"`: shown only, never scanned; `"consent"`: only when the citizen has agreed."""
    dpi: Dpi = 200
    """How fine: 200 for ordinary papers, 300 for what is old, faint or has stamps and pictures."""
    mode: ScanMode = ScanMode.GRAY
    """`"gray"`, `"color"` for stamps, pictures and handwriting, or `"lineart"` for black on white."""
    size: SheetSize = SheetSize.A4
    """`"a4"`, `"a5"`, `"id-card"` or `"auto"`."""
    source: SheetSource = SheetSource.FEEDER
    """`"feeder"` for stacks, `"flatbed"` for what is thick, torn or small."""
    keep_days: KeepDays | None = None
    """Days after the record's end for which pages are kept; never longer than the applicant. Left out: as
    long."""


DEFAULT_KINDS: tuple[DocumentKind, ...] = (
    DocumentKind(id="don-to-khai", name_vi="Đơn, tờ khai", name_en="Application form", mode=ScanMode.COLOR),
    DocumentKind(id="giay-to-kem-theo", name_vi="Giấy tờ kèm theo", name_en="Papers handed over"),
    DocumentKind(
        id="giay-to-co-dau",
        name_vi="Giấy tờ có dấu, có ảnh",
        name_en="Papers with stamps or pictures",
        dpi=300,
        mode=ScanMode.COLOR,
    ),
    DocumentKind(
        id="giay-to-cu",
        name_vi="Giấy tờ cũ, rách, đóng quyển",
        name_en="Old, torn or bound papers",
        dpi=300,
        mode=ScanMode.COLOR,
        size=SheetSize.AUTO,
        source=SheetSource.FLATBED,
    ),
    DocumentKind(
        id="the-can-cuoc",
        name_vi="Thẻ căn cước",
        name_en="Identity card",
        scan=Scan.CONSENT,
        dpi=300,
        mode=ScanMode.COLOR,
        size=SheetSize.ID_CARD,
        source=SheetSource.FLATBED,
        keep_days=0,
    ),
    DocumentKind(
        id="chi-xuat-trinh",
        name_vi="Giấy tờ chỉ xuất trình",
        name_en="Papers only shown",
        scan=Scan.NO,
    ),
)


class Papers(Struct, frozen=True, forbid_unknown_fields=True):
    """Scanned papers of records: masters without loss, a searchable PDF/A made of them, both encrypted."""

    kinds: tuple[DocumentKind, ...] = ()
    """The kinds officers choose from. Left out: forms, papers handed over, stamped ones, old ones, identity
    cards (only with consent, erased at the next opening after the record's end) and papers only shown."""
    max_pages: Annotated[int, Meta(ge=1, le=500, description="1 to 500", extra={"vi": "từ 1 đến 500"})] = 100
    """Most pages one document may hold."""
    make_pdf: bool = True
    """Whether a searchable PDF/A is made of each document, by programs of the distribution
    (docs/install.md)."""

    @property
    def offered(self) -> tuple[DocumentKind, ...]:
        """The kinds there are."""
        return self.kinds or DEFAULT_KINDS

    def kind(self, wanted: str) -> DocumentKind | None:
        """The kind of that id; None: no longer configured."""
        return next((known for known in self.offered if known.id == wanted), None)
