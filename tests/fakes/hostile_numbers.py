"""Two hundred ways to get more out of a metric than its number: where each is written, and what."""

from __future__ import annotations

EXPRESSIONS = r"""
(select count(*) from read_csv('{canary}'))
(select max(pin) from read_csv_auto('{canary}'))
(select max(column0) from read_csv('{canary}', header = false, all_varchar = true)) is not null
(select max(pin) from '{canary}')
(select max(pin) from "{canary}")
(from '{canary}' select max(pin))
(select max(length(content)) from read_text('{canary}'))
(select max(size) from read_blob('{canary}'))
(select max(content) from read_text('{folder}/*'))::bigint
(select count(*) from glob('{folder}/*'))
(select count(*) from read_json('{canary}'))
(select count(*) from read_json_auto('{canary}'))
(select count(*) from read_ndjson_objects('{canary}'))
(select count(*) from read_parquet('{canary}'))
(select count(*) from parquet_scan('{canary}'))
(select count(*) from parquet_metadata('{canary}'))
(select count(*) from parquet_schema('{canary}'))
(select count(*) from parquet_kv_metadata('{canary}'))
(select count(*) from sniff_csv('{canary}'))
(select count(*) from read_duckdb('{canary}'))
(select count(*) from sqlite_scan('{canary}', 'x'))
(select count(*) from postgres_scan('host=127.0.0.1 port={port}', 'public', 'x'))
(select count(*) from mysql_scan('host=127.0.0.1 port={port}', 'x', 'y'))
(select count(*) from iceberg_scan('{folder}'))
(select count(*) from delta_scan('{folder}'))
(select count(*) from st_read('{canary}'))
(select count(*) from read_xlsx('{canary}'))
(select count(*) from 'http://127.0.0.1:{port}/x.csv')
(select count(*) from read_csv('http://127.0.0.1:{port}/x.csv'))
(select count(*) from read_parquet('http://127.0.0.1:{port}/x.parquet'))
(select count(*) from read_text('http://127.0.0.1:{port}/x'))
(select count(*) from read_parquet('s3://127.0.0.1:{port}/x'))
(select count(*) from 'hf://datasets/x/y.parquet')
(select count(*) from duckdb_secrets())
(select count(*) from which_secret('s3://x', 's3'))
length(getenv('HOME'))
length(current_setting('secret_directory')) + (select count(*) from '{canary}')
(select max(pin) from query('select pin from secrets'))
(select max(pin) from query('select * from read_csv(''{canary}'')'))
(select max(pin) from query_table('secrets'))
(select max(pin) from query_table(['tickets', 'secrets'], true))
(select max(pin) from secrets)
(select max(pin) from main.secrets)
(select max(pin) from memory.main.secrets)
(select max(pin) from t0.main.secrets)
(select max(pin) from t1.main.secrets)
(select max(pin) from t1.secrets)
(select max(pin) from "SECRETS")
(from secrets select max(pin))
(with s as (from secrets) select max(pin) from s)
(select max(s.pin) from tickets t, lateral (select pin from secrets) s)
(select max(pin) from secrets at (version => 1))
(select max(pin) from (pivot secrets on word using max(pin)))
(select max(c) from (summarize secrets) as s(a, b, c))
case when exists (select 1 from secrets where pin = 777001) then 777001 else 0 end
(select max(estimated_size) from duckdb_tables() where table_name = 'secrets') + (select max(pin) from secrets)
(select count(*) from duckdb_columns() where table_name = 'secrets' and (select max(pin) from secrets) > 0)
(select max(pin) from information_schema.secrets)
(select max(max) from pragma_storage_info('secrets'))
(select count(*) from pragma_table_info('secrets'))
(select count(*) from duckdb_logs()) + (select max(pin) from secrets)
(select write_log('{canary}')) is null
(select count(*) from enable_logging('x', storage = 'file', storage_config = {{'path': '{folder}/log'}}))
(select count(*) from duckdb_extensions()) + (select count(*) from '{canary}')
(select count(*) from force_checkpoint())
(select count(*) from checkpoint())
(select count(*) from import_database('{folder}'))
(select nextval('secrets'))
(select count(*) from repeat_row('a', num_rows = 1000000000000))
(select count(*) from sql_auto_complete('select '))
length(json_serialize_sql('select * from secrets')) + (select max(pin) from secrets)
(select max(pin) from json_execute_serialized_sql(json_serialize_sql('select * from secrets')))
(select max(pin) from json_execute_serialized_sql(json_serialize_sql('select * from read_csv(''{canary}'')')))
1); copy tickets to '{folder}/out.csv'; select sum(1
1); copy (select 1) to '{folder}/out.parquet' (format parquet); select sum(1
1); attach '{folder}/new.duckdb' as other; select sum(1
1); attach '{closed}' as other; select sum(1
1); attach 'http://127.0.0.1:{port}/x.duckdb' as other; select sum(1
1); install httpfs; select sum(1
1); load httpfs; select sum(1
1); install x from 'http://127.0.0.1:{port}'; select sum(1
1); set memory_limit = '99GB'; select sum(1
1); set enable_external_access = true; select sum(1
1); reset enable_external_access; select sum(1
1); set lock_configuration = false; select sum(1
1); set temp_directory = '{folder}/temp'; select sum(1
1); set file_search_path = '{folder}'; select sum(1
1); pragma enable_profiling; select sum(1
1); pragma profile_output = '{folder}/profile'; select sum(1
1); export database '{folder}/export'; select sum(1
1); import database '{folder}'; select sum(1
1); create table stolen as select * from tickets; select sum(1
1); create or replace view tickets as select 1; select sum(1
1); create macro f(x) as x; select sum(1
1); create secret s (type s3, key_id 'x'); select sum(1
1); create type t as enum ('a'); select sum(1
1); drop view tickets; select sum(1
1); drop table throughline_days; select sum(1
1); insert into t0.main.tickets select * from tickets; select sum(1
1); delete from t0.main.tickets; select sum(1
1); update t0.main.tickets set minutes = 0; select sum(1
1); truncate t0.main.tickets; select sum(1
1); alter table t0.main.tickets drop minutes; select sum(1
1); begin; select sum(1
1); prepare p as select 1; select sum(1
1); execute p; select sum(1
1); use t0; select sum(1
1); detach t0; select sum(1
1); vacuum; select sum(1
1); checkpoint; select sum(1
1); call enable_logging(); select sum(1
1); explain analyze select 1; select sum(1
1); describe tickets; select sum(1
1)) as x from tickets; select 1 --
1) as tickets, sum(1) from tickets union all select pin from secrets --
1 /* never closed
1 */ 2
1 -- the rest is silence
1 ' never closed
1 " never closed
1 $$ never closed
$x$ secrets $x$::bigint
E'\\x41' || (select max(word) from secrets)
chr(0) || (select max(word) from secrets)
length(repeat('a', 2000000000))
length(repeat('a', 9000000000000000000))
length(repeat(repeat('a', 100000), 100000))
length(lpad('a', 2000000000, 'b'))
length(rpad('a', 2000000000, 'b'))
length(printf('%2000000000d', 1))
length(format('{{:2000000000}}', 'x'))
length(bar(1, 0, 1, 1000000000))
length(replace(replace(replace(repeat('a', 1000), 'a', repeat('a', 1000)), 'a', repeat('a', 1000)), 'a', repeat('a', 1000)))
length(regexp_replace(repeat('a', 100000), 'a', repeat('b', 100000), 'g'))
length(string_agg_forever('a'))
list_aggregate(range(100000000), 'sum')
list_sum(range(100000000000))
len(list_sort(range(500000000)))
len(list_transform(range(200000000), x -> x * x))
list_reduce(range(100000000), (x, y) -> x + y)
len(flatten(list_transform(range(100000), x -> range(100000))))
len(generate_series(1, 10000000000))
len(list_resize([1], 4000000000))
len(array_cross_product([1, 2, 3]::int[3], [1, 2, 3]::int[3])) + len(range(3000000000))
(select count(*) from range(1000000000000))
(select count(*) from range(10000000) a, range(10000000) b)
(select count(*) from tickets a, tickets b, tickets c, tickets d, tickets e, tickets f, tickets g, tickets h, tickets i, tickets j, tickets k)
(select count(distinct i) from range(10000000000) t(i))
(select max(a) from (select repeat('a', 100000) || i as a from range(10000000) t(i))) is null
(select length(string_agg(i::varchar, ',')) from range(10000000000) t(i))
(select len(list(i)) from range(10000000000) t(i))
(select length(max(s)) from (select string_agg('x', '') over (order by i) as s from range(1000000) t(i)))
(select median(i) from range(100000000000) t(i))
(select len(histogram(i)) from range(1000000000) t(i))
(select count(*) from range(100000000) t(i) where md5(i::varchar) < 'a' and sha256(i::varchar) > 'a')
(with recursive r(i) as (select 1 union all select i + 1 from r) select max(i) from r)
(with recursive r(i) as (select 1 union select i + 1 from r) select max(i) from r)
(with recursive r(s) as (select 'a' union all select s || s from r) select max(length(s)) from r)
regexp_matches(repeat('a', 100000000), '(a+)+(b+)+(a|aa)+$')
regexp_extract(repeat('a', 1000), '(((a{{1,100}}){{1,100}}){{1,100}}){{1,100}}') is null
levenshtein(repeat('a', 100000), repeat('b', 100000))
jaro_winkler_similarity(repeat('a', 1000000), repeat('b', 1000000))
damerau_levenshtein(repeat('a', 100000), repeat('b', 100000))
length(to_json(range(1000000000)))
json_array_length(repeat('[', 10000000)::json)
factorial(2000000)
{deep}
{wide}
{sums}
sleep(60)
pg_sleep(60)
pg_read_file('{canary}')
lo_import('{canary}')
load_extension('{canary}')
readfile('{canary}')
xp_cmdshell('touch {folder}/x')
system('touch {folder}/x')
"""

