"""`vestnik inspect words`: what the search makes of a text."""

from __future__ import annotations

import argparse
import json
from typing import Any

from vestnik.search.lexemes import Lexemes
from vestnik.search.stemmer import stem
from vestnik.search.synonyms import USUAL, groups
from vestnik.search.tokens import Token, clean, kind_of, references, tokens


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "text", metavar="ТЕКСТ", help="слова, как они стоят в материале или в запросе"
    )
    parser.add_argument("--json", action="store_true", help="ответ в JSON, для программ")
    parser.set_defaults(inspect=run)


def run(arguments: argparse.Namespace) -> int:
    """Слова, номера и даты текста: основы, по которым поиск их находит, и основы других форм.

    Места (start, end) — в знаках текста. Первая основа — та, которую ищет запрос.
    """
    found = words_of(arguments.text)
    if arguments.json:
        print(json.dumps({"text": arguments.text, **found}, ensure_ascii=False, indent=1))
        return 0
    for token in found["tokens"]:
        others = [f"{one} = {', '.join(of)}" for one, of in token["expansions"].items()]
        parts = [", ".join(token["terms"]) or "не ищется", *others]
        print(f"{token['text']}: {'; '.join(parts)}")
    return 0


def words_of(text: str) -> dict[str, Any]:
    """Tokens with their terms and expansions; stems, numbers, dates, numbers with their day, and
    synonyms of the whole.
    """
    lexemes = Lexemes()
    said = list(tokens(text))
    found = [_as_json(token, lexemes) for token in said]
    terms_of = {token.text: token.terms for token in said}
    joined = references([token.text for token in said], terms_of.__getitem__)
    by_kind: dict[str, list[str]] = {"word": [], "number": [], "date": []}
    for token in found:
        if token["kind"] in by_kind:
            by_kind[token["kind"]] += token["terms"][:1]
    terms = {term for token in found for term in token["terms"]}
    synonyms = [
        [" ".join(phrase) for phrase in group]
        for group in groups(USUAL)
        if any(terms.issuperset(phrase) for phrase in group)
    ]
    return {
        "tokens": found,
        "stems": by_kind["word"],
        "numbers": by_kind["number"],
        "dates": by_kind["date"],
        "references": [term for _, _, both in joined for term in both],
        "synonyms": synonyms,
    }


def _as_json(token: Token, lexemes: Lexemes) -> dict[str, Any]:
    forms = [form for form in _forms(token) if stem(form) in token.terms]
    others = {
        stem(form): sorted({one for group in lexemes.groups(form) for one in group} - {stem(form)})
        for form in forms
    }
    return {
        "text": token.text,
        "start": token.start,
        "end": token.end,
        "kind": kind_of(token.terms[0]) if token.terms else "stop",
        "terms": list(token.terms),
        "expansions": {one: of for one, of in others.items() if of},
    }


def _forms(token: Token) -> list[str]:
    return "".join(char if char.isalpha() else " " for char in clean(token.text)).split()
