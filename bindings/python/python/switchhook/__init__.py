"""A telephony toolkit for Asterisk: what calls cost, call files, and the messages of the manager interface.

The full description of every name stands in ``_native.pyi`` beside this file, which editors show.
"""

from __future__ import annotations

from typing import Union

from ._native import (
    Application,
    Banner,
    Blocked,
    Book,
    CallFile,
    CallFileReport,
    Charge,
    Destination,
    Extension,
    Finding,
    Framer,
    Free,
    Invalid,
    Malformed,
    Message,
    NotAnswered,
    Pending,
    Rated,
    RejectedLine,
    Spool,
    Unmatched,
    check_call_file,
)
from .exceptions import ParseError, RefusedValueError, SwitchhookError, UnsyncedError

Outcome = Union[Rated, Free, Blocked, NotAnswered, Unmatched, Invalid]
"""What became of a call: exactly one of these."""

Target = Union[Extension, Application]
"""Where an answered call goes."""

Frame = Union[Banner, Message, Malformed]
"""What a :class:`Framer` hands out."""

__all__ = [
    "Application",
    "Banner",
    "Blocked",
    "Book",
    "CallFile",
    "CallFileReport",
    "Charge",
    "Destination",
    "Extension",
    "Finding",
    "Frame",
    "Framer",
    "Free",
    "Invalid",
    "Malformed",
    "Message",
    "NotAnswered",
    "Outcome",
    "ParseError",
    "Pending",
    "Rated",
    "RefusedValueError",
    "RejectedLine",
    "Spool",
    "SwitchhookError",
    "Target",
    "Unmatched",
    "UnsyncedError",
    "check_call_file",
]
