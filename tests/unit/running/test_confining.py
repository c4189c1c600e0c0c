from __future__ import annotations

import pytest

from knowledge.metrics.running.answer import Unanswered
from knowledge.metrics.running.confining import confined

RELATIONS = {("main", "orders"), ("sales", "people"), ("public", "Odd Name")}


@pytest.mark.parametrize(
    ("sql", "run"),
    [
        ("select count(*) from main.orders o", "SELECT COUNT(*) FROM orders AS o"),
        ("SELECT 1 FROM SALES.PEOPLE", "SELECT 1 FROM SALES.PEOPLE"),
        ('select "Who" from public."Odd Name"', 'SELECT "Who" FROM public."Odd Name"'),
        (
            "with a as (select 1 as x from main.orders) select x from a -- and so on",
            "WITH a AS (SELECT 1 AS x FROM orders) SELECT x FROM a",
        ),
        (
            "select percentile_cont(0.5) within group (order by (x)) from main.orders",
            "SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY (x)) FROM orders",
        ),
        (
            "select d - make_interval(days => 7), split_part(x, 'a', 1) from main.orders",
            "SELECT d - MAKE_INTERVAL(days => 7), SPLIT_PART(x, 'a', 1) FROM orders",
        ),
    ],
)
def test_a_select_over_the_tables_is_run_as_it_is_meant(sql, run) -> None:
    assert confined(sql, RELATIONS) == run


def test_the_list_of_days_is_put_in() -> None:
    run = confined("select s.day from main.throughline_days s", RELATIONS)

    assert run.startswith(
        "SELECT s.day FROM (SELECT CAST(day AS DATE) AS day FROM GENERATE_SERIES("
    )
    assert run.endswith(") AS s")


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("select * from secrets", "reads the table 'secrets'"),
        ("select * from orders", "reads the table 'orders'"),
        ("select * from public.people", "reads the table 'people'"),
        ('select * from main."Orders"', "reads the table 'Orders'"),
        ("select (select max(word) from main.secrets) from main.orders", "the table 'secrets'"),
        ("select 1 from main.orders where x in (select y from pg_shadow)", "'pg_shadow'"),
        ("select * from other.main.orders", "a table of another database"),
        ("with orders as (select 1) select * from secrets.orders", "the table 'orders'"),
        ("select (with a as (select 1) select 1 from a), x from a", "the table 'a'"),
        ("select pg_read_file('/etc/passwd')", "'pg_read_file'"),
        ("select pg_catalog.pg_read_file('/etc/passwd')", "'pg_read_file'|pg_catalog"),
        ("select * from pg_ls_dir('.')", "'pg_ls_dir'"),
        ("select pg_sleep(60)", "'pg_sleep'"),
        ("select lo_import('/etc/passwd')", "'lo_import'"),
        ("select * from dblink('host=x', 'select 1') as t(a int)", "'dblink'"),
        ("select query_to_xml('select 1', true, true, '')", "'query_to_xml'"),
        ("select current_setting('x')", "'current_setting'"),
        ("select set_config('statement_timeout', '0', false)", "'set_config'"),
        ("select nextval('s')", "not allowed|something else"),
        ("select anything.lower('x')", "'anything"),
        ("select 1; drop table orders", "more than one select"),
        ("drop table orders", "more than one select|something else"),
        ("copy main.orders to '/tmp/x'", "more than one select|something else"),
        ("select 1 into stolen from main.orders", "something else"),
        ("select * from main.orders for update", "something else"),
        ("with gone as (delete from main.orders returning 1) select * from gone", "something else"),
        ("execute x", "more than one select|something else"),
        ("select $1", "something else|not understood"),
        ("select 1 from main.orders where", "not understood"),
        ("select 'never closed", "not understood"),
        ("select " + "(" * 3000 + "1" + ")" * 3000, "not understood"),
    ],
)
def test_everything_else_is_refused(sql, sentence) -> None:
    with pytest.raises(Unanswered, match=sentence):
        confined(sql, RELATIONS)
