from __future__ import annotations

from io import StringIO

from rich.console import Console

from bot.cli.cards.answers import ingest_card

REPORT = {
    "added": 2,
    "updated": 0,
    "unchanged": 1,
    "deleted": 0,
    "skipped": [],
    "failed": [],
    "chunks": 30,
    "seconds": 0.5,
    "masked": {"email": 12, "ip address": 3},
}


def shown(report):
    out = StringIO()
    ingest_card(Console(file=out, width=200), report, dry_run=False)
    return out.getvalue().strip().splitlines()


def test_the_report_says_how_much_was_masked_in_one_line():
    assert shown(REPORT) == [
        "2 added, 0 updated, 1 unchanged, 0 deleted; 30 chunks in 0.5 s, 60 chunks/s.",
        "Different values of personal data that were masked: email 12, ip address 3.",
    ]


def test_where_nothing_was_masked_nothing_is_said_of_it():
    assert len(shown(REPORT | {"masked": {}})) == 1
