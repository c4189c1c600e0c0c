"""Digests are posted once, whatever happens to the bots that post them, and to Slack."""

from __future__ import annotations

import random
import time

EACH = 2
"""Digests that come due for each bot that kills itself."""


QUICK = {"settle": 0.2, "gap": 0.05, "tick": 0.2}


def sizes(full, lease):
    """`lease` in seconds: for a full run and for a quick one."""
    if full:
        seen = {"digests": 800, "channels": 100, "seconds": 100, "talkative": 4}
        return {**seen, "lease": lease[0]}
    return {"digests": 16, "channels": 16, "seconds": 1, "lease": lease[1], **QUICK}


def plan(total, counts, seed=7):
    """(messages posted until then, what happens) of each event, in turn."""
    chance = random.Random(seed)
    events = [event for event, count in counts.items() for _ in range(count)]
    return sorted((chance.randrange(total), one) for one in events)


def suffer(run, events, longest, break_off=None):
    """Lets everything happen in its time; `break_off` is what the database can do."""
    chance = random.Random(9)
    for posted, event in events:
        run.wait_until(lambda posted=posted: run.posted() >= posted, 120)
        time.sleep(chance.uniform(0, 0.3))
        number = chance.randrange(len(run.bots))
        if event == "kill":
            run.replace(number)
        elif event == "pause":
            run.bots[number].halt(chance.uniform(longest / 3, longest))
        else:
            break_off()


def told(run, counts, seconds):
    """The figures of a run in which nothing was lost or doubled."""
    slots = [(number, run.scene.slot(number)) for number in range(run.scene.digests)]
    assert run.verify(slots) == ([], [])
    assert run.rows() == dict.fromkeys(slots, "sent")
    events = ", ".join(f"{count} x {event}" for event, count in counts.items())
    return (
        f"\n{len(slots)} deliveries, {len(run.bots)} processes on {run.database.dialect}, "
        f"{events}, {run.figures()}: 0 lost, 0 doubled, in {seconds:.0f} s"
    )


def test_no_kill_pause_or_fault_of_slack_loses_or_doubles_a_digest(stage, full, shares, capsys):
    began = time.monotonic()
    counts = {"kill": 30, "pause": 20} if full else {"kill": 1, "pause": 1}
    run = stage(shares, **sizes(full, (300, 300)))
    run.start()
    suffer(run, plan(run.scene.messages(), counts), 3.0 if full else 0.5)
    run.wait_until(run.finished, 240)

    figures = told(run, counts, time.monotonic() - began)
    with capsys.disabled():
        print(figures)


def test_three_bots_on_one_postgresql_lose_and_double_no_digest(
    stage, full, shares, postgres, capsys
):
    postgres.execute("create database digests")
    began = time.monotonic()
    counts = {"kill": 30, "pause": 20, "stop of the server": 2}
    counts = counts if full else {"kill": 1, "pause": 1}
    run = stage(shares, postgres.url("digests"), **sizes(full, (20, 3)))
    run.start(3)
    suffer(run, plan(run.scene.messages(), counts), 3.0 if full else 0.5, postgres.break_off)
    run.wait_until(run.finished, 240)

    figures = told(run, counts, time.monotonic() - began)
    with capsys.disabled():
        print(figures)


def test_a_bot_that_is_killed_at_any_point_of_its_work_loses_and_doubles_nothing(
    stage, full, points, capsys
):
    chosen = points if full else random.Random(4).sample(points, 2)
    count = EACH * len(chosen)
    run = stage({}, **QUICK, digests=count, channels=count, seconds=60 * count)

    for number, (point, when) in enumerate(chosen):
        run.clocks_wrong_by(run.scene.until(EACH * (number + 1) - 1) + 1)
        run.killed_at(point, when)
    run.start()
    run.wait_until(run.finished, 60)

    slots = [(number, run.scene.slot(number)) for number in range(count)]
    assert run.verify(slots) == ([], [])
    assert run.rows() == dict.fromkeys(slots, "sent")
    with capsys.disabled():
        print(f"\n{len(chosen)} kills at named points: {count} digests, each posted once and whole")
