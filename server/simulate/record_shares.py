"""How often what becomes of records. FACTS §5.6 has how many there are: 2.3 visitors a record.

97 % of what the communes of Lâm Đồng resolved in July 2025 was on time. All else here is an assumption.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

HANDED_IN: Mapping[str, tuple[float, float]] = {
    "ho-tich": (0.55, 0.3),
    "chung-thuc": (0.8, 0.97),
    "dat-dai-xay-dung": (0.5, 0.02),
    "ho-kinh-doanh": (0.55, 0.05),
    "cu-tru-can-cuoc": (0.4, 0.1),
    "bao-tro-xa-hoi": (0.45, 0.05),
    "huong-dan": (0.02, 0.0),
    "tra-ket-qua": (0.0, 0.0),
}
"""Services of the sample center: share of services in which a record is handed in, and of these the ones with
the result at once. Together a record for 2.3 visitors, most of them certified copies."""
OTHER_HANDED_IN = (0.45, 0.2)
"""The same for a service of another configuration."""


@dataclass(frozen=True, slots=True)
class RecordShares:
    """Of records that are not given at once, unless a field says otherwise."""

    second: float = 0.06
    """Of services with a record: one more is handed in."""
    refused_at_reception: float = 0.012
    """Of all handed in."""
    duplicate: float = 0.006
    """Of all handed in: refused, the same was handed in before."""
    written_down_later: float = 0.03
    """Of all handed in: typed in the evening, back-dated."""
    remote: float = 0.12
    """Online or by post, without a visit; a quarter of them by post."""
    supplement: float = 0.06
    """Asked for what is missing, on the next days."""
    never_supplemented: float = 0.12
    """Of those: nothing comes, and they are stopped."""
    refused: float = 0.015
    withdrawn: float = 0.008
    late: float = 0.07
    """Of those with a result: about 97 % of all returned are on time, given that most are given at once."""
    reappointed: float = 0.5
    """Of those late: an apology names a new date."""
    on_the_day: float = 0.35
    """Of those not late: the result is there on the day it was promised for, not before."""
    fetched_late: float = 0.2
    """Of results: fetched only after one to four weeks, the others within three days."""
