"""Digests are posted once, whatever happens to the bots that post them, and to Slack."""

from __future__ import annotations

import random
import time

EACH = 2
"""Digests that come due for each bot that kills itself."""


def sizes(full):
    if full:
        return {"digests": 800, "channels": 100, "seconds": 100}
    return {"digests": 60, "channels": 30, "seconds": 3, **QUICK}


QUICK = {"settle": 0.5, "gap": 0.05, "tick": 0.2}


def plan(total, full, seed=7):
    """(messages posted until then, what happens) of each event, in turn."""
    chance = random.Random(seed)
    events = [*["kill"] * (30 if full else 3), *["pause"] * (20 if full else 2)]
    return sorted((chance.randrange(total), one) for one in events)


def suffer(run, events, longest):
    """Lets everything happen in its time."""
    chance = random.Random(9)
    for posted, event in events:
        run.wait_until(lambda posted=posted: run.posted() >= posted, 120)
        time.sleep(chance.uniform(0, 0.3))
        number = chance.randrange(len(run.bots))
        if event == "kill":
            run.replace(number)
        else:
            run.bots[number].halt(chance.uniform(longest / 3, longest))


def test_no_kill_pause_or_fault_of_slack_loses_or_doubles_a_digest(stage, full, shares, capsys):
    began = time.monotonic()
    run = stage(shares, **sizes(full))
    events = plan(run.scene.digests, full)
    run.start()
    suffer(run, events, 3.0 if full else 0.6)
    run.wait_until(run.settled, 240)

    slots = [(number, run.scene.slot(number)) for number in range(run.scene.digests)]
    assert run.verify(slots) == ([], [])
    assert run.rows() == dict.fromkeys(slots, "sent")
    kinds = [event for _, event in events]
    with capsys.disabled():
        print(
            f"\n{len(slots)} deliveries, {len(run.bots)} processes on {run.database.dialect}, "
            f"{kinds.count('kill')} kills, {kinds.count('pause')} pauses, {run.figures()}: "
            f"0 lost, 0 doubled, in {time.monotonic() - began:.0f} s"
        )


def test_a_bot_that_is_killed_at_any_point_of_its_work_loses_and_doubles_nothing(
    stage, full, points, capsys
):
    chosen = points if full else random.Random(4).sample(points, 3)
    count = EACH * len(chosen)
    run = stage({}, **QUICK, digests=count, channels=count, seconds=60 * count)

    for number, (point, when) in enumerate(chosen):
        run.clocks_wrong_by(run.scene.until(EACH * (number + 1) - 1) + 1)
        run.killed_at(point, when)
    run.start()
    run.wait_until(run.settled, 60)

    slots = [(number, run.scene.slot(number)) for number in range(count)]
    assert run.verify(slots) == ([], [])
    assert run.rows() == dict.fromkeys(slots, "sent")
    with capsys.disabled():
        print(f"\n{len(chosen)} kills at named points: {count} digests, each posted once and whole")
