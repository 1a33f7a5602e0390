"""Rates the exported calls with one Polars query and compares the sums: FOLDER RATED BEFORE AFTER.

Integers only, as in switchhook-rating; the longest prefix by one join for each length, longest first.
"""

import sys
import time

import polars as pl

folder = sys.argv[1]
expected = tuple(int(argument) for argument in sys.argv[2:5])
deck = pl.read_csv(f"{folder}/deck.csv", schema_overrides={"prefix": pl.String})
calls = pl.read_csv(f"{folder}/calls.csv", schema_overrides={"number": pl.String}).with_row_index("at")
lengths = sorted(deck["prefix"].str.len_bytes().unique(), reverse=True)
decks = {n: deck.filter(pl.col("prefix").str.len_bytes() == n).with_row_index("row").lazy() for n in lengths}


def rate() -> tuple[int, int, int]:
    dialled = calls.lazy().with_columns(pl.col("number").str.slice(2))
    left, found = dialled, []
    for n in lengths:
        key = pl.col("number").str.head(n)
        found.append(left.with_columns(key.alias("prefix")).join(decks[n], on="prefix", how="inner"))
        left = left.with_columns(key.alias("prefix")).join(decks[n], on="prefix", how="anti").drop("prefix")
    local = pl.from_epoch("start").dt.replace_time_zone("UTC").dt.convert_time_zone("Europe/Paris")
    peak = (local.dt.weekday() <= 5) & local.dt.hour().is_between(7, 18)
    after_first = pl.max_horizontal(pl.col("seconds") - pl.col("first"), pl.lit(0))
    billed = pl.col("first") + (after_first + pl.col("next") - 1) // pl.col("next") * pl.col("next")
    price = pl.when(peak).then("peak").otherwise("offpeak")
    priced = pl.concat(found).with_columns(before=(price * 100 * billed + 30) // 60)
    priced = priced.with_columns(after=(pl.col("before") * 6 + 2) // 5).sort("at")
    out = priced.select("at", "prefix", "before", "after").collect()
    return out.height, out["before"].sum(), out["after"].sum()


best = None
for _ in range(5):
    begin = time.perf_counter_ns()
    sums = rate()
    took = time.perf_counter_ns() - begin
    best = took if best is None else min(best, took)
if sums != expected:
    sys.exit(f"polars: {sums}, and switchhook-rating {expected}")
print(f"| Polars {pl.__version__}, {pl.thread_pool_size()} threads | {best // calls.height} ns a call |")
