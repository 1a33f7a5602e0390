"""Call files: built, read, checked, put into a spool."""

from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import switchhook
from switchhook import Application, CallFile, Extension, Spool

TARGET = Extension("internal", "200")


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    (tmp_path / "outgoing").mkdir()
    (tmp_path / "tmp").mkdir()
    return Spool(tmp_path)


def test_everything_that_is_said_stands_in_the_file_and_comes_back() -> None:
    call = CallFile(
        "PJSIP/100@trunk",
        Extension("internal", "200", priority=3),
        caller_id=("Hélène T.", "200"),
        wait_time=timedelta(seconds=19.5),
        retry_time=60,
        max_retries=2,
        account="sales",
        codecs=["alaw", "!ulaw"],
        variables=[("ROOM", "cellar; left"), ("__JOB", "42"), ("EMPTY", "")],
        always_delete=False,
        archive=True,
        early_media=True,
    )
    assert bytes(call).decode() == call.text
    assert call.text == (
        "Channel: PJSIP/100@trunk\n"
        'CallerID: "Hélène T." <200>\n'
        "WaitTime: 20\n"
        "RetryTime: 60\n"
        "MaxRetries: 2\n"
        "Account: sales\n"
        "Codecs: alaw\n"
        "Codecs: !ulaw\n"
        "Context: internal\n"
        "Extension: 200\n"
        "Priority: 3\n"
        "Set: ROOM=cellar\\; left\n"
        "Set: __JOB=42\n"
        "Set: EMPTY=\n"
        "AlwaysDelete: no\n"
        "Archive: yes\n"
        "early_media: yes\n"
    )
    for data in (call.text, bytes(call), bytearray(bytes(call))):
        assert CallFile.parse(data) == call
    assert (call.channel, call.target) == ("PJSIP/100@trunk", Extension("internal", "200", priority=3))
    assert (call.caller_id, call.account, call.codecs) == ('"Hélène T." <200>', "sales", ("alaw", "!ulaw"))
    assert (call.wait_time, call.retry_time, call.max_retries) == (timedelta(seconds=20), timedelta(minutes=1), 2)
    assert call.variables == (("ROOM", "cellar; left"), ("__JOB", "42"), ("EMPTY", ""))
    assert (call.always_delete, call.archive, call.early_media) == (False, True, True)


def test_what_is_not_said_has_asterisk_s_defaults() -> None:
    call = CallFile("PJSIP/100", Application("Playback", "hello-world"))
    assert call.text == "Channel: PJSIP/100\nApplication: Playback\nData: hello-world\n"
    assert (call.wait_time, call.retry_time, call.max_retries) == (timedelta(seconds=45), timedelta(minutes=5), 0)
    assert (call.caller_id, call.account, call.codecs, call.variables) == (None, None, (), ())
    assert (call.always_delete, call.archive, call.early_media) == (True, False, False)
    assert CallFile("PJSIP/100", TARGET, caller_id="5551234").caller_id == "5551234"
    assert CallFile("PJSIP/100", Extension(None, "200")).text == "Channel: PJSIP/100\nExtension: 200\n"


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"variables": [("NOTE", "x\nApplication: System\nData: reboot")]}, "Set", "LF at byte 6; remove it"),
        ({"variables": [("NOTE", "call # 5")]}, "Set", "would begin a comment"),
        ({"caller_id": ("Fire alarm", "2<0>0")}, "CallerID", "'<' at byte 1"),
        ({"account": "a\rb"}, "Account", "CR at byte 1"),
        ({"wait_time": 0}, "WaitTime", "1"),
        ({"wait_time": timedelta(seconds=-5)}, "WaitTime", "a negative or endless time"),
        ({"retry_time": 2**40}, "RetryTime", ""),
        ({"max_retries": 2**32 - 1}, "MaxRetries", ""),
    ],
)
def test_what_asterisk_would_not_read_as_written_is_refused(change: dict[str, Any], field: str, words: str) -> None:
    with pytest.raises(switchhook.RefusedValueError) as caught:
        CallFile("PJSIP/100", TARGET, **change)
    assert caught.value.field == field
    assert words in str(caught.value)


