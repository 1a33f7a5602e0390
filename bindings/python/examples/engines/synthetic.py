"""A tariff and calls that are made up, the same on every machine, and what to compare rated calls by.

There are calls of every kind: ordinary ones, free and forbidden ones, numbers that the tariff does not know, and
records that are none (a missing number, a length below zero).
"""

from __future__ import annotations

import hashlib
import random
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import switchhook

ROWS_OF_A_GROUP = 1 << 16
ACCOUNTS = 1000
PREFIXES = 20_000

RULES = """
currency = "EUR"
zone = "Europe/Paris"
otherwise = "offpeak"
holidays = ["01-01", "07-14", "12-25"]
bands = [{ name = "peak", days = ["mon-fri"], hours = ["08:00-19:00"] }]
tax = { rates = [{ from = "2000-01-01", percent = "19.6" }, { from = "2024-07-01", percent = "20" }] }
"""

NUMBERING = """
[numbering]
country = "33"
national = "0"
international = ["00"]
"""

PLAN = f'name = "wholesale"\n{RULES}{NUMBERING}'

BEYOND = "wholesale"
"""The plan whose calls a package may take."""

# Of each account the first half hour a month costs half; some accounts have a plan of their own and no package.
PACKAGES = f"""
{NUMBERING}
[[plans]]
name = "{BEYOND}"
decks = [{{ file = "deck.csv" }}]
{RULES}
[[plans]]
name = "inside"
parent = {{ plan = "{BEYOND}", factor = "1/2" }}
{RULES}
[[plans]]
name = "partners"
parent = {{ plan = "{BEYOND}", factor = "4/5" }}
{RULES}
[[packages]]
name = "half an hour"
per = "account"
beyond = "{BEYOND}"
steps = [{{ minutes = "30", plan = "inside" }}]

[[assign]]
account = "account-7"
plan = "partners"
"""

# What `rate_batch` gives, in the words of Spark.
SPARK_SCHEMA = (
    "id bigint, status string, before_tax decimal(18,6), tax decimal(18,6), after_tax decimal(18,6), currency string, "
    "billed_ms bigint, units bigint, prefix string, destination string, plan string, version date, band string"
)

RESULT = [
    "status",
    "before_tax",
    "tax",
    "after_tax",
    "currency",
    "billed_ms",
    "units",
    "prefix",
    "destination",
    "plan",
    "version",
    "band",
]
"""The columns of the result that are compared, beside the ``id`` of the call."""

INTEGERS = {pa.date32(): pa.int32()}
"""What columns are that have no zero of their own."""

SUMMED = ["before_tax", "tax", "after_tax", "billed_ms", "units"]


def deck() -> str:
    """Prefixes of two to six digits with prices by the time of day."""
    dice = random.Random(7)
    lines = ["prefix,destination,kind,price_peak,price_offpeak,fee,per,first,next,blocked"]
    for prefix in sorted({str(dice.randrange(10, 10 ** dice.randrange(2, 7))) for _ in range(PREFIXES)}):
        if prefix.startswith("4"):  # numbers that the tariff does not know
            continue
        first, step = dice.choice([(60, 60), (60, 1), (30, 6), (1, 1)])
        cents = 0 if prefix.endswith("77") else dice.randrange(1, 50_000)
        fee = "0.05" if cents and prefix.endswith("5") else "0"
        blocked = "yes" if prefix.endswith("99") else ""
        price = f"0.{cents:05}"
        lines.append(
            f"+{prefix},Destination {len(prefix)}-{prefix[:2]},,{price},{price},{fee},60,{first},{step},{blocked}"
        )
    return "\n".join(lines) + "\n"


def book() -> switchhook.Book:
    """The tariff, compiled."""
    made = switchhook.Book.from_text(PLAN, deck())
    assert not made.rejected, made.rejected
    return made


def package_book() -> switchhook.Book:
    """The same prices with a package, compiled."""
    made = switchhook.Book.from_text(PACKAGES, deck())
    assert not made.rejected, made.rejected
    return made


class Dice:
    """A small generator (splitmix64) whose numbers no version of any library changes."""

    def __init__(self, seed: int) -> None:
        self.seed = np.uint64(seed)

    def below(self, bound: int, ids: Any) -> Any:
        self.seed += np.uint64(1)
        with np.errstate(over="ignore"):
            z = (ids.astype(np.uint64) * np.uint64(1_000_003) + self.seed) * np.uint64(0x9E3779B97F4A7C15)
            z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            z ^= z >> np.uint64(31)
        return (z % np.uint64(bound)).astype(np.int64)


def calls(first: int, count: int) -> pa.Table:
    """The calls with these ids."""
    ids: Any = np.arange(first, first + count, dtype=np.int64)
    dice = Dice(1)
    digits = pc.cast(pa.array(dice.below(90_000_000_000, ids) + 10_000_000_000), pa.string())
    number = pc.binary_join_element_wise(pa.scalar("00"), digits, "")
    number = pc.if_else(pa.array(dice.below(1000, ids) == 0), pa.scalar(None, pa.string()), number)
    start: Any = dice.below(2 * 365 * 86_400, ids) + 1_700_000_000
    duration = np.where(dice.below(10, ids) == 0, 0, dice.below(1800, ids))
    duration = np.where(dice.below(1000, ids) == 0, -1, duration)
    account = pc.cast(pa.array(dice.below(ACCOUNTS, ids)), pa.string())
    return pa.table(
        {
            "id": ids,
            "number": number,
            "start": pa.array(start * 1_000_000).cast(pa.timestamp("us", tz="UTC")),
            "duration": duration,
            "account": pc.binary_join_element_wise(pa.scalar("account"), account, "-"),
        }
    )


