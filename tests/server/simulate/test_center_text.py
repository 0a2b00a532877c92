"""The center of every profile is one that `motcua config check` accepts, as large as the profile says."""

from __future__ import annotations

import pytest

from server.config.center_rules import center_rules
from server.config.check import check
from server.config.known import shipped
from server.simulate.center_text import SAMPLE_COUNTERS, center_text
from server.simulate.profile import PROFILES, Profile
from tests.server.simulate.made_ledger import MONDAY


@pytest.mark.parametrize("profile", PROFILES.values(), ids=lambda profile: profile.name)
def test_it_is_accepted_and_has_the_profiles_counters_and_kiosks(profile: Profile) -> None:
    known = shipped(MONDAY)
    text = center_text(profile)

    checked = check(text, known)

    assert checked.config is not None, checked.problems
    rules = center_rules(checked.config, known.holidays, text)
    assert len(rules.counters) == profile.counters[1]
    assert len(rules.kiosks) == profile.kiosks


def test_the_first_counters_are_the_samples_own() -> None:
    checked = check(center_text(PROFILES["L"]), shipped(MONDAY))

    assert checked.config is not None
    assert tuple(counter.services for counter in checked.config.counters[:4]) == SAMPLE_COUNTERS