def test_channel_and_target_are_checked_too() -> None:
    cases: list[tuple[str, switchhook.Target, str]] = [
        ("100", TARGET, "Channel"),
        ("PJSIP/100\nSet: A=b", TARGET, "Channel"),
        ("PJSIP/100", Extension("internal", ""), "Extension"),
        ("PJSIP/100", Extension("in\nternal", "200"), "Context"),
        ("PJSIP/100", Extension("internal", "200", priority=0), "Priority"),
        ("PJSIP/100", Application(""), "Application"),
    ]
    for channel, target, field in cases:
        with pytest.raises(switchhook.RefusedValueError) as caught:
            CallFile(channel, target)
        assert caught.value.field == field
    with pytest.raises(TypeError):
        CallFile("PJSIP/100", "200@internal")  # type: ignore[arg-type]


def test_a_file_that_asterisk_finds_odd_says_on_which_line() -> None:
    with pytest.raises(switchhook.ParseError) as caught:
        CallFile.parse("Channel: PJSIP/100\nTimeout: 20\nApplication: Echo\n")
    assert (caught.value.line, caught.value.hint, caught.value.code) == (2, "write `WaitTime:`", "unknown-key")
    assert str(caught.value) == 'line 2: Asterisk knows no key "Timeout"; write `WaitTime:`'


def test_what_is_wrong_with_an_argument_is_said_by_its_name() -> None:
    echo = Application("Echo")
    with pytest.raises(switchhook.RefusedValueError, match="MaxRetries"):
        CallFile("PJSIP/100", echo, max_retries=2**70)
    with pytest.raises(switchhook.RefusedValueError, match="Priority"):
        Extension("internal", "200", priority=-(2**70))
    with pytest.raises(TypeError, match=r"^WaitTime is a timedelta, or seconds as an int, not float$"):
        CallFile("PJSIP/100", echo, wait_time=1.5)  # type: ignore[arg-type]
    for wrong in (5, ("Fire",), ("Fire", "alarm", "200")):
        with pytest.raises(TypeError, match=r"^caller_id is a str, or a tuple of name and number, not "):
            CallFile("PJSIP/100", echo, caller_id=wrong)  # type: ignore[arg-type]


def test_a_check_says_what_asterisk_does_with_each_odd_line() -> None:
    report = switchhook.check_call_file(b"Channel: PJSIP/100\nWaitTime: soon\nApplication: Echo\nNonsense\n")
    assert (report.verdict, report.omitted) == ("called", 0)
    assert report.call == CallFile("PJSIP/100", Application("Echo"))
    number, colon = report.findings
    assert (number.line, number.code, number.effect) == (2, "bad-number", "default-with-warning")
    assert (colon.line, colon.code, colon.effect) == (4, "missing-colon", "ignored-with-warning")
    assert str(colon) == colon.text
    assert colon.text.startswith('line 4: no `:` in "Nonsense"; write it as `Key: value`')

    nowhere = switchhook.check_call_file("Channel: PJSIP/100\n")
    assert (nowhere.verdict, nowhere.call) == ("discarded", None)
    assert nowhere.findings[0].effect == "file-discarded"


def test_a_finished_file_tells_how_it_ended() -> None:
    report = switchhook.check_call_file(
        "Channel: PJSIP/100\nApplication: Echo\nMaxRetries: 1\n\n"
        "StartRetry: 4711 1 (1718000000)\n\nEndRetry: 4711 1 (1718000045)\n"
        "\nStartRetry: 4711 2 (1718000345)\nStatus: Expired\n"
    )
    assert (report.status, report.failed_attempts, report.calling_pid) == ("Expired", 1, 4711)


