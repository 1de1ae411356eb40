"""The words of `--help` and of wrong command lines, which argparse says in English."""

from __future__ import annotations

import argparse

_TEXTS = {
    "usage: ": "Вызов: ",
    "positional arguments": "Что указать",
    "options": "Ключи",
    "show this help message and exit": "показать эту справку",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\n",
    "the following arguments are required: %s": "не указано: %s",
    "unrecognized arguments: %s": "лишнее в команде: %s",
    "expected one argument": "нужно одно значение",
    "expected at least one argument": "нужно хотя бы одно значение",
    "invalid %(type)s value: %(value)r": "значение %(value)r не подходит",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r нет, есть %(choices)s",
    "not allowed with argument %s": "не сочетается с %s",
    "one of the arguments %s is required": "укажите одно из: %s",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    " (default: %(default)s)": " (обычно: %(default)s)",
}


def speak_russian() -> None:
    """Gives argparse our words. It asks gettext's `_` of its own module for each; a catalogue of
    gettext would serve only those whose system speaks Russian.
    """
    vars(argparse)["_"] = lambda text: _TEXTS.get(text, text)
