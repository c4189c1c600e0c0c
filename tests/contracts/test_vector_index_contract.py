"""What every vector index promises."""

from __future__ import annotations

import numpy as np
import pytest


def names(*numbers):
    return [f"{number:032x}" for number in numbers]


def test_a_vector_finds_itself_first(vector_index, points):
    vector_index.add("everyone", names(*range(50)), points[:50])

    found = vector_index.search(["everyone"], points[7], 3)

    assert found[0][0] == names(7)[0]
    assert found[0][1] == pytest.approx(1.0, abs=1e-5)
    assert [score for _, score in found] == sorted((s for _, s in found), reverse=True)


def test_scores_are_cosines(vector_index, points):
    vector_index.add("everyone", names(0, 1), points[:2])

    found = dict(vector_index.search(["everyone"], points[5], 2))

    assert found[names(0)[0]] == pytest.approx(float(points[0] @ points[5]), abs=1e-5)
    assert found[names(1)[0]] == pytest.approx(float(points[1] @ points[5]), abs=1e-5)


def test_only_the_named_audiences_are_searched(vector_index, points):
    vector_index.add("everyone", names(0), points[:1])
    vector_index.add("board only", names(1), points[1:2])

    found = vector_index.search(["everyone", "nobody knows this one"], points[1], 10)

    assert [chunk for chunk, _ in found] == names(0)


def test_no_audience_gives_no_result(vector_index, points):
    vector_index.add("everyone", names(0), points[:1])

    assert vector_index.search([], points[0], 10) == []


def test_several_audiences_are_merged_best_first(vector_index, points):
    for number in range(12):
        vector_index.add(f"team {number}", names(number), points[number : number + 1])

    found = vector_index.search([f"team {number}" for number in range(12)], points[4], 5)

    cosines = points[:12] @ points[4]
    assert [chunk for chunk, _ in found] == names(*np.argsort(-cosines)[:5])


def test_an_id_that_is_there_keeps_its_vector(vector_index, points):
    vector_index.add("everyone", names(0), points[:1])

    vector_index.add("everyone", names(0, 0, 1), points[1:4])

    assert vector_index.search(["everyone"], points[0], 1)[0][1] == pytest.approx(1.0, abs=1e-5)
    assert vector_index.ids("everyone") == set(names(0, 1))


def test_deleted_ids_are_not_found_and_may_come_back(vector_index, points):
    vector_index.add("everyone", names(0, 1), points[:2])

    vector_index.delete("everyone", names(0, 9))
    without = vector_index.search(["everyone"], points[0], 5)
    vector_index.add("everyone", names(0), points[:1])
    again = vector_index.search(["everyone"], points[0], 5)

    assert [chunk for chunk, _ in without] == names(1)
    assert [chunk for chunk, _ in again] == names(0, 1)


def test_deleting_from_an_unknown_audience_is_no_error(vector_index):
    vector_index.delete("nobody", names(0))

    assert vector_index.audiences() == set()


def test_audiences_are_those_that_hold_something(vector_index, points):
    vector_index.add("everyone", names(0), points[:1])
    vector_index.add("Ärger & Co / board", names(1), points[1:2])
    vector_index.add("left", names(2), points[2:3])
    vector_index.delete("left", names(2))

    assert vector_index.audiences() == {"everyone", "Ärger & Co / board"}
    assert vector_index.ids("left") == set()
    assert vector_index.ids("nobody") == set()


def test_adding_nothing_is_no_error(vector_index, points):
    vector_index.add("everyone", [], points[:0])

    assert vector_index.search(["everyone"], points[0], 3) == []


def test_it_remembers_how_far_it_is(vector_index):
    before = vector_index.applied()
    vector_index.mark(42)

    assert (before, vector_index.applied()) == (0, 42)


def test_clearing_forgets_everything(vector_index, points):
    vector_index.add("everyone", names(0), points[:1])
    vector_index.mark(3)

    vector_index.clear()
    vector_index.add("everyone", names(1), points[1:2])

    assert vector_index.applied() == 0
    assert vector_index.ids("everyone") == set(names(1))