def test_a_call_is_in_the_spool_whole_and_at_its_time(spool: Spool, tmp_path: Path) -> None:
    call = CallFile("PJSIP/100", TARGET)
    later = datetime(2040, 6, 11, 9, 0, tzinfo=timezone(timedelta(hours=11)))
    spool.submit("later.call", call, at=later)
    spool.submit("now.call", call)

    assert sorted(os.listdir(tmp_path / "outgoing")) == ["later.call", "now.call"]
    assert os.listdir(tmp_path / "tmp") == []
    assert (tmp_path / "outgoing" / "now.call").read_bytes() == bytes(call)
    assert (tmp_path / "outgoing" / "later.call").stat().st_mtime == later.timestamp()

    now, then = spool.pending()
    assert (now.name, then.name, then.due) == ("now.call", "later.call", later)
    assert then.due.tzinfo is not None
    assert now.due <= datetime.now(timezone.utc)

    report = spool.read("now.call")
    assert report is not None
    assert report.call == call
    assert spool.read("other.call") is None
    cancelled = spool.cancel("later.call")
    assert cancelled is not None
    assert cancelled.call == call
    assert spool.cancel("later.call") is None
    assert [pending.name for pending in spool.pending()] == ["now.call"]
    assert (spool.outgoing, spool.staging) == (tmp_path / "outgoing", tmp_path / "tmp")


def test_a_waiting_call_is_not_overwritten(spool: Spool) -> None:
    spool.submit("alarm.call", CallFile("PJSIP/100", TARGET))
    with pytest.raises(FileExistsError, match="is waiting already; cancel it first") as caught:
        spool.submit("alarm.call", CallFile("PJSIP/101", TARGET))
    assert caught.value.filename == str(spool.outgoing / "alarm.call")
    report = spool.read("alarm.call")
    assert report is not None
    assert report.call == CallFile("PJSIP/100", TARGET)


def test_a_name_that_leads_elsewhere_or_a_time_without_zone_is_refused(spool: Spool) -> None:
    call = CallFile("PJSIP/100", TARGET)
    for name in ("", "../tmp/x", ".hidden", "a/b", "a\nb", "x" * 256):
        with pytest.raises(switchhook.RefusedValueError) as caught:
            spool.submit(name, call)
        assert caught.value.field == "name"
    with pytest.raises(switchhook.RefusedValueError, match="needs a zone") as caught:
        spool.submit("x.call", call, at=datetime(2040, 6, 11, 9, 0))
    assert caught.value.field == "at"
    with pytest.raises(switchhook.RefusedValueError) as caught:
        spool.submit("x.call", call, at=datetime(1900, 1, 1, tzinfo=timezone.utc))
    assert caught.value.field == "at"
    assert spool.pending() == []


def test_a_spool_that_cannot_be_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"astspooldir of asterisk\.conf says where it is") as caught:
        Spool(tmp_path)
    assert caught.value.filename == str(tmp_path / "outgoing")
    (tmp_path / "outgoing" / "tmp").mkdir(parents=True)
    with pytest.raises(switchhook.RefusedValueError, match="which Asterisk watches") as refused:
        Spool(tmp_path, staging=tmp_path / "outgoing" / "tmp")
    assert refused.value.field == "staging"
    (tmp_path / "tmp").mkdir()
    (tmp_path / "outgoing").chmod(0o755)
    with pytest.raises(PermissionError, match="cannot remove files"):
        Spool(tmp_path, owner=(64321, 64321))


def test_no_variable_is_shown_by_accident() -> None:
    call = CallFile("PJSIP/100", Application("Authenticate", "4711"), variables=[("PIN", "hunter2")])
    assert repr(call) == str(call) == "CallFile(PJSIP/100, 1 variables)"
    report = switchhook.check_call_file(bytes(call))
    for shown in (repr(call), str(call), repr(call.target), repr(report), f"{[call, report]}"):
        assert "hunter2" not in shown
        assert "4711" not in shown


def test_targets_match_and_hash() -> None:
    match_args = (Extension.__match_args__, Application.__match_args__)
    assert match_args == (("context", "extension", "priority"), ("name", "data"))
    assert len({Extension("a", "1"), Extension("a", "1"), Extension("a", "2"), Application("Echo")}) == 3
    assert repr(Extension("internal", "200", priority=2)) == "Extension(200@internal, priority 2)"