DIMENSIONS = r"""
(select max(word) from secrets)
(select string_agg(word, ',') from main.secrets)
(select content from read_text('{canary}'))
(select max(columns(*)) from read_csv('{canary}'))
(select list(s)::varchar from secrets s)
(select word from secrets limit 1) || channel
channel || repeat('a', 2000000000)
channel || chr(0) || (select max(word) from secrets)
(select string_agg(sql, ';') from duckdb_views()) || (select max(word) from secrets)
(select max(word) from t1.main.secrets)
"""

FILTERS = r"""
1 = 1) or exists (select 1 from secrets where word like 'CANARY%'
1 = (select count(*) from read_csv('{canary}'))
channel in (select word from secrets)
1 = 1; drop view tickets
{{{{ ''.__class__.__mro__[1].__subclasses__() }}}} = 1
{{{{ self.__init__.__globals__ }}}} = 1
{{{{ cycler.__init__.__globals__.os.popen('touch {folder}/x').read() }}}} = 1
{{{{ 'a' * 10000000000 }}}} = 'a'
{{% for a in range(99999) %}}{{% for b in range(99999) %}}{{% endfor %}}{{% endfor %}} 1 = 1
{{% include '{canary}' %}} 1 = 1
{{% set x = 1 %}} 1 = 1
{{# a comment #}} 1 = 1
{{{{ Dimension('ticket__channel') if true else Dimension('x') }}}} = 'phone'
{{{{ Dimension('ticket__channel').__class__ }}}} = 'phone'
{{{{ Dimension('ticket__channel' ~ ('x' * 1000000000)) }}}} = 'phone'
{{{{ Dimension('ticket__channel') | replace('a', 'b' * 1000000000) }}}} = 'phone'
{{{{ Dimension(Dimension) }}}} = 'phone'
{{{{ Metric('tickets', ['ticket']).func_globals }}}} > 1
{{{{ range(1000000000) | list }}}} = 1
{{{{ lipsum(n=1000000) }}}} = 'a'
"""

