"""Tables and definitions made up from a seed, and the same figures by pandas alone."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd
import yaml

ODD = (
    'phone|mail|it\'s|say "hi"|{{ odd }}|{% raw %}|{# none #}|Ünïcode ✓ 北|a,b;c|NULL|null|50%|#1'
    "|two\nlines| padded |back\\slash|x' or 1=1 --|$1|O''Brien|tab\there|1e3|(blank)|-|double  space|\u2028line|zero\u200bwidth"
).split("|")
FIRST, LAST = date(2023, 12, 11), date(2026, 3, 9)
ADDITIVE = {"sum", "count", "count_distinct", "sum_boolean"}
OVER_VALUES = {"average", "median", "percentile", "min", "max"}
SHARED = ("owner__region", "owner__tier")
OF_ITEMS = ("item__kind", "item__channel", "item__code", "item__flag")


@dataclass(frozen=True)
class Simple:
    """A metric over one table: `cell` gives pandas what `expr` gives SQL, `keeps` what a filter."""

    name: str
    table: str
    agg: str
    expr: str
    cell: object
    condition: str = ""
    keeps: object = None
    share: float = 0.5
    discrete: bool = False


@dataclass(frozen=True)
class Ratio:
    name: str
    top: Simple
    bottom: Simple


@dataclass(frozen=True)
class Derived:
    name: str
    first: Simple
    sign: str
    second: Simple

    @property
    def expr(self):
        return f"{self.first.name} {self.sign} {self.second.name}"


class Company:
    """Two tables of facts and one of owners; a manifest with metrics of every kind over them."""

    def __init__(self, seed):
        self.seed = seed
        self._dice = random.Random(seed)
        self.kinds = self._dice.sample(ODD, self._dice.randint(2, len(ODD)))
        self.owners = self._owners()
        self.items = self._facts("item", self._dice.randint(0, 300))
        self.payments = self._facts("payment", self._dice.randint(1, 120))
        self.metrics = {one.name: one for one in self._metrics()}
        self.frames = {"items": self._frame(self.items), "payments": self._frame(self.payments)}

    def dimensions(self, name):
        """What a metric can be split by."""
        tables = {part.table for part in parts(self.metrics[name])}
        return SHARED + (OF_ITEMS if tables == {"items"} else ())

    def values(self, dimension):
        """The values of a dimension, as text, blank among them where there is one."""
        frame = self.frames["items"]
        return sorted({text(value) for value in frame[dimension]})

    def write(self, folder):
        """The tables as CSV files, the definitions in the form that the seed chooses."""
        for name in ("owners", "items", "payments"):
            rows = getattr(self, name)
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, COLUMNS[name])
                writer.writeheader()
                writer.writerows(
                    {key: "" if value is None else written(value) for key, value in row.items()}
                    for row in rows
                )
        (folder / "metrics").mkdir()
        form = (native, project, newest)[self.seed % 3]
        (folder / "metrics" / "all.yml").write_text(
            yaml.safe_dump_all(form(self), allow_unicode=True, sort_keys=False), encoding="utf-8"
        )

    def _owners(self):
        return [
            {
                "owner": f"W{number}",
                "region": self._dice.choice(["north", "south", "it's east", None]),
                "tier": self._dice.choice(["gold", "{{ tin }}", None]),
            }
            for number in range(self._dice.randint(1, 9))
        ]

    def _facts(self, prefix, count):
        dice, days = self._dice, (LAST - FIRST).days
        known = [one["owner"] for one in self.owners]
        return [
            {
                prefix: f"{prefix}-{number}",
                "opened": self._often(FIRST + timedelta(dice.randint(0, days)), 0.95),
                "owner_id": self._often(dice.choice([*known, "W404"]), 0.9),
                "kind": self._often(dice.choice(self.kinds), 0.9),
                "channel": dice.choice(["phone", "mail"]),
                "code": self._often(dice.randint(1, 4), 0.9),
                "flag": self._often(dice.random() < 0.4, 0.9),
                "amount": self._often(round(dice.uniform(-50, 500), 2), 0.85),
                "qty": self._often(dice.randint(0, 12), 0.85),
            }
            for number in range(count)
        ]

    def _often(self, value, share):
        return value if self._dice.random() < share else None

    def _frame(self, rows):
        owners = {one["owner"]: one for one in self.owners}
        columns = COLUMNS["items" if rows is self.items else "payments"]
        cells = {name: pd.Series([one[name] for one in rows], dtype=object) for name in columns}
        frame = pd.DataFrame(cells)
        for name in ("region", "tier"):
            found = [owners.get(owner, {}).get(name) for owner in frame["owner_id"]]
            frame[f"owner__{name}"] = pd.Series(found, index=frame.index, dtype=object)
        for name in ("kind", "channel", "code", "flag"):
            frame[f"item__{name}"] = frame[name]
        return frame

    def _metrics(self):
        simple = [
            self._simple(f"{table}_{agg}_{number}", table, agg)
            for table, aggs in (("items", AGGREGATIONS), ("payments", ("sum", "count")))
            for agg in aggs
            for number in range(2)
        ]
        yield from simple
        items = [one for one in simple if one.table == "items"]
        payments = [one for one in simple if one.table == "payments"]
        for number in range(4):
            yield Ratio(f"ratio_{number}", self._dice.choice(items), self._dice.choice(items))
        for number in range(2):
            pair = self._dice.choice(payments), self._dice.choice(items)
            yield Ratio(f"across_{number}", *self._dice.sample(pair, 2))
        for number, sign in enumerate("--//"):
            first, second = self._dice.sample(items, 2)
            yield Derived(f"derived_{number}", first, sign, second)

    def _simple(self, name, table, agg):
        dice = self._dice
        expr, cell = dice.choice(EXPRESSIONS[agg])
        condition, keeps = dice.choice(CONDITIONS[table])
        share = dice.choice([0.1, 0.25, 0.9])
        discrete = agg == "percentile" and dice.random() < 0.5
        return Simple(name, table, agg, expr, cell, condition, keeps, share, discrete)


COLUMNS = {
    "owners": ["owner", "region", "tier"],
    "items": "item opened owner_id kind channel code flag amount qty".split(),
    "payments": "payment opened owner_id kind channel code flag amount qty".split(),
}
AGGREGATIONS = "sum count count_distinct average median min max sum_boolean percentile".split()


def product(row):
    known = row["amount"] is not None and row["qty"] is not None
    return row["amount"] * row["qty"] if known else None


NUMBERS = [
    ("amount", lambda row: row["amount"]),
    ("qty", lambda row: row["qty"]),
    ("amount * qty", product),
    (
        "case when channel = 'phone' then qty end",
        lambda r: r["qty"] if r["channel"] == "phone" else None,
    ),
]
EXPRESSIONS = dict.fromkeys(AGGREGATIONS, NUMBERS) | {
    "count": [("1", lambda row: 1), ("amount", lambda row: row["amount"])],
    "count_distinct": [
        ("kind", lambda row: row["kind"]),
        ("owner_id", lambda row: row["owner_id"]),
        ("code", lambda row: row["code"]),
    ],
    "sum_boolean": [
        ("flag", lambda row: row["flag"]),
        ("qty > 6", lambda row: row["qty"] is not None and row["qty"] > 6),
    ],
}
_ALIKE = [
    ("", None),
    ("", None),
    ("{{ Dimension('owner__region') }} = 'north'", lambda row: row["owner__region"] == "north"),
]
CONDITIONS = {
    "payments": _ALIKE,
    "items": [
        *_ALIKE,
        ("{{ Dimension('item__channel') }} = 'phone'", lambda row: row["channel"] == "phone"),
        ("{{ Dimension('item__code') }} != 2", lambda row: row["code"] not in {None, 2}),
        ("{{ Dimension('item__flag') }}", lambda row: row["flag"] is True),
        (
            "{{ TimeDimension('item__opened', 'day') }} >= '2025-01-01'",
            lambda row: row["opened"] is not None and row["opened"] >= date(2025, 1, 1),
        ),
    ],
}


def parts(metric):
    """The simple metrics that a metric is made of, the one whose rows are counted first."""
    if isinstance(metric, Ratio):
        return (metric.bottom, metric.top)
    if isinstance(metric, Derived):
        return (metric.first, metric.second)
    return (metric,)


def expected(company, name, days, by, where, grain):
    """{(values of `by`, first day of the period or None): (value, n)} by pandas alone."""
    metric = company.metrics[name]
    asked = (days, by, where, grain)
    base, *_ = found = parts(metric)
    values = {one.name: _grouped(company, one, asked, _aggregate) for one in found}
    counts = _grouped(company, base, asked, _count)
    keys = {key for groups in (*values.values(), counts) for key in groups}
    if not keys and not by and not grain:
        keys = {((), None)}

    def value(one, key):
        given = values[one.name].get(key)
        return 0.0 if given is None and one.agg in ADDITIVE else given

    def all_of(key):
        if isinstance(metric, Ratio):
            top, bottom = value(metric.top, key), value(metric.bottom, key)
            return None if top is None or not bottom else top / bottom
        if isinstance(metric, Derived):
            first, second = value(metric.first, key), value(metric.second, key)
            if first is None or second is None or (metric.sign == "/" and not second):
                return None
            return first - second if metric.sign == "-" else first / second
        return value(metric, key)

    return {key: (all_of(key), counts.get(key, 0)) for key in keys}


def _grouped(company, one, asked, reckon):
    days, by, where, grain = asked
    frame = company.frames[one.table]
    rows = frame.to_dict("records")
    kept = [i for i, row in enumerate(rows) if _kept(row, one, days, where)]
    frame = frame.iloc[kept]
    rows = [rows[i] for i in kept]
    cells = pd.Series([one.cell(row) for row in rows], index=frame.index, dtype=object)
    keys = [
        (tuple(text(row[name]) for name in by), start(row["opened"], grain) if grain else None)
        for row in rows
    ]
    numbers = pd.Series(range(len(keys)), index=frame.index)
    groups = {}
    for place, key in zip(numbers, keys, strict=True):
        groups.setdefault(key, []).append(place)
    return {key: reckon(one, cells.iloc[places]) for key, places in groups.items()}


def _kept(row, one, days, where):
    if one.keeps and not one.keeps(row):
        return False
    if days and (row["opened"] is None or not days[0] <= row["opened"] <= days[1]):
        return False
    return all((text(row[name]) in values) is not negated for name, values, negated in where)


def _aggregate(one, cells):
    known = cells.dropna()
    if one.agg == "count":
        return float(len(known))
    if one.agg == "count_distinct":
        return float(known.nunique())
    if one.agg == "sum_boolean":
        return float((cells == True).sum())  # noqa: E712 - pandas
    if known.empty:
        return None
    numbers = known.astype(float)
    if one.agg == "percentile":
        method = "inverted_cdf" if one.discrete else "linear"
        return float(np.quantile(numbers, one.share, method=method))
    return float(getattr(numbers, {"average": "mean"}.get(one.agg, one.agg))())


def _count(one, cells):
    return len(cells.dropna()) if one.agg in OVER_VALUES else len(cells)


def start(day, grain):
    """The first day of a period, by pandas; None for rows without a day."""
    if day is None:
        return None
    code = {"day": "D", "week": "W-SUN", "month": "M", "quarter": "Q-DEC", "year": "Y-DEC"}[grain]
    return pd.Period(day, code).start_time.date()


def text(value):
    """A value of a dimension as it is read: nothing is blank."""
    return "" if value is None else written(value)


def written(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def native(company):
    """MetricFlow's own documents, with measures."""
    for name, prefix in (("items", "item"), ("payments", "payment")):
        yield {
            "semantic_model": {
                "name": name,
                "node_relation": {"alias": name, "schema_name": "main"},
                **_model(prefix),
                "measures": [_measure(one) for one in _simple_ones(company, name)],
            }
        }
    relation = {"alias": "owners", "schema_name": "main"}
    yield {"semantic_model": {"name": "owners", "node_relation": relation, **_OWNERS}}
    for one in company.metrics.values():
        yield {"metric": _older(one, short=False)}


