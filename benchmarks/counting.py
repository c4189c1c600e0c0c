"""How many customers say something: the bot's counts against a recount by its own stated rule.

    python -m benchmarks.counting [--pack FOLDER]

Each question of tests/numbers/counting.jsonl is asked over the complaint register. The reply
states its rule: which word forms count, under which conditions. Those forms are then looked for
in the CSV by a regular expression, and both numbers must be equal.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import statistics
import sys
import tempfile
import time
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.numbers import PACK, ROOT, Calendar, _Quiet
from bot.settings import settings as configuration
from bot.settings.environment import quiet_process
from knowledge.models import SourceKind

QUESTIONS = ROOT / "tests/numbers/counting.jsonl"
REGISTER = "complaint register"
_BEGINNING = 5  # letters by which a form is seen to belong to the word that was asked for
NARRATIVE = "Consumer complaint narrative"

Row = Mapping[str, str]


def recount(rows: list[Row], question: Mapping[str, Any], groups: list[list[str]]) -> int:
    """Rows whose narrative has a form of each group as whole words, under the conditions."""
    patterns = [
        re.compile("|".join(rf"(?<![\w'])(?:{_spaced(form)})(?![\w'])" for form in forms))
        for forms in groups
    ]
    found = 0
    for row in rows:
        text = _plain(row[NARRATIVE])
        if not text or not all(pattern.search(text) for pattern in patterns):
            continue
        found += _holds(row, question)
    return found


def _holds(row: Row, question: Mapping[str, Any]) -> bool:
    day, period = row["Date received"], question["period"]
    dated = period is None or period[0] <= day <= period[1]
    return dated and all(row[name] == value for name, value in question["where"].items())


def _spaced(form: str) -> str:
    return r"[\W_]+".join(re.escape(word) for word in form.split())


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower().replace("\u2019", "'")


def main() -> int:
    """Asks, recounts, and prints what differs; exits with 1 where anything does."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.counting", description=__doc__)
    parser.add_argument("--pack", type=Path, default=PACK, help="with a throughline.toml")
    pack = parser.parse_args().pack.resolve()
    with (pack / "tables/cfpb_complaints.csv").open(encoding="utf-8-sig", newline="") as file:
        rows: list[Row] = list(csv.DictReader(file))
    asked = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    right, times = 0, []
    for one, (told, took) in zip(asked, _answers(pack, asked), strict=True):
        times.append(took)
        groups = told["groups"]
        wanted = recount(rows, one, groups) if groups else None
        core = all(any(_akin(word, forms) for forms in groups) for word in _cores(one))
        same = told["value"] is not None and wanted == told["value"] and core
        right += same
        if not same:
            print(f"differs  {one['id']} {one['question']}")
            print(f"         said {told['value']}, counted {wanted} by {groups}: {told['text']}")
    print(f"{right} of {len(asked)} exact; p50 of an answer {statistics.median(times):.1f} ms")
    return 0 if right == len(asked) else 1


def _cores(question: Mapping[str, Any]) -> list[str]:
    return [forms[0] for forms in question["words"]]


def _akin(word: str, forms: list[str]) -> bool:
    return any(form[:_BEGINNING] == word[:_BEGINNING] for form in forms)


def _answers(pack: Path, asked: list[dict[str, Any]]) -> Any:
    from bot.wiring.wiring import open_throughline  # noqa: PLC0415 - after the process was made quiet
    from knowledge.store.database.ownership import Ownership  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="throughline-counting-") as folder:
        settings = configuration.load(pack / configuration.FILE_NAME, Path(folder))
        chosen = [
            one for one in settings.source if one.kind is SourceKind.TABLE or one.name == REGISTER
        ]
        settings = settings.model_copy(update={"source": tuple(chosen)})
        ownership = Ownership(settings.folder)
        ownership.acquire()
        calendar = Calendar()
        opened = open_throughline(settings, ownership, _Quiet())
        opened.clock = calendar.now
        try:
            opened.ingester.run(settings.sources)
            reader = opened.audiences.operator()
            for one in asked:
                started = time.perf_counter()
                reply = opened.answers.reply(one["question"], reader)
                yield _said(reply), (time.perf_counter() - started) * 1000
        finally:
            opened.close()


def _said(reply: Any) -> dict[str, Any]:
    """The first figure of a reply, and the word forms of its stated rule, group by group."""
    figures, workings = getattr(reply, "figures", ()), getattr(reply, "workings", ())
    rule = workings[0].rule if workings else ""
    return {
        "value": figures[0].value if figures else None,
        "groups": forms_of(rule),
        "text": f"{reply.text.splitlines()[0][:160]} | {rule}",
    }


def forms_of(rule: str) -> list[list[str]]:
    """The forms in a rule such as "one of the words a, b and one of the words c"."""
    parts = re.findall(
        r"(?:one of the (?:words|phrases)|the (?:word|phrase)s?) (.+?)"
        r"(?= and (?:one of )?the (?:word|phrase)|[.;]|$)",
        rule,
    )
    return [[form.strip(' “”"') for form in part.split(", ")] for part in parts]


if __name__ == "__main__":
    quiet_process()
    sys.exit(main())
