"""FastAGI on panoramisk: prints its port, and ends with its standard input.

Path `commands` sends NOOP as often as agi_arg_1 says; the paths `exact/…` print what the program got.
"""

import asyncio
import json
import sys

from panoramisk.fast_agi import Application


async def commands(request) -> None:
    for _ in range(int(request.headers["agi_arg_1"])):
        await request.send_command("NOOP")


async def ask(request, command: str) -> dict:
    """Errors are values here, so that what comes after them is seen."""
    try:
        return await request.send_command(command)
    except ValueError as error:
        return {"error": f"{type(error).__name__}: {error}"}


def digits(reply) -> str:
    return f"error: {reply['error']}" if "error" in reply else json.dumps(reply["result"][0])


def text(reply) -> str:
    return f"error: {reply['error']}" if "error" in reply else json.dumps(reply["result"][1])


async def variable(request) -> str:
    return text(await ask(request, "GET VARIABLE NEXT"))


def got(first: str, then: str) -> None:
    print(f"{first}, then {then}", flush=True)


async def exact_digits(request) -> None:
    first = digits(await ask(request, "GET DATA enter-pin 5000 16"))
    got(first, await variable(request))


async def exact_variable(request) -> None:
    first = text(await ask(request, "GET VARIABLE FIRST"))
    got(first, await variable(request))


async def exact_hangup(request) -> None:
    first = text(await ask(request, "GET VARIABLE FIRST"))
    # It has no state to ask for: the hangup is an error of the command that it falls on.
    hung_up = "hung up" if "AGIResultHangup" in first else "not hung up"
    got(f"{first} and {hung_up}", await variable(request))


async def exact_gosub(request) -> None:
    reply = await ask(request, "GOSUB record s 1")
    got(f"error: {reply['error']}" if "error" in reply else "done", await variable(request))


async def exact_usage(request) -> None:
    reply = await ask(request, 'SAY DIGITS "*#" ""')
    got("refused" if reply.get("error") == "AGIUsageError" else str(reply), await variable(request))


async def exact_name(request) -> None:
    got(json.dumps(request.headers["agi_calleridname"]), await variable(request))


async def exact_backslash(_request) -> None:
    # Its commands are whole lines, which the program quotes itself: there is nothing to compare.
    print("not comparable: the program writes the line", flush=True)


async def exact_panic(_request) -> None:
    raise RuntimeError("as told")


async def main() -> None:
    application = Application(loop=asyncio.get_running_loop())
    application.add_route("commands", commands)
    for name, handler in globals().copy().items():
        if name.startswith("exact_"):
            application.add_route(name.replace("_", "/"), handler)
    server = await asyncio.start_server(application.handler, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    server.close()


asyncio.run(main())
