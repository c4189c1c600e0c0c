"""`metric NAME`, `metric list` and `metric check`: numbers, and how they are defined."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from bot.cli.asking import AsOption, InOption
from bot.cli.terminal.screen import Screen
from bot.cli.terminal.session import ConfigOption, JsonOption, Session, StoreOption

_ONE = "NAME"


class ByName(TyperGroup):
    """A group where whatever is no subcommand is the name of a metric."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        known = args and args[0] != _ONE and self.get_command(ctx, args[0]) is not None
        return super().resolve_command(ctx, args if known else [_ONE, *args])


group = typer.Typer(
    cls=ByName,
    help="Numbers by their definitions: throughline metric NAME, with splits, filters and periods.",
    no_args_is_help=True,
)


def register(app: typer.Typer) -> None:
    app.add_typer(group, name="metric")


@group.command(
    name=_ONE, epilog="Example: throughline metric churn_rate --by contract --where senior=Yes"
)
def one(
    name: Annotated[str, typer.Argument(help="A metric's name, label or synonym.")],
    by: Annotated[
        list[str] | None,
        typer.Option("--by", metavar="DIMENSION", help="Split by this; may be given again."),
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where",
            metavar="D=V",
            help="Only rows with this value; D=V1|V2 for several, D!=V for all others, D= for"
            " blank; may be given again.",
        ),
    ] = None,
    since: Annotated[
        str, typer.Option(metavar="DAY", help="The first day: 2026-08-01, 2026-08 or 2026.")
    ] = "",
    until: Annotated[
        str, typer.Option(metavar="DAY", help="The last day: 2026-08-31, 2026-08 or 2026.")
    ] = "",
    grain: Annotated[
        str, typer.Option(metavar="PERIOD", help="Split by day, week, month, quarter or year.")
    ] = "",
    user: AsOption = "",
    channel: InOption = "",
    as_json: JsonOption = False,
    config: ConfigOption = None,
    store: StoreOption = None,
) -> None:
    """One metric: all time, or a period; as one number, by dimensions, or over time."""
    asked = {"name": name, "by": by or [], "where": where or []}
    asked |= {"since": since, "until": until, "grain": grain, "user": user, "channel": channel}
    screen = Screen(quiet=as_json)
    with Session(config, store, screen) as session:
        found = session.do("metric", asked)
    if as_json:
        screen.json(found)
        return
    from bot.cli.cards.metrics import metric_card

    metric_card(screen.out, found, split_by_time=bool(grain))


@group.command(name="list", epilog="Example: throughline metric list --as U0SALES1")
def everything(
    user: AsOption = "",
    channel: InOption = "",
    as_json: JsonOption = False,
    config: ConfigOption = None,
    store: StoreOption = None,
) -> None:
    """The metrics there are, with what they can be split and filtered by."""
    screen = Screen(quiet=as_json)
    with Session(config, store, screen) as session:
        found = session.do("metric list", {"user": user, "channel": channel})
    if as_json:
        screen.json(found)
        return
    from bot.cli.cards.metrics import list_card

    list_card(screen.out, found)


@group.command(epilog="Example: throughline metric check")
def check(
    as_json: JsonOption = False, config: ConfigOption = None, store: StoreOption = None
) -> None:
    """What is wrong with the definitions, a line each; exit code 1 where there is an error."""
    screen = Screen(quiet=as_json)
    with Session(config, store, screen) as session:
        found: dict[str, Any] = session.do("metric check", {})
    if as_json:
        screen.json(found)
    else:
        from bot.cli.cards.metrics import check_card

        check_card(screen.out, found)
    if any(one["severity"] == "error" for one in found["problems"]):
        raise typer.Exit(1)
