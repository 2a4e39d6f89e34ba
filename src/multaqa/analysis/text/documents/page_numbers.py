"""What is only the number of a page: it is no part of a text."""

import re

TOKEN = re.compile(r"\w+")
AROUND_NUMBERS = frozenset(["page", "pages", "p", "of", "sur", "de", "صفحة", "الصفحة", "ص", "من"])


def is_page_number(text: str) -> bool:
    """Whether it holds numbers and the words around page numbers alone; also where it holds nothing."""
    return all(token.isdigit() or token in AROUND_NUMBERS for token in TOKEN.findall(text.casefold()))
