"""Rules about norms: what reports doubt must lie outside of what staff may take."""

from __future__ import annotations

from collections.abc import Iterator

from server.config.known import Known
from server.config.norms import Norms
from server.config.problem import Bilingual, Finding, error
from server.config.structure import Structure

_MINUTE_S = 60


def norm_findings(structure: Structure, known: Known) -> Iterator[Finding]:  # noqa: ARG001 - every rule is called alike
    """Services called forgotten or pressed through that the norm itself allows."""
    if structure.is_whole("norms"):
        yield from _forgotten(structure.config.norms)
        yield from _too_short(structure.config.norms)


def _forgotten(norms: Norms) -> Iterator[Finding]:
    longest, forgotten = norms.longest_service_min, norms.forgotten_service_min
    if forgotten <= longest:
        yield error(
            ("norms", "forgotten_service_min"),
            "forgotten-within-norm",
            vi=f"lượt phục vụ được phép dài {longest} phút nhưng từ {forgotten} phút đã coi là quên kết thúc",
            en=f"a service may take {longest} minutes, but counts as forgotten after {forgotten}",
            suggestion=Bilingual(
                vi=f"forgotten_service_min lớn hơn {longest}, hoặc longest_service_min nhỏ hơn",
                en=f"forgotten_service_min greater than {longest}, or a smaller longest_service_min",
            ),
        )


def _too_short(norms: Norms) -> Iterator[Finding]:
    longest_s, short_s = norms.longest_service_min * _MINUTE_S, norms.too_short_service_s
    if short_s >= longest_s:
        yield error(
            ("norms", "too_short_service_s"),
            "too-short-beyond-norm",
            vi=f"lượt phục vụ dưới {short_s} giây coi là quá ngắn, nhưng chỉ được dài {longest_s} giây",
            en=f"a service under {short_s} seconds counts as too short, but it may take {longest_s} at most",
            suggestion=Bilingual(
                vi=f"too_short_service_s nhỏ hơn {longest_s}, hoặc longest_service_min lớn hơn",
                en=f"too_short_service_s smaller than {longest_s}, or a greater longest_service_min",
            ),
        )