def project(company):
    """dbt's lists."""
    models = [
        {
            "name": name,
            "model": f"ref('{name}')",
            **_model(prefix),
            "measures": [_measure(one) for one in _simple_ones(company, name)],
        }
        for name, prefix in (("items", "item"), ("payments", "payment"))
    ]
    owners = {"name": "owners", "model": "ref('owners')", **_OWNERS}
    metrics = [_older(one, short=True) for one in company.metrics.values()]
    yield {"version": 2, "semantic_models": [*models, owners], "metrics": metrics}


def newest(company):
    """dbt's newest form."""
    models = []
    for name, prefix in (("items", "item"), ("payments", "payment")):
        columns = [
            {"name": prefix, "entity": "primary"},
            {"name": "owner_id", "entity": {"type": "foreign", "name": "owner"}},
            {"name": "opened", "granularity": "day", "dimension": {"type": "time"}},
        ]
        columns += [{"name": one, "dimension": "categorical"} for one in _CATEGORIES]
        models.append(
            {
                "name": name,
                "semantic_model": True,
                "agg_time_dimension": "opened",
                "columns": columns,
                "metrics": [_newer(one) for one in _simple_ones(company, name)],
            }
        )
    columns = [{"name": "owner", "entity": {"type": "primary"}}]
    columns += [{"name": one, "dimension": {"type": "categorical"}} for one in ("region", "tier")]
    models.append({"name": "owners", "semantic_model": {"enabled": True}, "columns": columns})
    above = [one for one in company.metrics.values() if not isinstance(one, Simple)]
    yield {"models": models, "metrics": [_newer(one) for one in above]}


