"""Right values of the questions about numbers, by pandas, and whether a reply says them."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd

HERE = Path(__file__).parent
EXAMPLE = HERE.parents[1] / "examples" / "tindlemoor"
FIRST = 6  # figures among which the values of a list must be
_TOLD = ("value", "previous", "last_year")
_PROMISED = {"target", "baseline"}  # kinds whose gold is what a figure is measured against
_TIME = re.compile(r"\d{4}(-\d{2}(-\d{2})?|Q[1-4])?")
_DAYS = (
    "OrderDate",
    "Date received",
    "delivered_on",
    "opened_at",
    "received_on",
    "answered_on",
)
_TINDLEMOOR = {
    "deliveries": ("deliveries", "delivered_on"),
    "contacts": ("contacts", "opened_at"),
    "complaints": ("complaints", "received_on"),
    "survey": ("doorstep_survey", "answered_on"),
}
_ORDERS = (
    "select OrderID, CustomerID, OrderDate, RequiredDate, ShippedDate, ShipCountry from Orders"
)
_LINES = (
    "select d.*, o.OrderDate, o.CustomerID from [Order Details] d join Orders o using (OrderID)"
)

Frames = dict[str, pd.DataFrame]


def questions(name: str) -> list[dict[str, Any]]:
    """The lines of a set: `tuning`, `held_out`, `example`, `unanswerable`, `counting` ...

    A line with `"frames": "tindlemoor"` is asked of the example; one without, of the pack.
    """
    text = (HERE / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line]


def frames(pack: Path) -> Frames:
    """The tables of the pack with the columns of their sources; `lines` has a `net` beside them.

    `lines` and `orders` also have the customer's CompanyName and Country.
    """
    tables = pack / "tables"
    with closing(sqlite3.connect(f"file:{tables / 'northwind.db'}?mode=ro", uri=True)) as database:
        customers = pd.read_sql("select CustomerID, CompanyName, Country from Customers", database)
        orders = pd.read_sql(_ORDERS, database)
        lines = pd.read_sql(_LINES, database)
    for frame, column in [
        (orders, "OrderDate"),
        (orders, "RequiredDate"),
        (orders, "ShippedDate"),
        (lines, "OrderDate"),
    ]:
        frame[column] = pd.to_datetime(frame[column])
    lines["net"] = lines.UnitPrice * lines.Quantity * (1 - lines.Discount)
    complaints = pd.read_csv(tables / "cfpb_complaints.csv", low_memory=False)
    complaints["Date received"] = pd.to_datetime(complaints["Date received"])
    return {
        "telco": pd.read_csv(tables / "telco_customer_churn.csv"),
        "complaints": complaints,
        "orders": orders.merge(customers, on="CustomerID", how="left"),
        "lines": lines.merge(customers, on="CustomerID", how="left"),
        "customers": customers,
    }


def tindlemoor(folder: Path = EXAMPLE) -> Frames:
    """The tables of the example, with their days as days."""
    return {
        name: pd.read_csv(folder / "tables" / f"{file}.csv", parse_dates=[day])
        for name, (file, day) in _TINDLEMOOR.items()
    }


def during(frame: pd.DataFrame, start: str, end: str = "") -> pd.DataFrame:
    """The rows of a period ("1997", "1997Q1", "1997-03", a day), or from one to another's end."""
    days = frame[next(name for name in _DAYS if name in frame)]
    first, last = pd.Period(start).start_time, pd.Period(end or start).end_time
    return frame[(days >= first) & (days <= last)]


def since(frame: pd.DataFrame, start: str) -> pd.DataFrame:
    """The rows from the beginning of a period on."""
    return during(frame, start, "2100")


def top(values: pd.Series, many: int) -> list[Any]:
    """The names of the highest values, highest first; ties are an error, for nobody can be right."""
    kept = values.sort_values(ascending=False)
    assert kept.iloc[: many + 1].is_unique, f"a tie among the first {many}"
    return list(kept.index[:many])


def aov(orders: pd.DataFrame, lines: pd.DataFrame) -> float:
    """Net revenue for each order."""
    return float(lines.net.sum() / len(orders))


def late(orders: pd.DataFrame) -> pd.DataFrame:
    """Orders that were shipped after their required date."""
    return orders[orders.ShippedDate > orders.RequiredDate]


def churn(customers: pd.DataFrame) -> float:
    """The share of customers who left."""
    return float((customers.Churn == "Yes").mean())


def yes(rows: pd.DataFrame, column: str) -> float:
    """The share of rows that say "yes" there."""
    return float((rows[column] == "yes").mean())


