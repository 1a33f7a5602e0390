"""Bytes of the manager interface to messages, against what real Asterisks said."""

from __future__ import annotations

import array
import threading
from pathlib import Path
from typing import Any

import pytest
import switchhook
from conftest import TRANSCRIPTS

HANGUP = b"Event: Hangup\r\nChannel: PJSIP/100-00000001\r\nCause: 16\r\n\r\n"
COMMAND = TRANSCRIPTS / "22-command.txt"


def server_bytes(path: Path) -> bytes:
    """What the Asterisk of a transcript sent."""
    lines = path.read_bytes().split(b"\n")
    return b"".join(line[2:].removeprefix(b" ") + b"\n" for line in lines if line.startswith(b"S:"))


@pytest.mark.parametrize("path", sorted(TRANSCRIPTS.glob("[12]*-session.txt")), ids=lambda path: path.stem)
def test_where_the_network_cuts_does_not_matter(path: Path) -> None:
    stream = server_bytes(path)
    whole = switchhook.Framer().feed(stream)
    assert len(whole) > 20
    assert not [frame for frame in whole if isinstance(frame, switchhook.Malformed)]
    for size in (1, 7, 1460):
        framer = switchhook.Framer()
        pieces = [frame for at in range(0, len(stream), size) for frame in framer.feed(stream[at : at + size])]
        assert pieces == whole
        assert framer.buffered == 0


def test_nothing_of_a_stream_is_lost() -> None:
    stream = server_bytes(COMMAND)
    banner, *messages = switchhook.Framer().feed(stream)
    assert isinstance(banner, switchhook.Banner)
    joined = b"".join(bytes(message) for message in messages if isinstance(message, switchhook.Message))
    assert banner.text.encode() + b"\r\n" + joined == stream


def test_a_banner_tells_the_version_of_the_interface() -> None:
    [banner] = switchhook.Framer().feed(b"Asterisk Call Manager/11.0.0\r\n")
    assert isinstance(banner, switchhook.Banner)
    assert (banner.text, banner.version) == ("Asterisk Call Manager/11.0.0", "11.0.0")
    [other] = switchhook.Framer().feed(b"Our PBX\r\n")
    assert isinstance(other, switchhook.Banner)
    assert other.version is None


def test_headers_keep_order_repeats_and_bytes() -> None:
    message = switchhook.Message.parse(
        b"Response: Success\r\nActionID: 7\r\nOutput: caf\xe9\r\nOutput:  two\r\nNo colon\r\nEmpty:\r\n\r\n"
    )
    assert message.headers == (
        ("Response", "Success"),
        ("ActionID", "7"),
        ("Output", "caf\ufffd"),
        ("Output", " two"),
        ("", "No colon"),
        ("Empty", ""),
    )
    assert message.raw_headers[2] == (b"Output", b"caf\xe9")
    assert message.get_bytes("output") == b"caf\xe9"
    assert message.get_all("OUTPUT") == message.output == ["caf\ufffd", " two"]
    assert (message.kind, message.name, message.action_id, message.is_success) == ("response", "Success", "7", True)


def test_names_are_compared_without_case() -> None:
    message = switchhook.Message.parse(HANGUP)
    assert message["CHANNEL"] == message.get("channel") == "PJSIP/100-00000001"
    assert "cause" in message
    assert "Reason" not in message
    assert message.get("Reason") is None
    assert message.get("Reason", 0) == 0
    assert message.get_bytes("Reason") is None
    with pytest.raises(KeyError, match="Reason"):
        message["Reason"]


@pytest.mark.parametrize(
    ("data", "kind", "name"),
    [
        (HANGUP, "event", "Hangup"),
        (b"Response: Error\r\nMessage: no\r\n\r\n", "response", "Error"),
        (b"Event: OriginateResponse\r\nResponse: Failure\r\n\r\n", "event", "OriginateResponse"),
        (b"ActionID: 1\r\nAction: Ping\r\n\r\n", "action", "Ping"),
        (b"something else\r\n\r\n", "other", None),
    ],
)
def test_a_message_is_told_by_its_first_line(data: bytes, kind: str, name: str | None) -> None:
    message = switchhook.Message.parse(data)
    assert (message.kind, message.name) == (kind, name)
    assert not message.is_success


