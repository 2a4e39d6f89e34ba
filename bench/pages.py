"""How long the views of three pages take with few and with many statements in the register.

`./multaqa bench pages`; with other sizes: `python bench/pages.py --sizes 1000 20000`. Each size has a database of its
own in a temporary folder. Fails where a page takes more than twice as long over the most as over the fewest.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SIZES = (1_000, 100_000)
REPEATS = 15
MOST_GROWTH = 2.0
REGIONS, PROVINCES = 12, 75
BATCH = 2_000


def set_up(home: Path) -> None:
    os.environ |= {
        "MULTAQA_HOME": str(home),
        "MULTAQA_LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "multaqa.config.settings",
    }
    os.environ.pop("MULTAQA_DATABASE_URL", None)
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)


def fill(size: int) -> str:
    """So many published statements over all provinces, two in three of them answered; the reference of one."""
    from django.db import transaction

    from multaqa.accountability.answers.models import Answer
    from multaqa.ground.journal.actions import SystemActor, record
    from multaqa.listen.contributions.models import Contribution
    from multaqa.listen.statements.models import Statement, StatementRevision

    round, provinces, now = _round()
    for start in range(0, size, BATCH):
        numbers = range(start, min(start + BATCH, size))
        with transaction.atomic():
            said = Contribution.objects.bulk_create(_contribution(n, round, provinces, now) for n in numbers)
            cut = Statement.objects.bulk_create(_statement(n, one, now) for n, one in zip(numbers, said, strict=True))
            words = StatementRevision.objects.bulk_create(_words(one) for one in cut)
            for statement, revision in zip(cut, words, strict=True):
                statement.current = revision
            Statement.objects.bulk_update(cut, ["current"])
            Answer.objects.bulk_create(_answer(n, one, now) for n, one in zip(numbers, cut, strict=True))
    record(SystemActor("bench"), "filled", round, count=size)
    _hold_in_themes(round, now)
    return Statement.objects.order_by("pk")[size // 2].ref


def _round():
    from django.utils import timezone

    from multaqa.ground.territory.models import Territory
    from multaqa.ground.vocabulary.fields import Words
    from multaqa.listen.rounds.models import Round

    country = Territory.objects.create(code="MA", kind="country", name=Words(ar="المغرب", fr="Maroc"))
    regions = [
        Territory.objects.create(
            code=f"{n:02}", kind="region", parent=country, name=Words(ar=f"جهة {n}", fr=f"Région {n}")
        )
        for n in range(1, REGIONS + 1)
    ]
    provinces = [
        Territory.objects.create(
            code=f"p{n}", kind="province", parent=regions[n % REGIONS], name=Words(ar=f"إقليم {n}", fr=f"Province {n}")
        )
        for n in range(PROVINCES)
    ]
    round = Round.objects.create(code="bench", title=Words(ar="دورة", fr="Cycle"), state="open")
    round.territories.set(regions)
    return round, provinces, timezone.now()


def _contribution(n, round, provinces, now):
    from multaqa.listen.contributions.models import Contribution

    text = f"Le centre {n} est loin de la route, et personne ne vient en hiver."
    return Contribution(
        code=f"c{n}",
        round=round,
        territory=provinces[n % PROVINCES],
        channel="floor",
        language="fr",
        text=text,
        sha256=Contribution.fingerprint(text),
        said_by_kind="citizen",
        recorded_by_kind="other",
        received_at=now,
    )


def _statement(n, contribution, now):
    from multaqa.ground.vocabulary.folding import fold
    from multaqa.listen.statements.models import Statement

    return Statement(
        ref=f"BEN-2026-{n:06}",
        round=contribution.round,
        contribution=contribution,
        territory=contribution.territory,
        start=0,
        end=len(contribution.text),
        kind="expectation",
        language="fr",
        state="published",
        published_at=now,
        search_text=fold(contribution.text),
    )


def _words(statement):
    from multaqa.listen.statements.models import StatementRevision

    text = statement.contribution.text
    return StatementRevision(statement=statement, n=1, text=text, sha256=statement.contribution.sha256)


def _answer(n, statement, now):
    from datetime import timedelta

    from multaqa.accountability.answers.models import Answer
    from multaqa.ground.vocabulary.fields import Words

    due_on = (now + timedelta(days=n % 400 - 30)).date()
    if n % 3 == 0:
        return Answer(statement=statement, due_on=due_on)
    outcome = Answer.Outcome.values[n % len(Answer.Outcome.values)]
    text = Words(ar="جواب", fr="Une réponse")
    published_at = now - timedelta(minutes=n)
    return Answer(
        statement=statement, due_on=due_on, outcome=outcome, text=text, state="published", published_at=published_at
    )


def _hold_in_themes(round, now) -> None:
    """Forty themes, each quoting its share of all that was said."""
    from multaqa.ground.vocabulary.fields import Words
    from multaqa.listen.statements.models import Statement
    from multaqa.understand.themes.models import Theme, ThemeStatement

    country = round.territories.first().parent
    themes = [
        Theme.objects.create(
            code=f"t{n}",
            round=round,
            territory=country,
            title=Words(ar=f"موضوع {n}", fr=f"Thème {n}"),
            summary=Words(ar="خلاصة", fr="Résumé"),
            state="published",
            published_at=now,
        )
        for n in range(40)
    ]
    rows = Statement.objects.select_related("current").order_by("pk").iterator(BATCH)
    evidence = (
        ThemeStatement(
            theme=themes[n % 40], statement=one, revision=one.current, start=0, end=len(one.current.text), is_main=True
        )
        for n, one in enumerate(rows)
    )
    ThemeStatement.objects.bulk_create(evidence, batch_size=BATCH)


def measure(ref: str) -> dict[str, tuple[float, float]]:
    """Milliseconds of each page: the first time after a change, and the middle of many after that."""
    from django.core.cache import cache
    from django.test import Client

    client = Client()
    client.get("/fr/about/")  # imports and templates are not what is measured
    pages = {"home": "/fr/", "region": "/fr/territories/01/", "statement": f"/fr/statements/{ref}/"}
    measured = {}
    for name, address in pages.items():

        def view(address: str = address) -> None:
            if client.get(address).status_code != 200:
                raise RuntimeError(f"{address} is not to be had")

        view()
        cache.clear()
        first = _timed(view)
        measured[name] = first, statistics.median(_timed(view) for _ in range(REPEATS))
    return measured


def _timed(view: Callable[[], None]) -> float:
    started = time.perf_counter()
    view()
    return 1000 * (time.perf_counter() - started)


def measured_apart(size: int) -> dict[str, tuple[float, float]]:
    """In a process and a database of its own."""
    home = Path(tempfile.mkdtemp(prefix="multaqa-bench-"))
    try:
        ran = subprocess.run(
            [sys.executable, __file__, "--alone", str(size)],
            env={**os.environ, "BENCH_HOME": str(home)},
            check=True,
            capture_output=True,
            text=True,
        )
    finally:
        shutil.rmtree(home, ignore_errors=True)
    return {name: tuple(times) for name, times in json.loads(ran.stdout.splitlines()[-1]).items()}


def alone(size: int) -> None:
    set_up(Path(os.environ["BENCH_HOME"]))
    print(json.dumps(measure(fill(size))))


def main(sizes: list[int], as_json: bool) -> int:
    results = {}
    for size in sorted(sizes):
        print(f"filling a register with {size} statements…", file=sys.stderr, flush=True)
        results[size] = measured_apart(size)
    fewest, most = results[min(sizes)], results[max(sizes)]
    growth = {page: most[page][1] / fewest[page][1] for page in most}
    print(json.dumps({"pages": results, "growth": growth}) if as_json else table(results, growth))
    return int(any(times > MOST_GROWTH for times in growth.values()))


def table(results: dict[int, dict[str, tuple[float, float]]], growth: dict[str, float]) -> str:
    lines = [f"{'page':<10} {'statements':>10} {'first, ms':>10} {'then, ms':>10}"]
    for page, times in growth.items():
        lines += [
            f"{page:<10} {size:>10} {found[page][0]:>10.1f} {found[page][1]:>10.1f}" for size, found in results.items()
        ]
        lines.append(f"{'':<10} grows {times:.2f} times; at most {MOST_GROWTH:.1f}")
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--alone", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    sys.exit(alone(asked.alone) if asked.alone else main(asked.sizes, asked.json))
