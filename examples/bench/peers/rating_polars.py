"""Rates calls with one Polars query: FOLDER RUNS. What `rating_peers` runs, and compares with its own sums.

Prints the version, the threads, the nanoseconds of the best run by the clock, and how many calls were rated with their sums
before and after tax. Integers only, as in switchhook-rating; the longest prefix by one join for each length, longest
first. What is read from the files beforehand is not measured, as on the other side.
"""

import sys
import time

import polars as pl

folder = sys.argv[1]
runs = int(sys.argv[2])
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
for _ in range(runs):
    begin = time.perf_counter_ns()
    sums = rate()
    took = time.perf_counter_ns() - begin
    best = took if best is None else min(best, took)
print(pl.__version__, pl.thread_pool_size(), best, *sums)
