"""Digests are posted once by clocks that jump; after downtime, what the policy says and no more."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime, timedelta

import pytest

HOUR, DAY = 3_600, 86_400
QUICK = {"settle": 0.2, "gap": 0.05, "tick": 0.1}


def jumped(run, bots, jumps):
    """What became of each slot, and the slots of the second day, which all came due last."""
    chance = random.Random(12)
    run.start(bots)
    run.bots[0].is_ready()
    for number in range(jumps):
        run.clocks_wrong_by((HOUR, -HOUR, DAY, -DAY, 0)[number % 5])
        time.sleep(chance.uniform(0.2, 0.8))
        if number % 4 == 3:
            run.replace(chance.randrange(bots))
    run.clocks_wrong_by(DAY + HOUR - 30)
    first = {(number, run.scene.slot(number)) for number in range(run.scene.digests)}
    newest = {(number, slot + timedelta(days=1)) for number, slot in first}
    run.wait_until(lambda: newest <= {*run.rows()} and run.settled(), 180)
    assert first <= {*run.rows()}
    return run.rows(), newest


def judged(run, rows, newest, jumps):
    """The figures of jumps by which nothing was lost or doubled."""
    sent = [one for one, state in rows.items() if state == "sent"]
    assert run.verify(sent) == ([], [])
    assert newest <= {*sent}
    return (
        f"\n{jumps} jumps of the clock by an hour and by a day, {jumps // 4} kills, "
        f"{len(run.bots)} processes on {run.database.dialect}: {len(sent)} digests posted once, "
        f"{len(rows) - len(sent)} passed over as too late"
    )


@pytest.mark.slow
def test_no_jump_of_the_clock_loses_or_doubles_a_digest(stage, shares, capsys):
    run = stage(shares, **QUICK, digests=60, channels=60, seconds=HOUR - 60)

    figures = judged(run, *jumped(run, 1, 20), 20)

    with capsys.disabled():
        print(figures)


@pytest.mark.slow
def test_no_jump_of_the_clock_does_on_one_postgresql_either(stage, shares, postgres, capsys):
    postgres.execute("create database clocks")
    sizes = {**QUICK, "digests": 60, "channels": 60, "seconds": HOUR - 60, "lease": 6}
    run = stage(shares, postgres.url("clocks"), **sizes)

    figures = judged(run, *jumped(run, 3, 20), 20)

    with capsys.disabled():
        print(figures)


@pytest.mark.slow
def test_after_downtime_the_newest_slot_is_posted_within_its_hours_and_no_other(stage, capsys):
    for away in (60, HOUR, 3 * DAY):
        slots = downtime(stage, timedelta(seconds=away))
        with capsys.disabled():
            print(f"\noff for {away} s, 12 digests: {slots}, as the policy says")


def downtime(stage, away):
    """Bots were off for so long, eleven hours after the first of twelve digests came due."""
    count = 12
    run = stage({}, **QUICK, digests=count, channels=count, seconds=12 * HOUR)
    off = datetime.fromisoformat(run.scene.begins) + timedelta(hours=10, minutes=59, seconds=30)
    now = off + away
    due = {
        (number, slot): "sent" if now - slot <= timedelta(hours=6) else "skipped"
        for number in range(count)
        for day in range(4)
        if off < (slot := run.scene.slot(number) + timedelta(days=day)) <= now
    }
    run.looked_until(off)
    run.clocks_wrong_by((now - datetime.now(UTC)).total_seconds())
    run.start()
    run.wait_until(lambda: len(run.rows()) >= len(due) and run.settled(), 180)
    run.stop()

    assert run.rows() == due
    assert run.verify([one for one, state in due.items() if state == "sent"]) == ([], [])
    states = [*due.values()]
    return f"{states.count('sent')} slots posted, {states.count('skipped')} passed over"
