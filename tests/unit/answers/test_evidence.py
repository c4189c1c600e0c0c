from __future__ import annotations

from datetime import date

import pytest

from knowledge.answers.quoting.evidence import evidence_line
from knowledge.models import Citation


def cited(document, day=None, newer=""):
    return Citation(1, document, document, "", "Said.", updated=day, superseded_by=newer)


@pytest.mark.parametrize(
    ("citations", "line"),
    [
        ([cited("a.md")], "1 document"),
        ([cited("a.md", date(2026, 9, 12))], "1 document · 12 Sep 2026"),
        (
            [cited("a.md", date(2026, 9, 2)), cited("b.md", date(2025, 1, 1)), cited("c.md")],
            "3 documents · newest 2 Sep 2026",
        ),
        (
            [cited("a.md", date(2026, 9, 2)), cited("a.md", date(2026, 9, 2))],
            "1 document · 2 Sep 2026",
        ),
        ([cited("a.md", None, "b.md")], "1 document · replaced by a newer one"),
        ([cited("a.md", None, "b.md"), cited("b.md")], "2 documents · 1 of them replaced"),
    ],
)
def test_the_line_says_how_much_how_new_and_whether_it_holds(citations, line):
    assert evidence_line(citations) == line
