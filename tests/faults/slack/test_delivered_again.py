"""Each event is delivered one to four times, out of order, over Socket Mode and HTTP at once."""

from __future__ import annotations

import random
import time

from bot.rehearsal.people import events

EVENTS, A_SECOND = 2000, 30
PEOPLE = ("U0ANNA", "U0BEN", "U0OWNER")


def said(rehearsal, count, draw):
    """Messages in many places, and the events that tell of them; nothing is delivered yet."""
    told = {}
    listeners = list(rehearsal.workspace.listeners)
    rehearsal.workspace.listeners.clear()
    while sum(map(len, told.values())) < count:
        user = draw.choice(PEOPLE)
        channel, text = f"D{user}", f"how many days, for the {len(told)}th time?"
        if draw.random() < 0.3:
            channel, text = "C0GENERAL", f"<@U0THROUGHLINE> {text}"
        message = rehearsal.workspace.post(channel, {"user": user, "text": text})
        conversation = rehearsal.workspace.conversation(channel)
        told[message["ts"]] = list(events.of_message(conversation, message))
    rehearsal.workspace.listeners.extend(listeners)
    return told


def test_every_event_is_answered_once_however_often_and_whichever_way_it_comes(
    place, counted, percentile
):
    draw = random.Random(20260)
    at = place()
    told = said(at.rehearsal, counted(EVENTS), draw)
    mine = {event["event_id"] for payloads in told.values() for event in payloads}
    copies = [event for payloads in told.values() for event in payloads * draw.randint(1, 4)]
    draw.shuffle(copies)
    assert at.mix()

    began = time.monotonic()
    for number, event in enumerate(copies):
        time.sleep(max(0.0, began + number / A_SECOND - time.monotonic()))
        at.rehearsal.redeliver(event)
    at.rehearsal.wait_for(lambda: len(at.answers()) >= len(told), 300)
    at.office.settled()

    tries = [one for one in at.rehearsal.deliveries if one["event"] in mine]
    taken = [one["ms"] for one in tries]
    p99, most = percentile(taken, 99), max(taken)
    ways = {way: sum(one["over"] == way for one in tries) for way in ("socket", "http")}
    print(
        f"\n{len(mine)} events of {len(told)} messages, {len(tries)} deliveries {ways}: "
        f"ack p99 {p99:.0f} ms, max {most:.0f} ms"
    )
    assert at.answers() == dict.fromkeys(told, 1)
    assert all(one["acknowledged"] for one in tries)
    assert min(ways.values()) > len(tries) / 3
    assert p99 < 500
    assert most < 2500
