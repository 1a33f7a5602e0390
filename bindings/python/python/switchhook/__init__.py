"""A telephony toolkit for Asterisk: what calls cost, call files, telephones, and the messages of the
manager interface.

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
    Charges,
    Configuration,
    Counters,
    Destination,
    Device,
    Explanation,
    Extension,
    Finding,
    Framer,
    Free,
    FunctionKey,
    Invalid,
    Line,
    Malformed,
    Message,
    NotAnswered,
    Pending,
    PhoneFile,
    Rated,
    RejectedLine,
    SettingFinding,
    Spool,
    Unmatched,
    __version__,
    check_call_file,
)
from .exceptions import ParseError, RefusedSettingsError, RefusedValueError, SwitchhookError, UnsyncedError

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
    "Charges",
    "Configuration",
    "Counters",
    "Destination",
    "Device",
    "Explanation",
    "Extension",
    "Finding",
    "Frame",
    "Framer",
    "Free",
    "FunctionKey",
    "Invalid",
    "Line",
    "Malformed",
    "Message",
    "NotAnswered",
    "Outcome",
    "ParseError",
    "Pending",
    "PhoneFile",
    "Rated",
    "RefusedSettingsError",
    "RefusedValueError",
    "RejectedLine",
    "SettingFinding",
    "Spool",
    "SwitchhookError",
    "Target",
    "Unmatched",
    "UnsyncedError",
    "__version__",
    "check_call_file",
]
