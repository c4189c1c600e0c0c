from __future__ import annotations

import json
from collections.abc import Callable, Collection
from datetime import date, timedelta
from io import StringIO
from typing import Any

from rich.console import Console

from bot.cli.cards.digest import digest_card
from bot.shapes.digests import digest as shape
from knowledge.digests.building import build
from knowledge.digests.definition import DigestDefinition
from knowledge.digests.digest import Digest, Remark, Section
from knowledge.errors import InputError
from knowledge.models import Citation

MONDAY = date(2026, 2, 23)
Weekly = Callable[..., DigestDefinition]


class Room:
    def sections(self, digest: Digest, readers: Collection[str]) -> list[Section]:
        remark = Remark(
            "On parcels:", "It came twice.", citation=Citation(1, "tickets/7", "Ticket 7", "", "")
        )
        return [Section("voices", "What customers say", (remark,), more=2)]


class ClosedRoom:
    def sections(self, digest: Digest, readers: Collection[str]) -> list[Section]:
        raise InputError("The source tickets is for care only.")


def test_a_digest_as_json_has_its_lines_sections_and_what_was_left_out(
    figures: Any, weekly: Weekly
) -> None:
    figures.rows += [(MONDAY - timedelta(weeks=back), "west") for back in range(4, 14)]
    figures.rows += [(date(2026, 2, 20), "west")] * 9

    told = shape(build(weekly(), figures, MONDAY, (Room(), ClosedRoom())))

    (line,) = json.loads(json.dumps(told))["lines"]
    assert line["change"] == {"since": 0, "by": 13, "share": None, "verdict": "worse"}
    assert line["path"]["target_date"] == "2026-06-30"
    assert line["outlier"]["direction"] == "high"
    assert line["said"] == [
        "unusually high: 13 against a usual 0 to 3 (12 weeks)",
        "behind the path, which asks for 7.7 by now",
    ]
    assert len(line["series"]) == 13
    voices, closed = told["sections"]
    assert (voices["kind"], voices["remarks"][0]["quote"]) == ("voices", "It came twice.")
    assert closed["reason"] == "The source tickets is for care only."


def test_a_preview_in_a_terminal_shows_the_sections_and_why_one_is_left_out(
    figures: Any, weekly: Weekly
) -> None:
    out = Console(width=100, record=True, file=StringIO())

    digest_card(out, shape(build(weekly(), figures, MONDAY, (Room(), ClosedRoom()))))

    text = out.export_text()
    assert "What customers say\n- On parcels: “It came twice.” (Ticket 7)\nand 2 more\n" in text
    assert "left out: The source tickets is for care only." in text
