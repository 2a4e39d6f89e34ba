"""`multaqa serve`: this installation, as its environment describes it."""

import argparse
import errno
import os
import socket

from multaqa.config.cli import CannotGoOn
from multaqa.config.terminal import gettext as _
from multaqa.config.terminal import language

LAST_PORT = 65_535


def serve(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(
        "multaqa serve", description=_("Serves this installation, as its environment describes it.")
    )
    parser.add_argument("--host", default="127.0.0.1", help=_("the address to listen on (default: %(default)s)"))
    parser.add_argument("--port", type=port_number, default=8000, help=_("default: %(default)s"))
    parser.add_argument("--workers", type=how_many, default=2, help=_("processes (default: %(default)s)"))
    options = parser.parse_args(arguments)
    refuse_taken_port(options.host, options.port)
    load_django()
    refuse_unprepared()
    run(options.host, options.port, options.workers)


def port_number(text: str) -> int:
    if text.isdecimal() and 0 < int(text) <= LAST_PORT:
        return int(text)
    no_port = _("“%(value)s” is no port: give a number from 1 to %(last)s")
    raise argparse.ArgumentTypeError(no_port % {"value": text, "last": LAST_PORT})


def how_many(text: str) -> int:
    if text.isdecimal() and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(_("“%(value)s” is no number of processes: give 1 or more") % {"value": text})


def refuse_taken_port(host: str, port: int) -> None:
    try:
        with socket.create_server((host, port)):
            pass
    except OSError as error:
        cannot = _("%(host)s cannot be served on port %(port)s: %(why)s")
        raise CannotGoOn(cannot % {"host": host, "port": port, "why": _why_not(error, host, port)}) from error


def _why_not(error: OSError, host: str, port: int) -> str:
    if isinstance(error, socket.gaierror):
        return _(
            "no machine is called %(host)s. "
            "Take --host 127.0.0.1 for this machine alone, 0.0.0.0 for all its addresses."
        ) % {"host": host}
    if error.errno == errno.EADDRNOTAVAIL:
        return _("this is no address of this machine. `ip -brief address` names those it has.")
    if error.errno == errno.EACCES:
        return _("ports below 1024 belong to root. Take --port 8000, and a reverse proxy before it (deploy/Caddyfile).")
    other = port + 1 if port < LAST_PORT else port - 1
    return _("%(why)s. Stop what holds it (ss -ltnp | grep %(port)s names it) or choose another: --port %(other)s") % {
        "why": os.strerror(error.errno or 0),
        "port": port,
        "other": other,
    }


def load_django() -> None:
    """Django, in the language of the terminal; a page is in its reader's all the same."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "multaqa.config.settings")
    import django  # only once it is sure that there is something to serve
    from django.utils import translation

    django.setup()
    translation.activate(language())


def refuse_unprepared() -> None:
    from django.conf import settings  # Django is loaded by now, and not before

    from multaqa.config.health import CHECKS

    missing = [name for name, check in CHECKS.items() if not check()]
    if missing == ["seals"]:
        raise CannotGoOn(
            _(
                "The addresses in this database were sealed with a key that is not among MULTAQA_SEALING_KEYS: "
                "nobody could sign in. Add that key after a comma; it was kept apart from the backups."
            )
        )
    if missing:
        not_ready = _("Not ready to serve: %(missing)s. Prepare this installation first: multaqa setup")
        raise CannotGoOn(not_ready % {"missing": _(", ").join(map(_, missing))})
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        no_files = _("No static files in %(folder)s. Prepare this installation first: multaqa setup")
        raise CannotGoOn(no_files % {"folder": settings.STATIC_ROOT})


def run(host: str, port: int, workers: int) -> None:
    from django.conf import settings  # Django is loaded by now, and not before
    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces

    from multaqa.config.logs import as_dictionary

    connections.close_all()  # a process that is forked must not inherit one
    Granian(
        "multaqa.config.worker:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=2,
        log_dictconfig=as_dictionary(settings.LOGGING["level"]),
        respawn_failed_workers=True,
        workers_kill_timeout=5,  # seconds, for one that was told while it was still starting
    ).serve()
