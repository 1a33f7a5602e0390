"""Fills in a template for each phone, in two ways: FOLDER RUNS. What `provisioning_peer` runs.

Prints the version, and for each way the nanoseconds of processor time of the best run and how many bytes were written. Ends with
an error when a file has other values than expected. Templates are compiled and phones are read beforehand, which is not
measured; values are escaped, as XML needs it.
"""

import copy
import re
import sys
import time
from pathlib import Path

import jinja2

folder = Path(sys.argv[1])
runs = int(sys.argv[2])
environment = jinja2.Environment(
    loader=jinja2.FileSystemLoader(folder), autoescape=True, keep_trailing_newline=True, undefined=jinja2.StrictUndefined
)


def read(name: str) -> list[list[str]]:
    return [row.split("\t") for row in (folder / name).read_text(encoding="utf-8").splitlines()]


head, *rows = read("phones.tsv")
bare_phones = [dict(zip(head, row)) for row in rows]

LINE_NUMBERS: dict[str, list[tuple[str, int]]] = {}
KEY_NUMBERS: dict[str, list[tuple[str, int]]] = {}
for name, number in read("numbers.tsv"):
    field, index = re.fullmatch("([a-z]+)([0-9]+)", name).groups()
    numbers = KEY_NUMBERS if field in ("value", "text") else LINE_NUMBERS
    numbers.setdefault(index, []).append((field, int(number)))


def raw_config(phone: dict[str, str]) -> dict:
    """What a provisioning server keeps of a device: dictionaries by line and by key."""
    config = {"mac": phone["mac"], "admin": phone["admin"], "sip_lines": {}, "funckeys": {}}
    for name, text in phone.items():
        if found := re.fullmatch("([a-z]+)([0-9]+)", name):
            field, index = found.groups()
            place = config["funckeys" if field in ("value", "text") else "sip_lines"]
            place.setdefault(index, {})[field] = text
    return config


def add_lines(config: dict) -> None:
    config["XX_lines"] = [
        (number, line[field])
        for index, line in sorted(config["sip_lines"].items())
        for field, number in LINE_NUMBERS[index]
    ]


def add_keys(config: dict) -> None:
    config["XX_fkeys"] = [
        (number, key[field])
        for index, key in sorted(config["funckeys"].items(), key=lambda item: int(item[0]))
        for field, number in KEY_NUMBERS[index]
    ]


looping, bare = environment.get_template("loops.j2"), environment.get_template("bare.j2")
loop_phones = [raw_config(phone) for phone in bare_phones]


def by_loops(phone: dict) -> bytes:
    # The plug-in adds to a copy: what is kept stays as it is.
    config = copy.copy(phone)
    add_lines(config)
    add_keys(config)
    return looping.render(config).encode("utf-8")


def by_bare(phone: dict) -> bytes:
    return bare.render(phone).encode("utf-8")


def measure(render, phones: list[dict]) -> tuple[int, int]:
    best = None
    for _ in range(runs):
        total = 0
        begin = time.thread_time_ns()
        for phone in phones:
            total += len(render(phone))
        took = time.thread_time_ns() - begin
        best = took if best is None else min(best, took)
    return best, total


def check(render, phones: list[dict]) -> None:
    expected = (folder / "expected").read_bytes()
    at = 0
    for phone in phones:
        length = int.from_bytes(expected[at : at + 4], "big")
        wanted = expected[at + 4 : at + 4 + length]
        # The order of the values is free.
        if sorted(render(phone).splitlines()) != sorted(wanted.splitlines()):
            sys.exit(f"other values for {phone['mac']}")
        at += 4 + length


check(by_loops, loop_phones)
check(by_bare, bare_phones)
print(jinja2.__version__, *measure(by_loops, loop_phones), *measure(by_bare, bare_phones))
