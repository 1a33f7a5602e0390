"""What happens on a PBX, event by event? Logs in to Asterisk's manager interface and prints until interrupted.

The secret is read from the environment variable AMI_SECRET. For a PBX on another machine, wrap the socket in TLS: the
login below sends the secret as it is.

AMI_SECRET=… python watch_events.py --host 127.0.0.1 --user ops
"""

from __future__ import annotations

import argparse
import os
import socket
import sys

import switchhook


def main() -> None:
    parser = argparse.ArgumentParser(description="What happens on a PBX, event by event?")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=5038)
    parser.add_argument("--user", default="ops")
    arguments = parser.parse_args()

    # Built, not glued together: a line break in the secret would begin another header.
    login = switchhook.Message.build(
        [
            ("Action", "Login"),
            ("ActionID", "login"),
            ("Username", arguments.user),
            ("Secret", os.environ.get("AMI_SECRET", "")),
            ("Events", "call,agent"),
        ]
    )
    framer = switchhook.Framer()
    with socket.create_connection((arguments.host, arguments.port), timeout=10) as connection:
        connection.sendall(bytes(login))
        connection.settimeout(None)
        while data := connection.recv(65536):
            for frame in framer.feed(data):
                show(frame)
    print("the PBX closed the connection", file=sys.stderr)


def show(frame: switchhook.Frame) -> None:
    if isinstance(frame, switchhook.Malformed):
        print(f"lost a message: {frame}", file=sys.stderr)
    elif isinstance(frame, switchhook.Message):
        if frame.action_id == "login" and not frame.is_success:
            sys.exit(f"login refused: {frame.get('Message', 'no reason given')}")
        if frame.kind == "event":
            print(frame.name, frame.get("Channel", ""), frame.get("CallerIDNum", ""))


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
    except OSError as error:
        sys.exit(f"no connection to the PBX: {error}")
