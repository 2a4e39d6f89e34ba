"""Multaqa: what a region said, and what became of it."""

__version__ = "0.1.0"
