"""`/health` and `/metrics` on the console's listener: for machines that watch machines."""

from __future__ import annotations

from flask import Blueprint, Response, abort, jsonify, request
from werkzeug.wrappers import Response as AnyResponse

from server.service.health import CenterHealth, DeviceHealth, Finding
from server.web.console_hub import ConsoleHub

_NO_STORE = {"Cache-Control": "no-store"}


def machine_health(hub: ConsoleHub) -> Blueprint:
    """Open to this machine and to who knows the token; to nobody else."""
    pages = Blueprint("machine_health", __name__)

    @pages.before_request
    def only_machines() -> None:
        if not hub.machine_door.lets_in(request):
            abort(403)

    @pages.get("/health")
    def health() -> tuple[AnyResponse, int, dict[str, str]]:
        known = hub.health.current()
        return jsonify(_told(known)), 503 if known.reasons else 200, _NO_STORE

    @pages.get("/metrics")
    def metrics() -> Response:
        # imported when first asked for: it would add 80 ms to every start of the hub
        from server.web.health.metrics import CONTENT_TYPE, exposition

        return Response(exposition(hub.health.current()), headers={**_NO_STORE, "Content-Type": CONTENT_TYPE})

    return pages


def _told(known: CenterHealth) -> dict[str, object]:
    """The JSON body."""
    return {
        "status": "unhealthy" if known.reasons else "ok",
        "at": known.at.isoformat(),
        "version": known.hub.version,
        "day": known.hub.day.isoformat() if known.hub.day else None,
        "reasons": [_finding(finding) for finding in known.reasons],
        "findings": [_finding(finding) for finding in known.hub_findings if finding not in known.reasons],
        "devices": [_device(device) for device in known.devices],
    }


def _finding(finding: Finding) -> dict[str, str]:
    return {"code": finding.code, "level": finding.level.name.lower(), "message": finding.say_en}


def _device(device: DeviceHealth) -> dict[str, object]:
    return {
        "device": device.presence.device,
        "kind": device.presence.kind.value,
        "standing": device.presence.standing.value,
        "level": device.level.name.lower(),
        "seen_at": device.seen_at.isoformat() if device.seen_at else None,
        "findings": [_finding(finding) for finding in device.findings],
    }
