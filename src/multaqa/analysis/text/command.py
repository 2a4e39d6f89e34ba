"""`multaqa read FILE...`: read documents without a server, and print what they say."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from multaqa.analysis.text.axes import AxisScore, Classifier, taxonomy_of
from multaqa.analysis.text.centring import centred, script_of, shipped_means
from multaqa.analysis.text.documents import DocumentReader, UnreadableDocument
from multaqa.analysis.text.encoders import UniversalSentenceEncoder
from multaqa.analysis.text.reading import read
from multaqa.analysis.text.reading_form import Form, as_form, as_refusal
from multaqa.analysis.text.statement_files import UnusableTable, read_table

MOST_CHARACTERS = 100  # of a statement on a terminal's line


Scorer = Callable[[list[str]], list[tuple[AxisScore, ...]]]


def run(arguments: list[str]) -> int:
    """Read each file in turn; 1 where one of them could not be read, whose reason is told, else 0.

    Raises UnusableTable, before anything is read, on a taxonomy that cannot be used.
    """
    options = _options(arguments)
    _speak_utf8()
    scorer = _scorer(options.taxonomy) if options.taxonomy else None
    count = len(options.files)
    with DocumentReader() as reader:
        documents = [_read(reader, file, f"[{place}/{count}]", scorer) for place, file in enumerate(options.files, 1)]
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
    parser.add_argument(
        "--taxonomy", metavar="FILE", help="CSV with code, name_ar, name_fr: adds each statement's axes"
    )
    parser.add_argument("--json", action="store_true", help='print {"documents": [...]} and nothing else')
    return parser.parse_args(arguments)


def _scorer(file: str) -> Scorer:
    """Axes of statements by the taxonomy of a file; a statement's axes do not depend on the other statements."""
    try:
        axes = taxonomy_of(read_table(Path(file)))
    except OSError as error:
        raise UnusableTable(
            f"The taxonomy {file} cannot be read: {error.strerror}. Check the name and the folder."
        ) from error
    encoder = UniversalSentenceEncoder()
    means = shipped_means(encoder)
    classifier = Classifier(axes, encoder, means)

    def score(texts: list[str]) -> list[tuple[AxisScore, ...]]:
        return classifier.classify(texts, centred(encoder.encode(texts), [script_of(text) for text in texts], means))

    return score


def _read(reader: DocumentReader, file: str, progress: str, scorer: Scorer | None) -> Form:
    _tell(f"{progress} {file}")
    try:
        document = reader.read(Path(file))
    except UnreadableDocument as refused:
        error = " ".join(str(refused).split())
        _tell(f"{file}: {error}")
        return as_refusal(file, error)
    for remark in document.remarks:
        _tell(f"{file}: {remark}")
    form = as_form(file, read(document.text, remarks=map(str, document.remarks)))
    if scorer is not None and form["statements"]:
        scores = scorer([statement["text"] for statement in form["statements"]])
        for statement, axes in zip(form["statements"], scores, strict=True):
            statement["axes"] = [{"code": axis.code, "score": axis.score} for axis in axes]
    return form


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
        axes = "".join(f" [{axis['code']}]" for axis in statement.get("axes", ()))
        yield f"    {statement['start']:>6}  {statement['kind']:<13} {short}{said_by}{axes}"
