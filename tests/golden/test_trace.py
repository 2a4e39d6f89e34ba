"""The thread as data, whose shape is documented in docs/reference/trace.md."""

import json

import pytest
import time_machine

from multaqa.accountability.trace.data import thread_data
from multaqa.accountability.trace.queries import trace
from tests.factories.accountability import whole_thread

pytestmark = pytest.mark.django_db


def test_the_thread_of_a_payment_has_its_shape(golden):
    with time_machine.travel("2026-03-02T10:00:00Z", tick=False):
        payment = whole_thread().payment
        payment.refresh_from_db()
        data = thread_data(trace(payment))
    golden("trace.json", json.dumps(unnumbered(data), ensure_ascii=False, indent=2, sort_keys=True) + "\n")


def unnumbered(value):
    """Codes and names count on from test to test: without their numbers they are the same."""
    if isinstance(value, dict):
        return {key: unnumbered(item) for key, item in value.items()}
    if isinstance(value, list):
        return [unnumbered(item) for item in value]
    if isinstance(value, str) and not value[:4].isdigit():
        return "".join(letter for letter in value if not letter.isdigit())
    return value
