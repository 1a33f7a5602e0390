"""What the documentation shows is what happens."""

from __future__ import annotations

import ast
import doctest
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import switchhook
from conftest import PROJECT, TARIFF

STUB = Path(switchhook.__file__).with_name("_native.pyi")
EXAMPLES = sorted((PROJECT / "examples").glob("*.py"))
WATCH = PROJECT / "examples" / "watch_events.py"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with all that the documentation mentions."""
    shutil.copytree(TARIFF, tmp_path / "tariff")
    for file in (PROJECT / "tests" / "testdata").iterdir():
        shutil.copy(file, tmp_path)
    for name in ("outgoing", "tmp"):
        (tmp_path / "spool" / name).mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(example: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, example, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
    )


@pytest.mark.skipif(sys.version_info < (3, 10), reason="the README uses match, which came with Python 3.10")
def test_the_readme_says_what_happens(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Blocks of Python run in order, in one namespace; a block of text after one is what it prints."""
    names: dict[str, object] = {}
    printed = None
    programs = 0
    for language, block in BLOCK.findall((PROJECT / "README.md").read_text(encoding="utf-8")):
        if language == "python":
            assert not printed, f"the README does not show what is printed: {printed}"
            exec(compile(block, f"README.md: {block.splitlines()[0]}", "exec"), names)
            printed = capsys.readouterr().out
            programs += 1
        elif language == "text" and printed is not None:
            assert printed == block
            printed = None
    assert not printed
    assert programs >= 4


def docstrings() -> list[tuple[str, str]]:
    tree = ast.parse(STUB.read_text(encoding="utf-8"))
    documented = (ast.ClassDef, ast.FunctionDef)
    found = [(node.name, ast.get_docstring(node) or "") for node in ast.walk(tree) if isinstance(node, documented)]
    return [(name, text) for name, text in found if ">>>" in text]


@pytest.mark.parametrize(("name", "text"), docstrings(), ids=[name for name, _ in docstrings()])
def test_examples_of_the_reference_run(folder: Path, name: str, text: str) -> None:
    test = doctest.DocTestParser().get_doctest(text, {}, name, str(STUB), 0)
    problems: list[str] = []
    doctest.DocTestRunner().run(test, out=problems.append)
    assert not problems, "".join(problems)
    assert test.examples


def test_everything_public_has_a_description() -> None:
    tree = ast.parse(STUB.read_text(encoding="utf-8"))
    for name in switchhook.__all__:
        if isinstance(getattr(switchhook, name), type) and not issubclass(getattr(switchhook, name), Exception):
            [node] = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name]
            assert ast.get_docstring(node), name
            assert getattr(switchhook, name).__doc__, name


@pytest.mark.parametrize("example", [path for path in EXAMPLES if path != WATCH], ids=lambda path: path.stem)
def test_an_example_runs_as_its_first_lines_say(folder: Path, example: Path) -> None:
    """Its docstring ends in the command, and in what that prints."""
    description = ast.get_docstring(ast.parse(example.read_text(encoding="utf-8"))) or ""
    command, expected = description.split("\n\n$ ", 1)[1].split("\n", 1)
    program, script, *arguments = command.split()
    assert (program, script) == ("python", example.name)
    done = run(example, *arguments)
    assert done.stderr == ""
    assert done.stdout.rstrip("\n") == expected


class Pbx(threading.Thread):
    """Takes one connection, reads the login, says what it was told to, and closes."""

    def __init__(self, said: bytes) -> None:
        super().__init__(daemon=True)
        self.said = said
        self.login: list[switchhook.Frame] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.settimeout(30)

    def run(self) -> None:
        with self.listener, self.listener.accept()[0] as connection:
            connection.settimeout(30)
            framer = switchhook.Framer(banner=False)
            while not self.login:
                self.login = framer.feed(connection.recv(4096))
            connection.sendall(self.said)


@pytest.mark.parametrize(
    ("reply", "status", "shown", "told"),
    [
        (
            b"Response: Success\r\nActionID: login\r\n",
            0,
            "Hangup PJSIP/100-01 100\n",
            "the PBX closed the connection\n",
        ),
        (
            b"Response: Error\r\nActionID: login\r\nMessage: Authentication failed\r\n",
            1,
            "",
            "login refused: Authentication failed\n",
        ),
    ],
)
def test_the_example_watches_a_pbx(reply: bytes, status: int, shown: str, told: str) -> None:
    hangup = b"Event: Hangup\r\nChannel: PJSIP/100-01\r\nCallerIDNum: 100\r\n\r\n"
    pbx = Pbx(b"Asterisk Call Manager/11.0.0\r\n" + reply + b"\r\n" + hangup)
    pbx.start()
    done = run(WATCH, "--port", str(pbx.listener.getsockname()[1]), "--user", "eve", AMI_SECRET="hunter2")
    pbx.join(30)
    assert (done.returncode, done.stdout, done.stderr) == (status, shown, told)
    [login] = pbx.login
    assert isinstance(login, switchhook.Message)
    assert (login.name, login["Username"], login["Secret"]) == ("Login", "eve", "hunter2")