def write_calls(folder: Path, count: int, files: int = 4) -> None:
    """The same as Parquet files."""
    bounds = [count * at // files for at in range(files + 1)]
    for at, (low, high) in enumerate(zip(bounds, bounds[1:])):
        with pq.ParquetWriter(folder / f"part-{at}.parquet", calls(0, 0).schema) as writer:
            for first in range(low, high, ROWS_OF_A_GROUP):
                writer.write_table(calls(first, min(ROWS_OF_A_GROUP, high - first)))


def on_this_machine(count: int) -> tuple[pa.Table, float]:
    """The result without any engine, in the order of the ids, and the seconds that rating took."""
    tariff = book()
    table = calls(0, count)
    begun = time.perf_counter()
    rated = tariff.rate_batch(table, keep=True, dictionaries=False)
    seconds = time.perf_counter() - begun
    return pa.table(rated).select(["id", *RESULT]), seconds


def fingerprint(table: pa.Table) -> str:
    """A hash of all rows, whatever their order and however the columns are kept."""
    table = plain(table)
    digest = hashlib.sha256()
    for name in table.column_names:
        column = table[name].combine_chunks()
        digest.update(f"{name} {column.type} {len(column)}".encode())
        digest.update(column.is_null().cast(pa.uint8()).to_numpy(zero_copy_only=False).tobytes())
        if pa.types.is_string(column.type):
            digest.update(pc.binary_length(column).fill_null(0).to_numpy(zero_copy_only=False).tobytes())
            digest.update("".join(column.fill_null("").to_pylist()).encode())
        elif pa.types.is_decimal(column.type):
            millionths = pc.multiply(column, pa.scalar(1_000_000, pa.decimal128(7, 0))).cast(pa.int64())
            digest.update(millionths.fill_null(0).to_numpy(zero_copy_only=False).tobytes())
        else:
            digest.update(
                column.cast(INTEGERS.get(column.type, column.type))
                .fill_null(0)
                .to_numpy(zero_copy_only=False)
                .tobytes()
            )
    return digest.hexdigest()


def plain(table: pa.Table) -> pa.Table:
    """Rows in the order of their ids, and the types that all engines can be brought to."""
    fields = [pa.field("id", pa.int64())]
    for name in RESULT:
        if name in ("before_tax", "tax", "after_tax"):
            fields.append(pa.field(name, pa.decimal128(18, 6)))
        else:
            kept = pa.int64() if name in SUMMED else pa.date32() if name == "version" else pa.string()
            fields.append(pa.field(name, kept))
    return table.select(["id", *RESULT]).cast(pa.schema(fields)).sort_by("id")


def sums(table: pa.Table) -> dict[str, tuple[int, ...]]:
    """For each status how many calls there are and what their columns add up to; amounts in millionths."""
    table = plain(table)
    for name in ("before_tax", "tax", "after_tax"):
        millionths = pc.multiply(table[name], pa.scalar(1_000_000, pa.decimal128(7, 0))).cast(pa.int64())
        table = table.set_column(table.column_names.index(name), name, millionths)
    grouped = table.group_by("status").aggregate([("id", "count"), *((name, "sum") for name in SUMMED)])
    rows = grouped.to_pylist()
    return {row["status"]: (row["id_count"], *(row[f"{name}_sum"] or 0 for name in SUMMED)) for row in rows}


def totals_of_spark(rated: Any, f: Any) -> dict[str, tuple[int, ...]]:
    """What Spark itself adds up, as :func:`sums`; ``f`` is its module of functions."""
    totals = rated.groupBy("status").agg(
        f.count("id"),
        *(f.sum(f.col(name) * (1_000_000 if "tax" in name else 1)) for name in SUMMED),
    )
    return {row[0]: tuple(int(value or 0) for value in row[1:]) for row in totals.collect()}


def compare(engine: str, count: int, by_engine: dict[str, tuple[int, ...]], rated: pa.Table, seconds: float) -> None:
    """Ends with an error unless the engine came to what one machine comes to, in every sum and every row."""
    expected, alone = on_this_machine(count)
    compare_with(expected, alone, engine, count, by_engine, rated, seconds)


def compare_with(
    expected: pa.Table,
    alone: float,
    engine: str,
    count: int,
    by_engine: dict[str, tuple[int, ...]],
    rated: pa.Table,
    seconds: float,
) -> None:
    """The same against a result that is there already."""
    assert len(expected) == count
    by_hand = sums(expected)
    assert sorted(by_hand) == ["forbidden", "free", "rated", "rejected", "unmatched"], by_hand
    assert sum(row[0] for row in by_hand.values()) == count
    assert by_engine == by_hand, f"{engine} added up\n{by_engine}\nand one machine\n{by_hand}"
    hashes = fingerprint(rated), fingerprint(expected)
    assert hashes[0] == hashes[1], f"{engine}: other rows than on one machine: {hashes}"
    counts = ", ".join(f"{status} {row[0]}" for status, row in sorted(by_hand.items()))
    print(f"{counts}; after tax {Decimal(by_hand['rated'][3]).scaleb(-6):,} EUR; rows {hashes[0][:16]}")
    print(f"ok: {engine}: {count} calls as on one machine; {seconds:.1f} s, rating alone {alone:.2f} s")