@pytest.mark.parametrize(
    "make",
    [
        bytes,
        bytearray,
        memoryview,
        lambda data: memoryview(data + data)[: len(data)],
        lambda data: array.array("B", data),
    ],
)
def test_anything_bytes_like_is_taken(make: Any) -> None:
    [message] = switchhook.Framer(banner=False).feed(make(HANGUP))
    assert message == switchhook.Message.parse(make(HANGUP)) == switchhook.Message.parse(HANGUP)


def test_text_is_not_bytes() -> None:
    with pytest.raises(TypeError, match="bytes-like"):
        switchhook.Framer().feed("Event: Hangup")  # type: ignore[arg-type]


def test_a_message_over_the_limits_costs_that_message() -> None:
    framer = switchhook.Framer(banner=False, message_bytes=100)
    long = b"Response: Success\r\nActionID: 9\r\nOutput: " + b"x" * 200 + b"\r\n\r\n"
    malformed, message = framer.feed(long + HANGUP)
    assert isinstance(malformed, switchhook.Malformed)
    assert malformed.action_id == "9"
    assert malformed.reason == str(malformed)
    assert "a message of over 100 bytes was skipped" in malformed.reason
    assert malformed.reason.endswith("; raise Framer's message_bytes")
    assert message == switchhook.Message.parse(HANGUP)

    [malformed] = switchhook.Framer(banner=False, headers=2).feed(HANGUP)
    assert isinstance(malformed, switchhook.Malformed)


def test_an_incomplete_message_is_no_message() -> None:
    with pytest.raises(switchhook.ParseError) as caught:
        switchhook.Message.parse(HANGUP[:-2])
    assert caught.value.hint == "give all of it, up to its closing empty line, or feed a Framer"
    framer = switchhook.Framer(banner=False)
    assert framer.feed(HANGUP[:-2]) == []
    assert framer.buffered == len(HANGUP) - 2
    assert framer.feed(b"\r\n") == [switchhook.Message.parse(HANGUP)]


def test_what_is_built_reads_back() -> None:
    built = switchhook.Message.build([("Action", "Originate"), ("Variable", b"NAME=caf\xe9"), ("Variable", "X=à")])
    assert bytes(built) == b"Action: Originate\r\nVariable: NAME=caf\xe9\r\nVariable: X=\xc3\xa0\r\n\r\n"
    assert switchhook.Message.parse(bytes(built)) == built


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("Channel", "200\r\nAction: Logoff", "remove it, a header cannot carry line breaks or NUL"),
        ("Channel", b"\0", "remove it, a header cannot carry line breaks or NUL"),
        ("Chan:nel", "x", "use a name without colon, control characters or outer blanks"),
    ],
)
def test_a_header_of_an_attacker_s_choice_is_refused(name: str, value: str | bytes, hint: str) -> None:
    with pytest.raises(switchhook.RefusedValueError) as caught:
        switchhook.Message.build([("Action", "Hangup"), (name, value)])
    assert caught.value.field == name
    assert caught.value.hint == hint


def test_no_value_of_a_message_is_shown_by_accident() -> None:
    login = switchhook.Message.build([("Action", "Login"), ("Username", "ops"), ("Secret", "hunter2")])
    framer = switchhook.Framer(banner=False)
    framer.feed(bytes(login)[:-2])
    assert repr(login) == 'Message(action "Login", 3 headers)'
    for shown in (repr(login), str(login), f"{[login]}", repr(framer)):
        assert "hunter2" not in shown


def test_threads_may_share_a_framer() -> None:
    framer = switchhook.Framer(banner=False)
    counts: list[int] = []

    def work() -> None:
        counts.append(sum(len(framer.feed(HANGUP)) for _ in range(500)))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sum(counts) == 2000
