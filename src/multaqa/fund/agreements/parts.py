"""Agreements, as pages of earlier stages show them."""

from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string

from multaqa.fund.agreements.queries import visible_agreements
from multaqa.fund.envelopes.queries import visible_envelopes
from multaqa.listen.meetings.models import Announcement
from multaqa.plan.measures.models import Measure


def agreements_of_measure(context: Any, measure: Measure) -> str:
    agreements = visible_agreements(None).filter(measures=measure)
    return render_to_string("fund/agreements/of_measure.html", {"agreements": agreements}) if agreements else ""


def became_of_announcements(context: Any, announcements: Iterable[Announcement]) -> str:
    """Which agreement or envelope carries each announcement; two queries for all of them."""
    announced = list(announcements)
    agreements = visible_agreements(None).filter(announcements__in=announced).distinct()
    envelopes = visible_envelopes(None).filter(announcement__in=announced)
    if not agreements and not envelopes:
        return ""
    return render_to_string("fund/agreements/of_announcements.html", {"agreements": agreements, "envelopes": envelopes})
