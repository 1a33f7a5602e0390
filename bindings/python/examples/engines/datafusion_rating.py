"""Rates calls in SQL with DataFusion, and compares the result with that of one machine.

    python datafusion_rating.py [CALLS]

`rate(number, start, duration)` is a function of SQL that gives a struct: `rate(…)['after_tax']` is the price.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import datafusion
import pyarrow as pa
import synthetic


def main(count: int) -> None:
    book = synthetic.book()

    def rate(number: pa.Array, start: pa.Array, duration: pa.Array) -> pa.Array:
        calls = pa.RecordBatch.from_arrays([number, start, duration], ["number", "start", "duration"])
        rated = pa.table(book.rate_batch(calls, dictionaries=False))
        [structs] = rated.select(synthetic.RESULT).to_struct_array().chunks
        return structs

    schema = pa.table(book.rate_batch(synthetic.calls(0, 0), dictionaries=False)).schema
    structs = pa.struct([schema.field(name) for name in synthetic.RESULT])
    ids = synthetic.calls(0, 0).schema
    context = datafusion.SessionContext()
    arguments = [ids.field(name).type for name in ("number", "start", "duration")]
    context.register_udf(datafusion.udf(rate, arguments, structs, "immutable", name="rate"))

    with tempfile.TemporaryDirectory() as temporary:
        synthetic.write_calls(Path(temporary), count)
        context.register_parquet("calls", temporary, parquet_pruning=False)
        begun = time.perf_counter()
        # A table of its own, since a query that takes the struct apart calls the function for each field.
        context.sql("CREATE TABLE charges AS SELECT id, rate(number, start, duration) AS charge FROM calls").collect()
        columns = ", ".join(f"charge['{name}'] AS {name}" for name in synthetic.RESULT)
        rated = context.sql(f"SELECT id, {columns} FROM charges").to_arrow_table()
        seconds = time.perf_counter() - begun

    context.from_arrow(rated, name="rated")
    sums = ", ".join(f"sum({name})" for name in synthetic.SUMMED)
    totals = context.sql(f"SELECT status, count(id), {sums} FROM rated GROUP BY status").to_arrow_table()
    by_datafusion = {
        row[0]: tuple(
            int((value or 0) * (1_000_000 if "tax" in name else 1))
            for name, value in zip(["count", *synthetic.SUMMED], row[1:])
        )
        for row in zip(*(column.to_pylist() for column in totals.columns))
    }
    synthetic.compare(f"datafusion {datafusion.__version__}", count, by_datafusion, rated, seconds)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
