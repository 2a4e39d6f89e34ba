from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What is checked before a file is parsed, so that a hostile one costs nothing."""

    bytes: int = 10_000_000
    unpacked_bytes: int = 100_000_000
    unpacked_ratio: int = 200  # of one member; a spreadsheet's own XML stays far below
    members: int = 2_000
    rows: int = 50_000
    columns: int = 200
    cells: int = 2_000_000
    cell_characters: int = 32_000


DEFAULT_LIMITS = Limits()
