"""`multaqa themes FILE.csv`: what the statements of a file share, with the quotes that prove it."""

import argparse
import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from multaqa.analysis.text.axes import Axis, taxonomy_of
from multaqa.analysis.text.encoders import Remembering, UniversalSentenceEncoder
from multaqa.analysis.text.pairs_command import progress, tell
from multaqa.analysis.text.statement_files import read_table, texts_of
from multaqa.analysis.text.themes import UNASSIGNED, Drafts, Theme, draft_themes
from multaqa.analysis.text.themes.grouping import Check
from multaqa.analysis.text.themes.proof import Cited, divided, extracted
from multaqa.analysis.text.themes.rewording import ChatEndpoint, LanguageModel, reworded

Form = dict[str, Any]


def run(arguments: list[str]) -> int:
    """Print the themes; raises UnusableTable and OSError on files that cannot be used."""
    options = _options(arguments)
    path = Path(options.file)
    table = read_table(path)
    texts, column = texts_of(table, options.text, path)
    for remark in table.remarks:
        tell(f"{path}: {remark}")
    tell(f"{path}: {len(texts)} rows, statements in the column {column!r}")
    axes = _axes(options.taxonomy)
    folder = Path(options.cache) if options.cache else None
    encoder = Remembering(UniversalSentenceEncoder(), folder, progress("vectors"))
    drafts = draft_themes(texts, encoder, axes=axes, check=_telling()).drafts
    form = as_form(drafts, texts)
    if options.model:
        _reword(form, drafts, texts, _model(options.model))
    print(json.dumps(form, ensure_ascii=False) if options.json else summary(drafts, texts, form))
    return 0


def _model(named: str) -> LanguageModel:
    """ADDRESS#NAME, its key in MULTAQA_MODEL_KEY."""
    address, _sign, name = named.partition("#")
    return ChatEndpoint(address, name or "default", os.environ.get("MULTAQA_MODEL_KEY", ""))


def _reword(form: Form, drafts: Drafts, texts: Sequence[str], model: LanguageModel) -> None:
    """Put a model's wording beside each theme's own: names that hold in its place, and what is blocked as blocked."""
    for place, (theme, told) in enumerate(zip(drafts.themes, form["themes"], strict=True)):
        progress("wording")(place, len(drafts.themes))
        made = reworded(theme, texts, model)
        told["reworded"] = {
            "by": model.name,
            "names": made.names,
            "summary": [_cited(sentence) for sentence in made.sentences],
            "blocked": [_cited(sentence) | {"why": why} for sentence, why in made.blocked],
        }


def _cited(sentence: Cited) -> Form:
    return {"text": sentence.text, "cites": [[one.row, one.start, one.end] for one in sentence.cites]}


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("multaqa themes", description=__doc__)
    parser.add_argument("file", metavar="FILE.csv")
    parser.add_argument("--text", metavar="COLUMN", help="the column of the statements")
    parser.add_argument("--taxonomy", metavar="FILE", help="CSV with code, name_ar, name_fr, description_ar, ..._fr")
    parser.add_argument("--cache", metavar="FOLDER", help="keep vectors here: what was stopped goes on where it stood")
    parser.add_argument(
        "--model",
        metavar="ADDRESS#NAME",
        help="let a language model word names and summaries anew (OpenAI's form; quotes are sent there)",
    )
    parser.add_argument("--json", action="store_true", help='print {"rows": [...], "themes": [...]} and nothing else')
    return parser.parse_args(arguments)


def _axes(file: str | None) -> tuple[Axis, ...]:
    return taxonomy_of(read_table(Path(file))) if file else ()


def _telling() -> Check:
    """Tells each stage when it begins."""
    begun: set[str] = set()

    def told(stage: str, _done: int, _of: int) -> None:
        if stage not in begun:
            tell(f"{stage} ...")
        begun.add(stage)

    return told


def as_form(drafts: Drafts, texts: Sequence[str]) -> Form:
    """The drafts as they are printed: rows in the order of the file, themes by their id."""
    return {
        "rows": [{"row": row, "theme_ids": list(ids)} for row, ids in enumerate(drafts.theme_ids)],
        "themes": [_theme(theme, texts) for theme in drafts.themes],
        "output_hash": drafts.output_hash,
    }


def _theme(theme: Theme, texts: Sequence[str]) -> Form:
    kept, blocked = divided(extracted(theme.quotes, texts), texts)
    return {
        "id": theme.id,
        "names": theme.names,
        "code": theme.code,
        "key_phrases": {language: list(phrases) for language, phrases in theme.key_phrases.items()},
        "quotes": [asdict(quote) | {"text": texts[quote.row][quote.start : quote.end]} for quote in theme.quotes],
        "size": theme.size,
        "size_with_duplicates": theme.size_with_duplicates,
        "stability": theme.stability,
        "parts": [asdict(part) | {"rows": list(part.rows)} for part in theme.parts],
        "summary": [_cited(sentence) for sentence in kept],
        "blocked": [{"text": sentence.text, "why": why} for sentence, why in blocked],
    }


def summary(drafts: Drafts, texts: Sequence[str], form: Form) -> str:
    """The drafts on a few lines each."""
    lines = []
    for theme, told in zip(drafts.themes, form["themes"], strict=True):
        lines.append(f"{theme.id}  {_both(theme.names)}: {theme.size} texts in {theme.size_with_duplicates} rows")
        lines += [f"     in it: {_both(part.names)}: {part.size} texts" for part in theme.parts]
        lines += [f"     row {one.row}: {texts[one.row][one.start : one.end]}" for one in theme.quotes]
        lines += _worded(told.get("reworded"))
    unassigned = sum(ids == (UNASSIGNED,) for ids in drafts.theme_ids)
    return "\n".join([*lines, f"{unassigned} rows stand in no theme"])


def _worded(made: Form | None) -> list[str]:
    """A model's words, and what of them is blocked."""
    if made is None:
        return []
    lines = [f"     worded by {made['by']}: {_both(made['names'])}"]
    lines += [f"     {sentence['text']}" for sentence in made["summary"]]
    return lines + [f"     BLOCKED ({one['why']}): {one['text']}" for one in made["blocked"]]


def _both(names: dict[str, str]) -> str:
    return " / ".join(name for name in names.values() if name)
