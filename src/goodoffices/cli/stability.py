"""goodoffices stability: which states hold, for whom, and how to get there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from goodoffices.cli._options import AsOf, Every, Folder, Json, Limit, Pins, case_from, print_json

if TYPE_CHECKING:
    from goodoffices.case import Answer


def stability(
    folder: Folder,
    *,
    json: Json = False,
    why: Annotated[
        str | None,
        typer.Option(
            "--why",
            metavar="STATE",
            help="Say why a state holds or not (issue=value,… else as today).",
            show_default=False,
        ),
    ] = None,
    wanted: Annotated[
        str | None,
        typer.Option(
            "--wanted", metavar="STATE", help="Say which changes of wants would make it hold.", show_default=False
        ),
    ] = None,
    concept: Annotated[str, typer.Option("--concept", help="With --wanted: nash, gmr, smr, seq or sseq.")] = "nash",
    adding: Annotated[bool, typer.Option("--adding", help="With --wanted: new wants, too.")] = False,
    reached: Annotated[bool, typer.Option("--reached", help="Say what is reached from today, and how.")] = False,
    coalition: Annotated[
        list[str] | None,
        typer.Option("--coalition", metavar="A,B…", help="Judge parties that move together, too.", show_default=False),
    ] = None,
    coalitions: Annotated[
        str | None, typer.Option("--coalitions", metavar="all", help="Judge every coalition.", show_default=False)
    ] = None,
    as_of: AsOf = None,
    pins: Pins = None,
    limit: Limit = None,
    every: Every = False,
) -> int:
    """Say which states hold, and the ways there."""
    from goodoffices.progress import on_terminal

    if coalitions not in (None, "all"):
        raise typer.BadParameter("only 'all' can be named; name some with --coalition A,B.", param_hint="--coalitions")
    case = case_from(folder, as_of, pins)
    together: Literal["all"] | list[list[str]] = "all" if coalitions else [one.split(",") for one in coalition or ()]
    answer: Answer
    if why is not None:
        with on_terminal("looking for reasons"):
            answer = case.why(case.state(why))
    elif wanted is not None:
        with on_terminal("orders of wants tried") as progress:
            answer = case.remedy(case.state(wanted), concept, adding=adding, progress=progress)
    elif reached:
        with on_terminal("following every step"):
            answer = case.reached(coalitions=together, every_state=every)
    else:
        with on_terminal("parties or coalitions judged") as progress:
            answer = case.stability(
                limit=None if every else limit, every_state=every, coalitions=together, progress=progress
            )
    if json:
        print_json(answer.to_dict())
    else:
        case.show(answer)
    return 0
