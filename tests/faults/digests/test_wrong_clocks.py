"""Digests are posted once by clocks that jump; after downtime, what the policy says and no more."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime, timedelta

HOUR, DAY = 3_600, 86_400
QUICK = {"settle": 0.2, "gap": 0.05, "tick": 0.1}


def test_no_jump_of_the_clock_loses_or_doubles_a_digest(stage, full, shares, capsys):
    chance, jumps, count = random.Random(12), 20 if full else 4, 60 if full else 8
    run = stage(shares, **QUICK, digests=count, channels=count, seconds=HOUR - 60)
    run.start()
    run.bots[0].is_ready()
    for number in range(jumps):
        run.clocks_wrong_by((HOUR, -HOUR, DAY, -DAY, 0)[number % 5])
        time.sleep(chance.uniform(0.2, 0.8))
        if number % 4 == 3:
            run.replace(0)
    run.clocks_wrong_by(DAY + HOUR - 30)
    first = {(number, run.scene.slot(number)) for number in range(count)}
    newest = {(number, slot + timedelta(days=1)) for number, slot in first}
    run.wait_until(lambda: newest <= {*run.rows()} and run.settled(), 60)

    rows = run.rows()
    sent = [one for one, state in rows.items() if state == "sent"]
    assert run.verify(sent) == ([], [])
    assert first <= {*rows}
    assert newest <= {*sent}
    with capsys.disabled():
        print(
            f"\n{jumps} jumps of the clock by an hour and by a day, {jumps // 4} kills: "
            f"{len(sent)} digests posted once, {len(rows) - len(sent)} passed over as too late"
        )


def test_after_downtime_the_newest_slot_is_posted_within_its_hours_and_no_other(stage, full):
    for away in (60, HOUR, 3 * DAY) if full else (HOUR,):
        downtime(stage, timedelta(seconds=away))


def downtime(stage, away):
    """Bots were off for so long, ten hours after the first of twelve digests came due."""
    count = 12
    run = stage({}, **QUICK, digests=count, channels=count, seconds=12 * HOUR)
    off = datetime.fromisoformat(run.scene.begins) + timedelta(hours=10, minutes=59, seconds=30)
    now = off + away
    run.looked_until(off)
    run.clocks_wrong_by((now - datetime.now(UTC)).total_seconds())
    run.start()
    run.wait_until(lambda: run.rows() and run.settled(), 60)
    run.stop()

    due = {
        (number, slot): now - slot <= timedelta(hours=6)
        for number in range(count)
        for day in range(4)
        if off < (slot := run.scene.slot(number) + timedelta(days=day)) <= now
    }
    assert run.rows() == {one: "sent" if late else "skipped" for one, late in due.items()}
    assert run.verify([one for one, late in due.items() if late]) == ([], [])
