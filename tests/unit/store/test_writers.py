from __future__ import annotations

import threading
import time

import pytest

from knowledge.store.database.writers import NoTurn, Writers


def begun(work):
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_one_writes_at_a_time():
    writers, inside, most = Writers(), [], []

    def write():
        for _ in range(20):
            with writers.turn(5):
                inside.append(1)
                most.append(len(inside))
                time.sleep(0.0005)
                inside.pop()

    threads = [begun(write) for _ in range(8)]
    for thread in threads:
        thread.join()

    assert len(most) == 160
    assert max(most) == 1


def test_what_is_urgent_goes_first():
    writers, order, waiting = Writers(), [], []

    def write(name, urgent):
        waiting.append(name)
        with writers.turn(5, urgent=urgent):
            order.append(name)

    with writers.turn(5):
        threads = [begun(lambda n=number: write(f"patient {n}", False)) for number in range(3)]
        while len(waiting) < 3:
            time.sleep(0.001)
        time.sleep(0.02)
        threads.append(begun(lambda: write("urgent", True)))
        while len(waiting) < 4:
            time.sleep(0.001)
        time.sleep(0.02)
    for thread in threads:
        thread.join()

    assert order[0] == "urgent"
    assert sorted(order[1:]) == ["patient 0", "patient 1", "patient 2"]


def test_a_turn_that_does_not_come_is_given_up_and_the_next_one_comes():
    writers = Writers()

    with writers.turn(5):
        refused = []

        def hurry():
            try:
                with writers.turn(0.05, urgent=True):
                    pass
            except NoTurn:
                refused.append(True)

        begun(hurry).join()

    assert refused == [True]
    with writers.turn(0.5):
        pass


def test_a_writer_that_fails_gives_its_turn_on():
    writers = Writers()

    with pytest.raises(ValueError, match="no"), writers.turn(1):
        raise ValueError("no")

    with writers.turn(0.5):
        pass
