from __future__ import annotations

from datetime import UTC, datetime

from bot.delivery.pace import Later, Pace


class Seconds:
    now = 0.0

    def __call__(self):
        return self.now


def paced(**more):
    time = Seconds()
    return time, Pace(lambda: datetime.now(UTC), seconds=time, **more)


def test_a_channel_has_one_turn_a_second_from_the_end_of_a_call():
    time, pace = paced()

    first, meanwhile = pace.enter("C1"), pace.enter("C1")
    time.now = 0.3
    pace.leave("C1")
    time.now = 1.2
    early = pace.enter("C1"), pace.wait("C1")
    time.now = 1.3

    assert (first, meanwhile) == (True, False)
    assert early == (False, 1.3 - 1.2)
    assert pace.enter("C1")


def test_channels_do_not_wait_for_each_other():
    _, pace = paced()
    pace.enter("C1")

    assert pace.enter("C2")


def test_a_turn_in_which_nothing_was_said_is_not_used_up():
    _, pace = paced()
    pace.enter("C1")
    pace.leave("C1", spoke=False)

    assert pace.enter("C1")


def test_a_person_and_their_direct_messages_share_their_turns():
    time, pace = paced()
    pace.enter("U1")
    wait = pace.same("U1", "D1")
    pace.leave("U1")

    assert wait == 0
    assert not pace.enter("D1")
    time.now = 1.0
    assert pace.enter("D1")
    assert not pace.enter("U1")


def test_a_person_waits_for_the_turn_of_their_direct_messages():
    time, pace = paced()
    pace.enter("D1")
    pace.leave("D1")
    time.now = 0.4
    pace.enter("U1")

    assert round(pace.same("U1", "D1"), 6) == 0.6


def test_the_longest_wait_for_a_method_counts():
    time, pace = paced()
    pace.block("chat_postMessage", 30)
    time.now = 10
    pace.block("chat_postMessage", 1)

    assert pace.blocked("chat_postMessage") == 20
    assert pace.blocked("chat_update") == 0


def test_streams_are_counted_within_a_minute():
    time, pace = paced(starts=2)

    begun = [pace.may_start() for _ in range(3)]
    time.now = 60.0

    assert begun == [True, True, False]
    assert pace.may_start()


def test_a_key_is_left_until_its_time():
    time = Seconds()
    later = Later(time)
    later.put("a", 5)
    time.now = 2

    assert later.left("a") == 3
    later.forget("a")
    assert later.left("a") == 0
