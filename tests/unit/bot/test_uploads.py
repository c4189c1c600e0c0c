from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings.uploads import handed_over, safe_name


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("plan.pdf", "plan.pdf"),
        ("Préavis d'été.docx", "Préavis d'été.docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\plan.md", "plan.md"),
        (".hidden.md", "hidden.md"),
        ("~$plan.docx", "plan.docx"),
        ("a\x00b\nc.txt", "a b c.txt"),
        ("...", "document"),
        ("", "document"),
        ("/", "document"),
        (".md", "md"),
        ('what? "now": <a|b>*.txt', "what now a b.txt"),
        ("v1.2 of the plan", "v1.2 of the plan"),
        ("half\ud800.md", "half.md"),
    ],
)
def test_a_name_is_made_safe_and_stays_readable(name, kept):
    assert safe_name(name) == kept


@pytest.mark.parametrize("name", ["x" * 400 + ".pdf", "ü" * 400 + ".pdf", "x" * 400])
def test_a_long_name_is_cut_before_its_ending(name):
    kept = safe_name(name)

    assert len(kept.encode()) <= 120
    assert kept.endswith(".pdf") == name.endswith(".pdf")


def test_each_audience_has_a_folder_of_its_own_that_stays_within_the_store():
    store = Path("/store")
    names = [
        "everyone",
        "board",
        "Board",
        "b.oard",
        "../everyone",
        "a/b",
        "a b",
        "",
        "ü",
        "x" * 300,
    ]

    folders = [Path(handed_over(store, name).path) for name in names]

    assert len({str(one).lower() for one in folders}) == len(names)
    assert {one.parent for one in folders} == {store / "uploads"}
    assert folders[:2] == [store / "uploads/everyone", store / "uploads/board"]
    assert not any(one.name.startswith((".", "~$")) for one in folders[:5])
