"""A statement for a warehouse, rewritten so that it reads the tables it may and does nothing else.

The warehouse itself lets its user read whatever that user may. So the statement is parsed, every
table and function in it is looked at, and what is run is written anew from what was looked at.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from knowledge.metrics.duck import DAYS_TABLE
from knowledge.metrics.running.answer import Unanswered

_DAYS = (
    "(select day::date as day from generate_series("
    "timestamp '1970-01-01', timestamp '2069-12-31', interval '1 day') as days(day))"
)
_ONLY_SELECTS = (exp.Command, exp.Into, exp.Lock, exp.DML, exp.DDL, exp.Placeholder, exp.Parameter)
_HARMLESS = frozenset(
    "age array_length btrim cardinality ceil chr concat_ws date_bin date_part decode div every"
    " isfinite json_array_length json_extract_path_text jsonb_array_length jsonb_extract_path_text"
    " jsonb_typeof justify_days justify_hours justify_interval left lpad make_date make_interval"
    " make_timestamp mod num_nonnulls num_nulls quote_literal regexp_count regexp_like"
    " regexp_substr reverse right rpad split_part starts_with string_to_array strpos substr to_char"
    " to_date to_number to_timestamp translate trunc width_bucket".split()
)
"""Functions of PostgreSQL that sqlglot has no class for and that only compute."""


def confined(sql: str, relations: Collection[tuple[str, str]]) -> str:
    """The statement as it is run.

    Args:
        sql: one select, in PostgreSQL's words.
        relations: the tables that it may read, by schema and name; the schema `main`, under which
            tables go that are loaded here, is left out, so that the user's search path decides.
            The table of days is put in as a list.

    Raises:
        Unanswered: it is anything else, or cannot be understood.
    """
    tree = _parsed(sql)
    for one in tree.walk():
        _harmless(one)
    for table in [*tree.find_all(exp.Table)]:
        _placed(table, frozenset(relations))
    return tree.sql(dialect="postgres", comments=False)


def _parsed(sql: str) -> exp.Query:
    logging.getLogger("sqlglot").setLevel(logging.ERROR)  # it logs what it does not understand
    try:
        trees = sqlglot.parse(sql, dialect="postgres")
    except (SqlglotError, RecursionError):
        raise Unanswered("Its expressions are not understood.") from None
    if len(trees) != 1 or not isinstance(trees[0], exp.Query):
        raise Unanswered("It is more than one select statement.")
    return trees[0]


def _harmless(one: exp.Expr) -> None:
    """Refuses what is not part of a select that only computes."""
    if isinstance(one, _ONLY_SELECTS):
        raise Unanswered("It does something else than to select.")
    if isinstance(one, exp.Anonymous) and str(one.this).lower() not in _HARMLESS:
        raise Unanswered(f"It uses the function '{str(one.this)[:60]}', which is not allowed.")
    if isinstance(one, exp.Dot) and isinstance(one.expression, exp.Func):
        raise Unanswered(f"It uses the function '{one.sql()[:60]}', which is not allowed.")


def _placed(table: exp.Table, relations: frozenset[tuple[str, str]]) -> None:
    if isinstance(table.this, exp.Func):
        return  # a function, looked at before
    key = (_name(table.args.get("db")), _name(table.this))
    if table.args.get("catalog"):
        raise Unanswered("It names a table of another database.")
    if not key[0] and key[1] in _named_above(table):
        return
    if key == ("main", DAYS_TABLE):
        alias = table.alias or DAYS_TABLE
        table.replace(exp.alias_(sqlglot.parse_one(_DAYS, dialect="postgres"), alias, table=True))
        return
    if key not in relations:
        raise Unanswered(f"It reads the table '{key[1][:60]}', which its readers may not see.")
    if key[0] == "main":
        table.set("db", None)


def _named_above(table: exp.Table) -> Iterator[str]:
    """The names that `with` gives to selects around a table."""
    above = table.parent
    while above is not None:
        named = above.args.get("with_")
        if isinstance(named, exp.With):
            yield from (str(one.alias) for one in named.expressions)
        above = above.parent


def _name(one: object) -> str:
    """An identifier as PostgreSQL folds it."""
    if not isinstance(one, exp.Identifier):
        return ""
    return str(one.this) if one.args.get("quoted") else str(one.this).lower()
