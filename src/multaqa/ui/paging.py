"""Pages of the JSON API, within bounds: no call asks for more than a database can count or a reader can use."""

from ninja import Field, Schema
from ninja.pagination import LimitOffsetPagination, PageNumberPagination

MOST_ROWS = 100
FARTHEST_ROW = 10_000_000


class Rows(LimitOffsetPagination):
    """So many rows after so many."""

    class Input(Schema):
        limit: int = Field(MOST_ROWS, ge=1, le=MOST_ROWS)
        offset: int = Field(0, ge=0, le=FARTHEST_ROW)


class NumberedPages(PageNumberPagination):
    """The first page, the second, and so on."""

    class Input(Schema):
        page: int = Field(1, ge=1, le=FARTHEST_ROW // MOST_ROWS)
        page_size: int | None = Field(None, ge=1, le=MOST_ROWS)
