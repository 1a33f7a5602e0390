"""Rates calls on Apache Spark with `mapInArrow`, and compares the result with that of one machine.

    python spark_rating.py [CALLS]

Spark runs on this machine, with two workers that listen on loopback only. The tariff is compiled once and
sent to them; the calls come from Parquet files, and the charges go into some.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import synthetic
from pyspark.sql import SparkSession
from pyspark.sql import functions as f


def session(folder: Path) -> SparkSession:
    """Two workers on loopback that leave nothing behind."""
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    os.environ["PYSPARK_PYTHON"] = sys.executable
    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": "1g",
        "spark.local.dir": str(folder / "spark"),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(synthetic.ROWS_OF_A_GROUP),
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "4",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = SparkSession.builder.master("local[2]").appName("switchhook")
    for key, value in settings.items():
        builder = builder.config(key, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "calls").mkdir()
        synthetic.write_calls(folder / "calls", count)
        spark = session(folder)
        try:
            rate_on_spark(spark, folder, count)
        finally:
            spark.stop()


def rate_on_spark(spark: SparkSession, folder: Path, count: int) -> None:
    # Compiled once; what goes to the workers is its blob.
    book = spark.sparkContext.broadcast(synthetic.book())

    def rate(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            # Spark knows no dictionaries. Columns have to be in the order of the schema below.
            rated = pa.table(book.value.rate_batch(batch, keep=True, dictionaries=False))
            yield from rated.select(["id", *columns]).to_batches()

    columns = synthetic.RESULT
    begun = time.perf_counter()
    calls = spark.read.parquet(str(folder / "calls"))
    calls.mapInArrow(rate, synthetic.SPARK_SCHEMA).write.parquet(str(folder / "rated"))
    seconds = time.perf_counter() - begun

    # Before anybody else adds it up.
    by_spark = synthetic.totals_of_spark(spark.read.parquet(str(folder / "rated")), f)
    synthetic.compare(f"spark {spark.version}", count, by_spark, pq.read_table(folder / "rated"), seconds)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
