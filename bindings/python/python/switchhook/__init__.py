"""A telephony toolkit for Asterisk: what calls cost, call files, telephones, and the messages of the
manager interface.

The full description of every name stands in ``_native.pyi`` beside this file, which editors show.
"""

from __future__ import annotations

from typing import Union

from ._native import (
    Application,
    Banner,
    Book,
    CallFile,
    CallFileReport,
    Change,
    Charge,
    Charges,
    Configuration,
    Counters,
    Destination,
    Device,
    Difference,
    Explanation,
    Extension,
    Finding,
    Forbidden,
    Framer,
    Free,
    FunctionKey,
    ImportedDeck,
    Line,
    Malformed,
    Message,
    NotAnswered,
    Offer,
    Pending,
    PhoneFile,
    PhoneIdentity,
    Rated,
    RecordedCall,
    RecordedCalls,
    Rejected,
    RejectedLine,
    Repair,
    SettingFinding,
    Spool,
    Unmatched,
    __version__,
    check_call_file,
    compare,
    identify_phone,
    import_deck,
    least_cost,
    read_calls,
)
from .exceptions import ParseError, RefusedSettingsError, RefusedValueError, SwitchhookError, UnsyncedError

Outcome = Union[Rated, Free, Forbidden, NotAnswered, Unmatched, Rejected]
"""What became of a call: exactly one of these."""

Target = Union[Extension, Application]
"""Where an answered call goes."""

Frame = Union[Banner, Message, Malformed]
"""What a :class:`Framer` hands out."""

__all__ = [
    "Application",
    "Banner",
    "Book",
    "CallFile",
    "CallFileReport",
    "Change",
    "Charge",
    "Charges",
    "Configuration",
    "Counters",
    "Destination",
    "Device",
    "Difference",
    "Explanation",
    "Extension",
    "Finding",
    "Forbidden",
    "Frame",
    "Framer",
    "Free",
    "FunctionKey",
    "ImportedDeck",
    "Line",
    "Malformed",
    "Message",
    "NotAnswered",
    "Offer",
    "Outcome",
    "ParseError",
    "Pending",
    "PhoneFile",
    "PhoneIdentity",
    "Rated",
    "RecordedCall",
    "RecordedCalls",
    "RefusedSettingsError",
    "RefusedValueError",
    "Rejected",
    "RejectedLine",
    "Repair",
    "SettingFinding",
    "Spool",
    "SwitchhookError",
    "Target",
    "Unmatched",
    "UnsyncedError",
    "__version__",
    "check_call_file",
    "compare",
    "identify_phone",
    "import_deck",
    "least_cost",
    "read_calls",
]
