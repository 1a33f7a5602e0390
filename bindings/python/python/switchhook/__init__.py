"""A telephony toolkit for Asterisk: what calls cost, and the messages of its manager interface.

The full description of every name stands in ``_native.pyi`` beside this file, which editors show.
"""

from __future__ import annotations

from typing import Union

from ._native import (
    Banner,
    Blocked,
    Book,
    Charge,
    Destination,
    Framer,
    Free,
    Invalid,
    Malformed,
    Message,
    NotAnswered,
    Rated,
    RejectedLine,
    Unmatched,
)
from .exceptions import ParseError, RefusedValueError, SwitchhookError

Outcome = Union[Rated, Free, Blocked, NotAnswered, Unmatched, Invalid]
"""What became of a call: exactly one of these."""

Frame = Union[Banner, Message, Malformed]
"""What a :class:`Framer` hands out."""

__all__ = [
    "Banner",
    "Blocked",
    "Book",
    "Charge",
    "Destination",
    "Frame",
    "Framer",
    "Free",
    "Invalid",
    "Malformed",
    "Message",
    "NotAnswered",
    "Outcome",
    "ParseError",
    "Rated",
    "RefusedValueError",
    "RejectedLine",
    "SwitchhookError",
    "Unmatched",
]
