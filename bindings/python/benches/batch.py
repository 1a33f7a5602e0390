"""How many calls a second in columns? Rates made-up calls over 100 000 prefixes, and the same in Rust if asked to.

    python benches/batch.py [CALLS] [--rust]

With `--rust` the tariff and the calls go into files, and `cargo bench` of switchhook-rating rates the same ones: with
a rater that has met all names before, and with a new one, which is what a call of `rate_batch` has. The last line
compares Python with the latter, each by its middle run. Times are of the processor, best of several runs.
"""

from __future__ import annotations

import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow as pa
import switchhook

REPOSITORY = Path(__file__).resolve().parents[3]
ROWS = 1 << 16
RUNS = 15

PLAN = """
name = "bench"
currency = "EUR"
zone = "Europe/Paris"
otherwise = "offpeak"

[[bands]]
name = "peak"
days = ["mon-fri"]
hours = ["07:00-19:00"]

[tax]
rates = [{ from = "2000-01-01", percent = "20" }]

[numbering]
international = ["00"]

[[decks]]
file = "deck.csv"
"""


def main(count: int, with_rust: bool) -> None:
    dice = random.Random(3)
    prefixes = make_prefixes(dice, 100_000)
    deck = make_deck(dice, prefixes)
    calls = make_calls(dice, prefixes, count)
    book = switchhook.Book.from_text(PLAN, deck)
    table = pa.table(
        {
            "number": [call[0] for call in calls],
            "start": pa.array([call[1] for call in calls], pa.timestamp("s", tz="UTC")),
            "duration": [call[2] for call in calls],
        }
    )
    # In the parts that engines hand over.
    table = pa.Table.from_batches(table.to_batches(max_chunksize=ROWS))
    times = [timed(book, table) for _ in range(RUNS)]
    best, middle = min(times), statistics.median(times)
    rate = f"{count / best:,.0f} calls/s, {best / count * 1e9:.1f} ns a call"
    print(f"Python {sys.version.split()[0]}, {count} calls: {rate}")
    if with_rust:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "plan.toml").write_text(PLAN, encoding="utf-8")
            Path(folder, "deck.csv").write_text(deck, encoding="utf-8")
            with open(Path(folder, "calls.csv"), "w", encoding="utf-8") as file:
                file.writelines(f"{number},{start},{seconds}\n" for number, start, seconds in calls)
            bench = [
                "cargo",
                "bench",
                "-q",
                "-p",
                "switchhook-rating",
                "--features",
                "arrow",
                "--bench",
                "arrow",
                "--",
                "arrow/Utf8(, all of it by a new rater)?$",
            ]
            environment = {**os.environ, "SWITCHHOOK_BENCH": folder}
            said = subprocess.run(bench, check=True, cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, text=True)
        print(said.stdout, end="")
        in_rust = rust_seconds(said.stdout)
        print(
            f"the same by a new rater: Rust {in_rust / count * 1e9:.1f}, Python {middle / count * 1e9:.1f} ns a call,"
            f" which is {middle / in_rust:.0%} of it"
        )


def rust_seconds(said: str) -> float:
    """The middle one of the three times that criterion prints."""
    found = re.search(r"by a new rater\s+time:\s+\[\S+ \S+ (\S+) (\S+) ", said)
    if found is None:
        raise SystemExit("the bench says nothing of a new rater")
    return float(found[1]) * {"s": 1, "ms": 1e-3, "µs": 1e-6}[found[2]]


def timed(book: switchhook.Book, table: pa.Table) -> float:
    begun = time.process_time()
    pa.table(book.rate_batch(table))
    return time.process_time() - begun


def make_prefixes(dice: random.Random, count: int) -> list[str]:
    """Lengths as in the decks of wholesale carriers, most of them long."""
    made: set[str] = set()
    while len(made) < count:
        made.add(str(dice.randrange(1, 10)) + "".join(dice.choices("0123456789", k=dice.choice([2, 4, 5, 5, 6, 6, 6]))))
    return sorted(made)


def make_deck(dice: random.Random, prefixes: list[str]) -> str:
    lines = ["prefix,destination,price_peak,price_offpeak,per,first,next"]
    for prefix in prefixes:
        peak = dice.randrange(2, 2000)
        step = dice.choice([1, 6, 30, 60])
        lines.append(f"+{prefix},Destination {prefix[:3]},0.{peak:04},0.{peak // 2:04},60,{step},{step}")
    return "\n".join(lines) + "\n"


def make_calls(dice: random.Random, prefixes: list[str], count: int) -> list[tuple[str, int, int]]:
    """By 1/rank, as calls go: each doubling of the rank has as many calls as the one before."""
    ranked = dice.sample(prefixes, len(prefixes))
    doublings = len(ranked).bit_length()
    calls = []
    for _ in range(count):
        low = 1 << dice.randrange(doublings)
        prefix = ranked[min(dice.randrange(low, 2 * low), len(ranked)) - 1]
        number = "00" + prefix + "".join(dice.choices("0123456789", k=11 - len(prefix)))
        calls.append((number, 1_751_320_800 + dice.randrange(31 * 86_400), dice.randrange(1, 1200)))
    return calls


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    main(numbers[0] if numbers else 1_000_000, "--rust" in sys.argv)
