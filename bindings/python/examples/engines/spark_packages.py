"""Rates calls with packages on Apache Spark in two passes, and compares the result with that of one machine.

    python spark_packages.py [CALLS]

The first pass is that of ``spark_rating.py``: every call by itself, in any order. What a package makes of a call
depends on those before it, so the calls that one may take go through a second pass: those of an account on one worker,
in the order of their starts. All others keep the charge of the first pass and are never moved.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import switchhook
import synthetic
from pyspark.sql import SparkSession
from pyspark.sql import functions as f
from spark_rating import session

CALL = ["id", "number", "start", "duration", "account"]
CALL_SCHEMA = "number string, start timestamp, duration bigint, account string"
# A function of this module goes to the workers by value, and must not need another one that they lack.
RESULT = synthetic.RESULT
AMOUNT = pa.decimal128(18, 6)
TYPES = {"before_tax": AMOUNT, "tax": AMOUNT, "after_tax": AMOUNT, "version": pa.date32()}


def use_packages(book: switchhook.Book, counters: switchhook.Counters, calls: pa.RecordBatch) -> pa.RecordBatch:
    """The charges of calls that come in the order of their starts, at least those of each account."""
    rows = []
    columns = [calls.column(name).to_pylist() for name in ("number", "start", "duration", "account")]
    for number, start, duration, account in zip(*columns):
        outcome = book.rate_with(counters, number, start, duration, account=account)
        assert isinstance(outcome, (switchhook.Rated, switchhook.Free)), outcome
        charge = outcome.charge
        billed = charge.billed // timedelta(milliseconds=1)
        amounts = (charge.before_tax, charge.tax, charge.after_tax, charge.currency)
        rows.append(
            (
                outcome.status,
                *amounts,
                billed,
                charge.units,
                charge.prefix,
                charge.destination,
                charge.plan,
                charge.version,
                charge.band,
            )
        )
    made = [
        pa.array(list(column), TYPES.get(name))
        for name, column in zip(RESULT, zip(*rows) if rows else [()] * len(RESULT))
    ]
    return pa.RecordBatch.from_arrays([calls.column("id"), *made], ["id", *RESULT])


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "calls").mkdir()
        synthetic.write_calls(folder / "calls", count)
        spark = session(folder)
        try:
            seconds = rate_on_spark(spark, folder)
            rated = spark.read.parquet(str(folder / "rated"))
            by_spark = synthetic.totals_of_spark(rated, f)
        finally:
            spark.stop()
        expected, alone, taken, cheaper = on_this_machine(count)
        assert 0 < cheaper < taken < count, (cheaper, taken, count)
        print(f"packages: {taken} calls in the second pass, {cheaper} of them wholly or partly inside one")
        engine = f"spark {spark.version} with packages"
        synthetic.compare_with(expected, alone, engine, count, by_spark, pq.read_table(folder / "rated"), seconds)


def rate_on_spark(spark: SparkSession, folder: Path) -> float:
    # Compiled once; what goes to the workers is its blob.
    book = spark.sparkContext.broadcast(synthetic.package_book())

    def rate(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            rated = pa.table(book.value.rate_batch(batch, keep=True, dictionaries=False))
            yield from rated.select(columns).to_batches()

    def count(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        counters = switchhook.Counters()
        for batch in batches:
            yield use_packages(book.value, counters, batch)

    begun = time.perf_counter()
    schema = synthetic.SPARK_SCHEMA.replace("id bigint", f"id bigint, {CALL_SCHEMA}")
    columns = [*CALL, *RESULT]
    calls = spark.read.parquet(str(folder / "calls"))
    calls.mapInArrow(rate, schema).write.parquet(str(folder / "first"))

    first = spark.read.parquet(str(folder / "first"))
    may_be_inside = f.col("plan").eqNullSafe(synthetic.BEYOND) & f.col("status").isin("rated", "free")
    second = (
        first.filter(may_be_inside)
        .select(*CALL)
        # An account on one worker, in order. Calls that begin at once need an order too, or runs would differ.
        .repartition("account")
        .sortWithinPartitions("start", "id")
        .mapInArrow(count, synthetic.SPARK_SCHEMA)
    )
    first.filter(~may_be_inside).select("id", *RESULT).unionByName(second).write.parquet(str(folder / "rated"))
    return time.perf_counter() - begun


def on_this_machine(count: int) -> tuple[pa.Table, float, int, int]:
    """The result without Spark: all accounts in one order with one set of counters.

    With it the seconds, how many calls went through the second pass, and how many of them cost less by it.
    """
    book = synthetic.package_book()
    table = synthetic.calls(0, count)
    begun = time.perf_counter()
    first = pa.table(book.rate_batch(table, keep=True, dictionaries=False)).select([*CALL, *RESULT])
    has_price = pc.is_in(first["status"], pa.array(["rated", "free"]))
    mask = pc.and_(has_price, pc.equal(first["plan"], synthetic.BEYOND).fill_null(False))
    second = first.filter(mask).sort_by([("start", "ascending"), ("id", "ascending")])
    counters = switchhook.Counters()
    batches = second.to_batches(max_chunksize=synthetic.ROWS_OF_A_GROUP)
    counted = pa.Table.from_batches([use_packages(book, counters, batch) for batch in batches])
    rest = first.filter(pc.invert(mask)).select(["id", *RESULT])
    whole = pa.concat_tables([rest, counted.cast(rest.schema)]).sort_by("id")
    seconds = time.perf_counter() - begun
    cheaper = pc.sum(pc.less(counted["before_tax"], second["before_tax"])).as_py()
    return whole, seconds, len(second), cheaper


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
