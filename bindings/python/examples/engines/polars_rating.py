"""Rates calls with Polars' `map_batches`, and compares the result with that of one machine.

    python polars_rating.py [CALLS]

The calls stream out of Parquet files; the function sees one part of them at a time.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import polars as pl
import pyarrow as pa
import synthetic


def main(count: int) -> None:
    book = synthetic.book()

    def rate(calls: pl.DataFrame) -> pl.DataFrame:
        # Dictionaries become Polars' categories.
        return pl.DataFrame(book.rate_batch(calls, keep=True)).select("id", *synthetic.RESULT)

    with tempfile.TemporaryDirectory() as temporary:
        synthetic.write_calls(Path(temporary), count)
        calls = pl.scan_parquet(Path(temporary) / "*.parquet")
        schema = rate(calls.head(1).collect()).schema
        begun = time.perf_counter()
        rated = calls.map_batches(rate, streamable=True, schema=schema).collect(engine="streaming")
        seconds = time.perf_counter() - begun

    totals = rated.group_by(pl.col("status").cast(pl.String)).agg(
        pl.len(),
        *((pl.col(name) * (1_000_000 if "tax" in name else 1)).sum() for name in synthetic.SUMMED),
    )
    by_polars = {row[0]: tuple(int(value) for value in row[1:]) for row in totals.iter_rows()}
    texts = rated.with_columns(pl.col(pl.Categorical).cast(pl.String))
    synthetic.compare(f"polars {pl.__version__}", count, by_polars, pa.table(texts), seconds)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
