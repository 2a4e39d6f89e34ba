"""`multaqa serve`: this installation, as its environment describes it."""

import argparse
import errno
import os
import socket

from multaqa.config.cli import CannotGoOn

LAST_PORT = 65_535


def serve(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser("multaqa serve", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=port_number, default=8000, help="default: %(default)s")
    parser.add_argument("--workers", type=how_many, default=2, help="processes (default: %(default)s)")
    options = parser.parse_args(arguments)
    refuse_taken_port(options.host, options.port)
    load_django()
    refuse_unprepared()
    run(options.host, options.port, options.workers)


def port_number(text: str) -> int:
    if text.isdecimal() and 0 < int(text) <= LAST_PORT:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no port: give a number from 1 to {LAST_PORT}")


def how_many(text: str) -> int:
    if text.isdecimal() and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no number of processes: give 1 or more")


def refuse_taken_port(host: str, port: int) -> None:
    try:
        with socket.create_server((host, port)):
            pass
    except OSError as error:
        raise CannotGoOn(f"{host} cannot be served on port {port}: {_why_not(error, host, port)}") from error


def _why_not(error: OSError, host: str, port: int) -> str:
    if isinstance(error, socket.gaierror):
        return (
            f"no machine is called {host}. Take --host 127.0.0.1 for this machine alone, 0.0.0.0 for all its addresses."
        )
    if error.errno == errno.EADDRNOTAVAIL:
        return "this is no address of this machine. `ip -brief address` names those it has."
    if error.errno == errno.EACCES:
        return "ports below 1024 belong to root. Take --port 8000, and a reverse proxy before it (deploy/Caddyfile)."
    other = port + 1 if port < LAST_PORT else port - 1
    why = os.strerror(error.errno or 0)
    return f"{why}. Stop what holds it (ss -ltnp 'sport = :{port}' names it) or choose another: --port {other}"


def load_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "multaqa.config.settings")
    import django  # only once it is sure that there is something to serve

    django.setup()


def refuse_unprepared() -> None:
    from django.conf import settings  # Django is loaded by now, and not before

    from multaqa.config.health import CHECKS

    missing = [name for name, check in CHECKS.items() if not check()]
    if missing == ["seals"]:
        raise CannotGoOn(
            "The addresses in this database were sealed with a key that is not among MULTAQA_SEALING_KEYS: "
            "nobody could sign in. Add that key after a comma; it was kept apart from the backups."
        )
    if missing:
        raise CannotGoOn(f"Not ready to serve: {', '.join(missing)}. Prepare this installation first: multaqa setup")
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        raise CannotGoOn(f"No static files in {settings.STATIC_ROOT}. Prepare this installation first: multaqa setup")


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