def nps(answers: pd.DataFrame) -> float:
    """The share of 9 and 10 minus the share of 0 to 6, from -100 to 100."""
    return float(100 * ((answers.score >= 9).mean() - (answers.score <= 6).mean()))


def upheld(complaints: pd.DataFrame) -> float:
    """The share of closed complaints that were upheld."""
    return float((complaints.upheld == "yes").sum() / complaints.days_to_close.notna().sum())


def put_right(complaints: pd.DataFrame) -> float:
    """The share of closed complaints that were closed within five working days."""
    return float((complaints.days_to_close <= 5).sum() / complaints.days_to_close.notna().sum())


_FUNCTIONS = (during, since, top, aov, late, churn, yes, nps, upheld, put_right)


def evaluate(gold: str, tables: Frames) -> Any:
    """The value of a line's `gold`: a number, a text, or a list of both."""
    known = {one.__name__: one for one in _FUNCTIONS}
    value = eval(gold, {"pd": pd, **known, **tables})
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return _plain(value)


def right(gold: Any, tolerance: float, reply: Mapping[str, Any], kind: str = "") -> str:
    """Judges one object of `ask --json`: "right", "wrong", or "withheld" where nothing is claimed.

    A number is the first figure's value. A text is named by the first figure's dimensions or, for
    a day, month, quarter or year ("1997-03-19", "1997-03", "1997Q1", "1997"), is its period; a figure without either
    leaves it to the first line of the text. The values of a list are among the first six figures
    and what they are compared with; the names of a list of names are on as many figures in front.
    Where the kind is "target" or "baseline", that of the first figure counts, and the text says so.
    """
    figures = list(reply.get("figures") or [])
    computed = reply.get("mode") == "computed"
    if reply["outcome"] != "answered" or not (figures or computed):
        return "withheld"
    if kind in _PROMISED:
        return _verdict(_promises(gold, tolerance, reply, kind))
    if not isinstance(gold, list):
        alone = [{**one, "previous": None, "last_year": None} for one in figures[:1]]
        return _verdict(_says(gold, tolerance, alone, reply["text"]))
    names = [one for one in gold if isinstance(one, str)]
    first = figures[: len(gold)] if len(names) == len(gold) else figures[:FIRST]
    return _verdict(all(_says(one, tolerance, first, reply["text"]) for one in gold))


def tells_a_number(reply: Mapping[str, Any]) -> bool:
    """Whether a reply computes what it should have withheld."""
    return reply["outcome"] == "answered" and bool(
        reply.get("figures") or reply.get("mode") == "computed"
    )


def _says(gold: Any, tolerance: float, figures: list[Mapping[str, Any]], text: str) -> bool:
    if isinstance(gold, str):
        return _names(gold, figures, text)
    told = [figure[key] for figure in figures for key in _TOLD if figure.get(key) is not None]
    return any(abs(value - gold) <= tolerance + 1e-9 for value in told)


def _promises(gold: float, tolerance: float, reply: Mapping[str, Any], kind: str) -> bool:
    value = next((figure.get(kind) for figure in reply["figures"]), None)
    said = kind in _even(reply["text"].strip().partition("\n")[0])
    return said and value is not None and abs(value - gold) <= tolerance + 1e-9


def _names(gold: str, figures: list[Mapping[str, Any]], text: str) -> bool:
    if _TIME.fullmatch(gold) and any(figure.get("period") for figure in figures):
        return any(_is_period(gold, figure.get("period")) for figure in figures)
    named = [_even(str(one)) for f in figures for one in (f.get("dimensions") or {}).values()]
    if named:
        return _even(gold) in named
    line = _even(text.strip().partition("\n")[0])
    return any(_even(one) in line for one in _written(gold))


def _is_period(gold: str, told: Mapping[str, str] | None) -> bool:
    period = pd.Period(gold)
    first, last = period.start_time.date().isoformat(), period.end_time.date().isoformat()
    return told is not None and (told["start"], told["end"]) == (first, last)


def _written(gold: str) -> Iterable[str]:
    if re.fullmatch(r"\d{4}-\d{2}", gold):
        day = pd.Period(gold).start_time
        return [gold, f"{day:%B %Y}", f"{day:%b %Y}"]
    return [gold]


def _even(text: str) -> str:
    return " ".join(text.split()).casefold()


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, pd.Period):
        return str(value)
    return float(value)


def _verdict(held: bool) -> str:
    return "right" if held else "wrong"
