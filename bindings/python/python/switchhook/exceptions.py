"""Every exception that Switchhook raises by itself. What the system refuses stays an :class:`OSError`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._native import SettingFinding

__all__ = ["ParseError", "RefusedSettingsError", "RefusedValueError", "SwitchhookError", "UnsyncedError"]


class SwitchhookError(Exception):
    """The base of all others. Its text says what is wrong, where, and what to do."""

    hint: str | None
    """What to do about it, the last part of the text; ``None`` where nothing can be suggested."""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint

    def __reduce__(self) -> tuple[Any, ...]:
        # The fields are keyword-only, which the default of Exception cannot bring back.
        return (_restore, (type(self), self.args[0], self.__dict__.copy()))


class ParseError(SwitchhookError, ValueError):
    """A text could not be read: a plan, a deck, a number, a message, a call file."""

    file: str | None
    """The name of the file, if it was read from one."""
    line: int | None
    """The line, counted from 1, if it is about one."""
    field: str | None
    """The key, column or header that it is about, such as ``bands[0].hours``."""
    code: str | None
    """A word for programs that stays when the text changes; call files and telephones have them."""

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        file: str | None = None,
        line: int | None = None,
        field: str | None = None,
        code: str | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.file = file
        self.line = line
        self.field = field
        self.code = code


class RefusedValueError(SwitchhookError, ValueError):
    """A value that was given to Switchhook cannot stand where it should, such as a line break in a header."""

    field: str | None
    """The argument, header or setting that it was meant for."""

    def __init__(self, message: str, *, hint: str | None = None, field: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.field = field


class RefusedSettingsError(RefusedValueError):
    """The settings of a phone make no configuration. The text has one error a line; ``field`` is of the first."""

    findings: tuple[SettingFinding, ...]
    """Everything that was found, errors and warnings, in the order of the settings."""

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        field: str | None = None,
        findings: tuple[SettingFinding, ...] = (),
    ) -> None:
        super().__init__(message, hint=hint, field=field)
        self.findings = findings


class UnsyncedError(SwitchhookError):
    """A call is in the spool, but the disk did not confirm it. Asterisk calls all the same: do not submit it again.

    Not an :class:`OSError`, so that a program that tries again after one does not call twice.
    """

    filename: str
    """The file in the spool."""

    def __init__(self, message: str, *, hint: str | None = None, filename: str = "") -> None:
        super().__init__(message, hint=hint)
        self.filename = filename


def _restore(kind: type[SwitchhookError], message: str, fields: dict[str, Any]) -> SwitchhookError:
    error = kind(message)
    error.__dict__.update(fields)
    return error