TABLES = r"""
{{alias: secrets, schema_name: main}}
{{alias: '"{canary}"', schema_name: main}}
{{alias: "read_csv('{canary}')", schema_name: main}}
{{alias: 'tickets; drop view tickets', schema_name: main}}
{{alias: 'tickets, secrets', schema_name: main}}
{{alias: tickets, schema_name: 't1.main.secrets, main'}}
{{alias: secrets, schema_name: t1.main}}
{{alias: tickets, schema_name: main, database: 'x; drop view tickets; --'}}
"""

VALUES = (
    "phone') or 1=1 --",
    "phone'); copy tickets to '{folder}/out.csv'; --",
    "' || (select max(word) from secrets) || '",
    "{{ Dimension('ticket__channel') }}",
    "{{ ''.__class__.__mro__ }}",
    "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}",
    "{# none #}",
    "}}{{",
    "\0CANARY",
    "\ud800",
    "\u2028\u2029\u0085\r\n",
    "\u202e\u0000\ufeff\U0001f4a9" * 100,
    "%(x)s %s $1 :x ?",
    "$$ || $x$",
    "\\' or 1=1 --",
    "'" * 9_999,
    "x" * 1_000_000,
    "/* */ -- ;",
)

NAMES = (
    "channel) from tickets; drop view tickets; --",
    "ticket__channel'}} or 1=1 --",
    "{{ 7 * 7 }}",
    "secrets.word",
    "(select max(word) from secrets)",
    "*",
    "\0",
    "\ud800",
    "x" * 1_000_000,
    "metric_time__day",
    "__class__",
    "",
)


def cases() -> list[tuple[str, str]]:
    """Each once: what it is a mistake of, and the text."""
    found = [
        *(("expression", line) for line in _lines(EXPRESSIONS)),
        *(("dimension", line) for line in _lines(DIMENSIONS)),
        *(("filter", line) for line in _lines(FILTERS)),
        *(("table", line) for line in _lines(TABLES)),
        *(("value", text) for text in VALUES),
        *(("name", text) for text in NAMES),
    ]
    assert len(set(found)) == len(found) >= 200
    return found


def filled(kind: str, text: str, **places: object) -> str:
    """The text with the paths of this run."""
    if kind in {"value", "name"}:
        return text.replace("{folder}", str(places["folder"]))
    return text.format(
        deep="(" * 5_000 + "1" + ")" * 5_000,
        wide=" + ".join(["1"] * 20_000),
        sums="case when 1 = 1 then " * 2_000 + "1" + " end" * 2_000,
        **places,
    )


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]
