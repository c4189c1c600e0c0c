from __future__ import annotations

import inspect
import re
from pathlib import Path

from bot.rehearsal.server import Rehearsal

DOCS = (Path(__file__).parents[3] / "docs" / "rehearsal.md").read_text(encoding="utf-8")


def test_what_people_do_is_written_down_as_it_is():
    written = dict(re.findall(r"`(\w+)\(([\w, ]+)\)`", DOCS.partition("| method |")[2]))

    assert {"say", "click", "act", "submit", "close", "shortcut", "upload"} < set(written)
    written.pop("messages")
    for name, arguments in written.items():
        known = list(inspect.signature(getattr(Rehearsal, name)).parameters)[1:]
        assert arguments.split(", ") == known
