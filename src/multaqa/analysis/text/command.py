"""`multaqa read FILE...`: read documents without a server, and print what they say."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from multaqa.analysis.text.documents import DocumentReader, UnreadableDocument
from multaqa.analysis.text.reading import read
from multaqa.analysis.text.reading_form import Form, as_form, as_refusal

MOST_CHARACTERS = 100  # of a statement on a terminal's line


def run(arguments: list[str]) -> int:
    """Read each file in turn; 1 where one of them could not be read, whose reason is told, else 0."""
    options = _options(arguments)
    _speak_utf8()
    with DocumentReader() as reader:
        documents = [_read(reader, file, place, len(options.files)) for place, file in enumerate(options.files, 1)]
    if options.json:
        print(json.dumps({"documents": documents}, ensure_ascii=False, indent=1))
    else:
        print("\n\n".join(summary(document) for document in documents if "error" not in document))
    return int(any("error" in document for document in documents))


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "multaqa read", description="Read documents in Arabic, Darija, French or English, and print what they say."
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="txt, docx, odt, pdf, xlsx, ods, csv, html or eml")
    parser.add_argument("--json", action="store_true", help='print {"documents": [...]} and nothing else')
    return parser.parse_args(arguments)


def _read(reader: DocumentReader, file: str, place: int, count: int) -> Form:
    _tell(f"[{place}/{count}] {file}")
    try:
        document = reader.read(Path(file))
    except UnreadableDocument as refused:
        error = " ".join(str(refused).split())
        _tell(f"{file}: {error}")
        return as_refusal(file, error)
    for remark in document.remarks:
        _tell(f"{file}: {remark}")
    return as_form(file, read(document.text, remarks=map(str, document.remarks)))


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _speak_utf8() -> None:
    """Arabic goes out whole under any locale; a file's name that is no text is escaped."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


# For a person's eyes


def summary(document: Form) -> str:
    """What a document says, on a few lines."""
    return "\n".join([document["file"], *_facts(document), *_statements(document)])


def _facts(document: Form) -> Iterator[str]:
    amounts = [
        f"{amount['value_mad']:,} MAD" + (f" ({amount['purpose']})" if amount["purpose"] else "")
        for amount in document["amounts"]
    ]
    persons = [person["name"] + (f" ({person['role']})" if person["role"] else "") for person in document["persons"]]
    facts = {
        "language": [document["language"]],
        "event": [document["event_type"]],
        "regions": document["regions"],
        "provinces": document["provinces"],
        "dates": document["dates"],
        "amounts": amounts,
        "persons": persons,
        "institutions": document["institutions"],
        "groups": document["target_groups"],
    }
    for name, values in facts.items():
        if values:
            yield f"  {name:<13} {'; '.join(values)}"


def _statements(document: Form) -> Iterator[str]:
    statements = document["statements"]
    counts = Counter(statement["kind"] for statement in statements)
    told = ", ".join(f"{count} {kind}" for kind, count in counts.most_common())
    yield f"  {'statements':<13} {len(statements)}" + (f": {told}" if told else "")
    for statement in statements:
        text = " ".join(statement["text"].split())
        short = text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"
        said_by = f" ({statement['said_by']})" if statement["said_by"] else ""
        yield f"    {statement['start']:>6}  {statement['kind']:<13} {short}{said_by}"
