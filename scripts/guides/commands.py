"""What the `vestnik` commands take, from the parsers that read the command line."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from guides.tables import table
from vestnik.commands.__main__ import COMMANDS, make_parser


def command_block() -> str:
    """A heading and a table for every command."""
    return "\n".join(_command(*known) for known in known_commands())


def known_commands() -> Iterator[tuple[str, str, argparse.ArgumentParser]]:
    """Name, what it does and parser of every command; of one with parts, those of each part."""
    for name, parser in _parts(make_parser()):
        parts = _parts(parser)
        for part, below in parts:
            yield f"{name} {part}", below.description or COMMANDS[name], below
        if not parts:
            yield name, COMMANDS[name], parser


def _parts(parser: argparse.ArgumentParser) -> list[tuple[str, argparse.ArgumentParser]]:
    actions = parser._actions  # noqa: SLF001 - argparse has no public list of them
    return [
        pair for one in actions if isinstance(one.choices, dict) for pair in one.choices.items()
    ]


def arguments_of(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """What a command takes, without `--help`."""
    actions = parser._actions  # noqa: SLF001 - see above
    return [one for one in actions if one.dest != "help"]


def _command(name: str, text: str, parser: argparse.ArgumentParser) -> str:
    rows = [(_typed(action), action.help or "") for action in arguments_of(parser)]
    rows.sort(key=lambda row: row[0].startswith("`-"))
    first = text.partition("\n\n")[0].rstrip(".")
    head = f"### vestnik {name}\n\n{first[0].upper()}{first[1:]}.\n"
    return f"{head}\n{table(('Что пишут', 'Что это значит'), rows)}"


def _typed(action: argparse.Action) -> str:
    """`-o`, `--output ПАПКА`; a name alone for what is not an option."""
    value = str(action.metavar or action.dest.upper())
    if not action.option_strings:
        return f"`{value}`" + (" (можно не писать)" if action.nargs == "?" else "")
    if action.nargs == 0:
        value = ""
    elif action.nargs == "?":
        value = f"[{value}]"
    *short, long = action.option_strings
    return ", ".join([*(f"`{one}`" for one in short), f"`{f'{long} {value}'.strip()}`"])
