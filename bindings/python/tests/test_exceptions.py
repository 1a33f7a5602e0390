"""One tree of exceptions, with fields."""

from __future__ import annotations

import copy
import pickle

import pytest
import switchhook
from switchhook import exceptions


def test_one_base_catches_all() -> None:
    for name in exceptions.__all__:
        kind = getattr(exceptions, name)
        assert issubclass(kind, switchhook.SwitchhookError)
        assert getattr(switchhook, name) is kind
    assert issubclass(switchhook.ParseError, ValueError)


def test_fields_survive_another_process() -> None:
    with pytest.raises(switchhook.ParseError) as caught:
        switchhook.Book.from_text("name = 1", "")
    for other in (pickle.loads(pickle.dumps(caught.value)), copy.copy(caught.value)):
        assert type(other) is switchhook.ParseError
        assert (str(other), other.line, other.hint) == (str(caught.value), 1, caught.value.hint)


def test_a_note_survives_too() -> None:
    error = switchhook.RefusedValueError("no; do", hint="do", field="x")
    error.where = "here"  # type: ignore[attr-defined]
    other = pickle.loads(pickle.dumps(error))
    assert (other.field, other.where) == ("x", "here")
