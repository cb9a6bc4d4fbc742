"""Real conversations with what Polis itself computed; skipped where they are not beside the checkout."""

import json
from pathlib import Path

import numpy as np
import pytest

from bot.debate.opinions import form_opinions
from bot.debate.opinions.polis_files import read_folder, read_groups
from bot.debate.opinions.report import opinions_of
from bot.debate.opinions.significance import agreement

CONVERSATIONS = Path(__file__).parents[3].parent / "shared" / "eval" / "polis"
RECORDED = ("blob-25ptpt-3gp-no-strict-with-meta", "blob-below-100-ptpts")
REAL = ("15-per-hour-seattle", "brexit-consensus", "scoop-hivemind.taxes")

pytestmark = pytest.mark.skipif(not CONVERSATIONS.is_dir(), reason="the evaluation data is not beside this checkout")


@pytest.fixture(params=RECORDED)
def recorded(request):
    """What was recorded, and what we compute for the same groups."""
    folder = CONVERSATIONS / request.param
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    found = json.loads(json.dumps(opinions_of(folder, folder / "participants.csv")))
    return expected, found


@pytest.mark.parametrize("figure", ["group_informed_consensus", "extremity", "priority"])
def test_figures_are_those_that_were_recorded(recorded, figure):
    expected, found = recorded
    assert found[figure] == pytest.approx(expected[figure], rel=1e-9, abs=1e-9)


def test_lists_are_those_that_were_recorded(recorded):
    expected, found = recorded
    assert found["consensus"] == expected["consensus"]
    listed = {
        str(group["id"]): [{key: one[key] for key in ("statement", "direction")} for one in group["representative"]]
        for group in found["groups"]
    }
    assert listed == expected["representative"]


def against_published(name: str) -> float:
    opinions = form_opinions(read_folder(CONVERSATIONS / name))
    published = read_groups(CONVERSATIONS / name / "participants.csv")
    mine = opinions.group_of_people()
    both = [person for person in published if person in mine]
    assert len(both) >= 0.95 * len(published)
    return agreement(np.array([mine[p] for p in both]), np.array([published[p] for p in both]))


def test_groups_are_near_the_published_ones():
    assert np.mean([against_published(name) for name in REAL]) >= 0.87


@pytest.mark.parametrize("name", REAL)
def test_real_groups_are_beyond_chance_and_steady(name):
    """They are no clearer than one crowd along a line of opinion, which Polis does not ask about."""
    found = opinions_of(CONVERSATIONS / name, None)
    assert found["silhouette"] > found["silhouette_shuffled"]
    assert found["stability"] >= 0.6
    assert found["reason"] in (None, "one-crowd")


@pytest.mark.parametrize("name", REAL)
def test_groups_stay_when_the_last_votes_are_missing(name):
    """Leave out one vote in fifty: nearly everybody stays in the group with the same name."""
    table = read_folder(CONVERSATIONS / name)
    kept = np.arange(len(table.rows)) % 50 > 0
    part = type(table)(
        table.people, table.statements, table.rejected, table.rows[kept], table.columns[kept], table.values[kept]
    )
    earlier = form_opinions(part)
    now = form_opinions(table, earlier.as_former()).group_of_people()
    before = earlier.group_of_people()
    same = [now[person] == group for person, group in before.items() if person in now]
    assert np.mean(same) >= 0.9
