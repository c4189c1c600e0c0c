"""What is remembered when the bot is started again."""

from __future__ import annotations

ANSWER = "Everybody has 25 days of paid leave a year."


def test_quiet_and_the_turns_of_a_thread_survive_a_restart(empty_office):
    office = empty_office
    office.nobody_is_new()
    first = office.open()
    thread = office.ask("@throughline how many days of leave?")[0]["thread_ts"]
    other = office.ask("@throughline how many days of leave?")[0]["thread_ts"]
    office.ask("quiet", thread=other)
    office.settled()
    office.close()
    first.stop()

    office.open()
    office.rehearsal.say("U0ANNA", "C0GENERAL", "and for part-timers?", other)
    office.ask("and for part-timers?", thread=thread)
    office.settled()

    told = {at: office.rehearsal.replies("C0GENERAL", at) for at in (thread, other)}
    assert [one["text"] for one in told[other]][1:] == [
        "quiet",
        "I will be quiet in this thread. Mention me if you need me, or write “come back”.",
        "and for part-timers?",
    ]
    assert [one["text"] for one in told[thread]] == [ANSWER, "and for part-timers?", ANSWER]
    assert office.answers.asked[-1][0] == "how many days of leave? / and for part-timers?"
