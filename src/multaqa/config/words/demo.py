"""`multaqa demo`: the round of 2021-22 on a database of its own, ready to look at."""

import argparse
import io
import json
import os
import shutil
import sys
from pathlib import Path

from multaqa.config.terminal import gettext as _
from multaqa.config.terminal import gettext_noop
from multaqa.config.words.serve import load_django, port_number, refuse_taken_port, run

# What a visitor will look for, in the order in which the mission goes.
LOADED = [
    "ground.Territory", "ground.Organisation", "listen.Meeting", "listen.Contribution", "listen.Statement",
    "understand.Theme", "plan.Measure", "fund.Envelope", "fund.Agreement", "fund.Disbursement", "deliver.Project",
    "deliver.Centre", "deliver.Visit", "accountability.Answer",
]  # fmt: skip


def demo(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(
        "multaqa demo", description=_("The round of 2021-22 on a database of its own, ready to look at.")
    )
    parser.add_argument("--port", type=port_number, default=8000, help=_("default: %(default)s"))
    parser.add_argument("--fresh", action="store_true", help=_("forget what was typed into it, and begin anew"))
    parser.add_argument("--json", action="store_true", help=_("print what was loaded as JSON"))
    options = parser.parse_args(arguments)
    refuse_taken_port("127.0.0.1", options.port)
    home = own_home(options.port)
    if options.fresh:
        shutil.rmtree(home, ignore_errors=True)
    load_django()
    load_round(home)
    tell(f"http://127.0.0.1:{options.port}", as_json=options.json)
    run("127.0.0.1", options.port, workers=1)


def own_home(port: int) -> Path:
    """The demonstration touches no other database: its home lies inside the installation's."""
    home = Path(os.environ.get("MULTAQA_HOME", "var")).resolve() / "demo"
    os.environ.pop("MULTAQA_DATABASE_URL", None)
    os.environ.update(MULTAQA_HOME=str(home), MULTAQA_DEMO="1", MULTAQA_URL=f"http://127.0.0.1:{port}")
    os.environ.setdefault("MULTAQA_LOG_LEVEL", "WARNING")
    return home


def load_round(home: Path) -> None:
    from multaqa.config.preparation import INSTALLATION, PACKAGE, Preparation, prepare  # Django is loaded by now

    folder = PACKAGE / "demo" / "round-2022"
    title = gettext_noop("The round of 2021-22")
    the_round = Preparation(title, "load_round", ["demo/round-2022/**/*"], [str(folder)])
    if the_round.stamp.exists() and not the_round.is_done():
        print(_("The demonstration's content has changed: it begins anew."), file=sys.stderr)
        shutil.rmtree(home)
        home.mkdir()
    prepare([*INSTALLATION, the_round])


def tell(address: str, *, as_json: bool) -> None:
    rows, links = loaded(), sign_in_links()
    if as_json:
        print(json.dumps({"address": address, "loaded": rows, "sign_in": links}, ensure_ascii=False), flush=True)
        return
    print("\n" + _("Loaded"))
    print("\n".join(f"  {name:<16} {count:>6,}" for name, count in rows.items()))
    print("\n" + _("The staff side: each link opens once, and on this machine only"))
    print("\n".join(f"  {link['role']:<22} {link['territory']:<8} {link['address']}" for link in links))
    print("\n" + _("Serving on %(address)s  (Ctrl-C ends it)") % {"address": address}, flush=True)


def loaded() -> dict[str, int]:
    from django.apps import apps  # Django is loaded by now

    models = (apps.get_model(label) for label in LOADED)
    return {str(model._meta.model_name): model._base_manager.count() for model in models}


def sign_in_links() -> list[dict[str, str]]:
    from django.core.management import call_command  # Django is loaded by now

    answer = io.StringIO()
    call_command("demo_sign_in_links", "--json", stdout=answer)
    links: list[dict[str, str]] = json.loads(answer.getvalue())
    return links