_CATEGORIES = ("kind", "channel", "code", "flag")
_OWNERS = {
    "entities": [{"name": "owner", "type": "primary"}],
    "dimensions": [{"name": one, "type": "categorical"} for one in ("region", "tier")],
}


def _model(prefix):
    day = {"name": "opened", "type": "time", "type_params": {"time_granularity": "day"}}
    return {
        "defaults": {"agg_time_dimension": "opened"},
        "entities": [
            {"name": prefix, "type": "primary"},
            {"name": "owner", "type": "foreign", "expr": "owner_id"},
        ],
        "dimensions": [day, *({"name": one, "type": "categorical"} for one in _CATEGORIES)],
    }


def _simple_ones(company, table):
    found = (one for one in company.metrics.values() if isinstance(one, Simple))
    return [one for one in found if one.table == table]


def _measure(one):
    measure = {"name": f"m_{one.name}", "agg": one.agg, "expr": one.expr}
    if one.agg == "percentile":
        measure["agg_params"] = {"percentile": one.share, "use_discrete_percentile": one.discrete}
    return measure


def _older(one, *, short):
    made = {"name": one.name, "label": one.name}
    if isinstance(one, Simple):
        made |= {"type": "simple", "type_params": {"measure": f"m_{one.name}"}}
        return made | ({"filter": one.condition} if one.condition else {})
    if isinstance(one, Ratio):
        names = {"numerator": one.top.name, "denominator": one.bottom.name}
        params = names if short else {key: {"name": name} for key, name in names.items()}
        return made | {"type": "ratio", "type_params": params}
    inputs = [one.first.name, one.second.name]
    params = {"expr": one.expr}
    params["metrics"] = inputs if short else [{"name": name} for name in inputs]
    return made | {"type": "derived", "type_params": params}


def _newer(one):
    made = {"name": one.name}
    if isinstance(one, Simple):
        made |= {"type": "simple", "agg": one.agg, "expr": one.expr}
        if one.agg == "percentile":
            made["percentile"] = one.share * 100
            made["percentile_type"] = "discrete" if one.discrete else "continuous"
        return made | ({"filter": one.condition} if one.condition else {})
    if isinstance(one, Ratio):
        return made | {
            "type": "ratio",
            "numerator": one.top.name,
            "denominator": {"name": one.bottom.name},
        }
    return made | {
        "type": "derived",
        "expr": one.expr,
        "input_metrics": [{"name": one.first.name}, one.second.name],
    }
