"""How many calls a second? Rates made-up calls with the sample tariff, beside the same rules in plain Python.

    python benches/rate.py [CALLS]

The plain version is what one would write in an afternoon: a dictionary of prefixes, the longest first, floats, the
price of the band, started steps. It leaves out what the tariff does not need today (tax, holidays, access codes, clocks
that go back), and explains nothing. Both must agree on the amounts. Times are of the processor, best of several runs.
"""

from __future__ import annotations

import csv
import math
import random
import sys
import time
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Callable

import switchhook

TARIFF = Path(__file__).resolve().parents[3] / "rating" / "testdata" / "new-caledonia"
RUNS = 5

Call = tuple[str, str, int]


def main(count: int) -> None:
    calls = make_calls(count)
    as_datetimes = [(number, datetime.fromisoformat(start), seconds) for number, start, seconds in calls]
    book = switchhook.Book.load(TARIFF)
    plain = Plain(TARIFF / "deck.csv")

    def amounts() -> list[Decimal]:
        return [outcome.charge.after_tax for outcome in book.rate_all(calls) if isinstance(outcome, switchhook.Rated)]

    in_floats = [plain.rate(*call) for call in calls]
    exact = book.rate_all(calls)
    wrong = sum(not agree(outcome, amount) for outcome, amount in zip(exact, in_floats))
    assert not wrong, f"{wrong} of {count} amounts differ"

    print(f"Python {sys.version.split()[0]}, {count} calls, best of {RUNS}")
    show("rate_all, start as text", count, lambda: book.rate_all(calls))
    show("rate_all, start as datetime", count, lambda: book.rate_all(as_datetimes))
    show("rate_all, and every amount as Decimal", count, amounts)
    show("rate, in a loop", count, lambda: [book.rate(*call) for call in calls])
    show("plain Python, floats", count, lambda: [plain.rate(*call) for call in calls])


def show(what: str, count: int, work: Callable[[], object]) -> None:
    best = min(timed(work) for _ in range(RUNS))
    print(f"{what:40} {count / best:12,.0f} calls/s {best / count * 1e9:8,.0f} ns a call")


def timed(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def make_calls(count: int) -> list[Call]:
    """Numbers that the tariff knows, in its 2011, at any second of the year."""
    dice = random.Random(7)
    calls = []
    for _ in range(count):
        prefix, digits = dice.choice([("8", 5), ("2", 5), ("7", 5), ("07", 5), ("19689", 8), ("196897", 8)])
        number = prefix + "".join(dice.choices("0123456", k=digits))
        start = datetime.fromtimestamp(dice.randrange(1293840000, 1325376000)).isoformat(sep=" ")
        calls.append((number, start, dice.randrange(1, 3600)))
    return calls


def agree(outcome: switchhook.Outcome, amount: float | None) -> bool:
    if not isinstance(outcome, switchhook.Rated):
        return amount is None
    return amount is not None and math.isclose(outcome.charge.after_tax, amount, rel_tol=1e-9)


class Plain:
    """The sample tariff in plain Python."""

    def __init__(self, deck: Path) -> None:
        self.rates: dict[str, tuple[float, float, int, int, int, int]] = {}
        with open(deck, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(line for line in file if not line.startswith("#")):
                low, _, high = row["digits"].partition("-")
                rate = (
                    float(row["price_peak"] or 0),
                    float(row["price_offpeak"] or 0),
                    int(row["per"]),
                    int(row["next"]),
                    int(low or 0),
                    int(high or low or 99),
                )
                for prefix in prefixes(row["prefix"]):
                    self.rates[prefix] = rate
        self.longest = max(map(len, self.rates))

    def rate(self, number: str, start: str, seconds: int) -> float | None:
        for length in range(min(self.longest, len(number)), 0, -1):
            rate = self.rates.get(number[:length])
            if rate and rate[4] <= len(number) <= rate[5]:
                break
        else:
            return None
        peak, offpeak, per, step, _, _ = rate
        clock = datetime.fromisoformat(start)
        price = peak if clock.weekday() < 5 and 7 <= clock.hour < 19 else offpeak
        return math.ceil(seconds / step) * step * price / per


def prefixes(text: str) -> list[str]:
    """`0-6|8|9` and `7,07`."""
    found = []
    for part in text.replace("|", ",").split(","):
        low, _, high = part.partition("-")
        found += [str(n).zfill(len(low)) for n in range(int(low), int(high) + 1)] if high else [low]
    return found


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
