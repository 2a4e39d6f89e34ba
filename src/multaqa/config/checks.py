"""What is wrong with a configuration before anybody notices: asked by `manage check`, `upgrade` and `doctor`."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.utils.translation import gettext as _

SHORTEST_KEY = 32  # characters


@register("multaqa")
def configuration(app_configs: Sequence[AppConfig] | None = None, **options: Any) -> list[CheckMessage]:
    address = urlsplit(settings.PUBLIC_URL)
    if address.hostname in settings.LOOPBACK:
        return []
    if settings.DEMO:
        return [
            Error(
                _("The demonstration signs anybody in and may not be reached at %(url)s.")
                % {"url": settings.PUBLIC_URL},
                hint=_("Take MULTAQA_DEMO away, or let MULTAQA_URL be http://127.0.0.1:8000."),
                id="multaqa.demonstration",
            )
        ]
    return [*_what_is_public(address.scheme), *_what_is_secret()]


def _what_is_public(scheme: str) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if scheme != "https":
        found.append(
            Warning(
                _("Passwords would travel in the open: MULTAQA_URL is %(url)s.") % {"url": settings.PUBLIC_URL},
                hint=_("Serve it over HTTPS (docs/how-to/run-for-real.md) and write https:// in MULTAQA_URL."),
                id="multaqa.https",
            )
        )
    if not settings.SOURCE_URL:
        found.append(
            Warning(
                _("The licence asks that users be offered the source of the running version; none is named."),
                hint=_("Set MULTAQA_SOURCE_URL to the address of this version's source."),
                id="multaqa.source",
            )
        )
    if unnamed := sorted(name for name, given in settings.OPERATOR.items() if not given):
        found.append(
            Warning(
                _("The legal pages do not say who answers for this register: %(missing)s.")
                % {"missing": ", ".join(unnamed)},
                hint=_("Set MULTAQA_OPERATOR_NAME_AR and _FR, and the others (docs/reference/settings.md)."),
                id="multaqa.operator",
            )
        )
    if urlsplit(settings.PUBLIC_URL).hostname not in settings.ALLOWED_HOSTS:
        found.append(
            Error(
                _("No page would open: the host of %(url)s is not among %(hosts)s.")
                % {"url": settings.PUBLIC_URL, "hosts": ", ".join(settings.ALLOWED_HOSTS)},
                hint=_("Add it to MULTAQA_HOSTS."),
                id="multaqa.hosts",
            )
        )
    return found


def _what_is_secret() -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if short := [len(key) for key in settings.SEALING_KEYS if len(key.strip()) < SHORTEST_KEY]:
        found.append(
            Error(
                _("A key of MULTAQA_SEALING_KEYS could be guessed: it has %(n)s characters of %(wanted)s.")
                % {"n": short[0], "wanted": SHORTEST_KEY},
                hint=_("Put a new one before it, from `openssl rand -base64 32`, and run: multaqa manage seal_anew"),
                id="multaqa.sealing",
            )
        )
    if not settings.SECOND_FACTOR_FOR_STAFF:
        found.append(
            Warning(
                _("Staff sign in with a password alone."),
                hint=_("Set MULTAQA_SECOND_FACTOR=1."),
                id="multaqa.second_factor",
            )
        )
    if settings.DEBUG:
        found.append(
            Error(
                _("Debugging shows settings and rows to any visitor."),
                hint=_("Take MULTAQA_DEBUG away."),
                id="multaqa.debug",
            )
        )
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        found.append(
            Warning(
                _("Mail is written to %(folder)s and reaches nobody.") % {"folder": settings.EMAIL_FILE_PATH},
                hint=_(
                    "Set MULTAQA_MAIL_HOST, and MULTAQA_MAIL_USER and MULTAQA_MAIL_PASSWORD where it asks for them."
                ),
                id="multaqa.mail",
            )
        )
    return found
