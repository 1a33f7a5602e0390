"""Calls in columns have the charges that they have one by one, whoever the columns come from and go to."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pytest
import switchhook


def calls(count: int) -> list[tuple[str, datetime, int]]:
    """Numbers that the sample tariff knows and some that it does not, of its 2011."""
    dice = random.Random(11)
    made = []
    for _ in range(count):
        prefix = dice.choice(["8", "2", "7", "07", "19689", "196897", "0033", "x"])
        number = prefix + "".join(dice.choices("0123456", k=5))
        start = datetime(2011, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=dice.randrange(365 * 86_400))
        made.append((number, start, dice.choice([0, dice.randrange(3600)])))
    return made


def table(records: list[tuple[str, datetime, int]]) -> pa.Table:
    numbers, starts, durations = zip(*records)
    start = pa.array(starts, pa.timestamp("us", tz="UTC"))
    return pa.table({"number": list(numbers), "start": start, "duration": list(durations)})


def expected(book: switchhook.Book, records: list[tuple[str, datetime, int]]) -> list[dict[str, Any]]:
    rows = []
    for outcome in book.rate_all(records):
        row: dict[str, Any] = {"status": outcome.status, "after_tax": None, "prefix": None}
        if isinstance(outcome, (switchhook.Rated, switchhook.Free)):
            row |= {"after_tax": outcome.charge.after_tax, "prefix": outcome.charge.prefix}
        elif isinstance(outcome, switchhook.Forbidden):
            row["prefix"] = outcome.prefix
        elif isinstance(outcome, switchhook.NotAnswered):
            row["after_tax"] = Decimal(0)
        rows.append(row)
    return rows


COLUMNS = ["status", "after_tax", "prefix"]


def test_columns_are_rated_as_calls_are(book: switchhook.Book) -> None:
    records = calls(2000)
    rows = expected(book, records)
    assert {row["status"] for row in rows} >= {"rated", "free", "unmatched", "rejected"}
    for dictionaries in (True, False):
        charges = book.rate_batch(table(records), dictionaries=dictionaries)
        assert pa.table(charges).select(COLUMNS).to_pylist() == rows
        assert len(charges) == len(records)
    micros = pa.table(book.rate_batch(table(records), micros=True))["after_tax"].to_pylist()
    assert micros == [None if row["after_tax"] is None else row["after_tax"] * 1_000_000 for row in rows]


def test_only_columns_that_are_asked_for_are_made(book: switchhook.Book) -> None:
    records = calls(100)
    whole = pa.table(book.rate_batch(table(records), reasons=True))
    assert whole.schema.metadata[b"switchhook.fingerprint"].decode() == book.fingerprint
    for columns in (["status"], ["reason", "after_tax", "band"], []):
        chosen = pa.table(book.rate_batch(table(records), columns=columns))
        assert set(chosen.column_names) == set(columns)
        assert len(chosen) == len(records)
        for column in columns:
            assert chosen[column].to_pylist() == whole[column].to_pylist()
    with pytest.raises(switchhook.RefusedValueError, match="has no column") as refused:
        book.rate_batch(table(records), columns=["price"])
    assert refused.value.field == "price"


def test_columns_come_from_anybody_and_go_to_anybody(book: switchhook.Book) -> None:
    records = calls(500)
    rows = expected(book, records)
    arrow = table(records)
    frame = pl.DataFrame(arrow)
    relation = duckdb.sql("SELECT * FROM arrow")
    for given in (arrow, arrow.to_batches()[0], arrow.to_reader(max_chunksize=64), frame, relation):
        charges = book.rate_batch(given)
        assert pa.table(charges).select(COLUMNS).to_pylist() == rows
        assert (
            pl.DataFrame(charges).select(COLUMNS).with_columns(pl.col(pl.Categorical).cast(pl.String)).to_dicts()
            == rows
        )
        assert duckdb.sql("SELECT status, after_tax, prefix FROM charges").fetchall() == [
            tuple(row.values()) for row in rows
        ]
    assert pa.schema(charges).names == charges.column_names


def test_kept_columns_and_reasons(book: switchhook.Book) -> None:
    records = table(calls(50))
    kept = pa.table(book.rate_batch(records.add_column(0, "id", [list(range(50))]), keep=True, reasons=True))
    assert kept.column_names[:5] == ["id", "number", "start", "duration", "status"]
    assert kept["id"].to_pylist() == list(range(50))
    for row in kept.to_pylist():
        assert (row["reason"] is None) == (row["status"] in ("rated", "free"))
    assert any("correct the row or add another" in (reason or "") for reason in kept["reason"].to_pylist())


def test_what_is_missing_or_impossible_costs_its_row(book: switchhook.Book) -> None:
    start = datetime(2011, 12, 19, 11, 8, 58)
    columns = {"number": ["872345", None, "872345", "872345"], "start": [start, start, None, start]}
    charges = pa.table(book.rate_batch(pa.table({**columns, "duration": [979, 979, 979, -1]}), reasons=True))
    assert [status.as_py() for status in charges["status"]] == ["rated", "rejected", "rejected", "rejected"]
    assert charges["after_tax"].to_pylist() == [Decimal("177.650000"), None, None, None]
    assert charges["reason"].to_pylist() == [
        None,
        "the number is missing; every call needs one",
        "the start is missing; every call needs one",
        "the duration is negative; check the clock that wrote the record",
    ]


def test_columns_that_are_none_are_refused(book: switchhook.Book) -> None:
    records = table(calls(3))
    with pytest.raises(switchhook.RefusedValueError, match='there is no column "dst"') as error:
        book.rate_batch(records, number="dst")
    assert (error.value.field, error.value.hint) == ("dst", "say which of them it is")
    with pytest.raises(switchhook.RefusedValueError, match="cast it to") as error:
        book.rate_batch(records, number="duration")
    with pytest.raises(switchhook.RefusedValueError, match="one of the result too"):
        book.rate_batch(pa.table(book.rate_batch(records, keep=True)), keep=True)
    for wrong in (3, [("872345", "2011-12-19 11:08:58", 979)], None):
        with pytest.raises(TypeError, match=r"calls is .*, not"):
            book.rate_batch(wrong)  # type: ignore[arg-type]


def test_text_that_is_none_is_refused(book: switchhook.Book) -> None:
    """Columns are taken over as they are; what their types promise is looked at before it is believed."""
    offsets = pa.py_buffer(b"\0\0\0\0\2\0\0\0")
    number = pa.StringArray.from_buffers(1, offsets, pa.py_buffer(b"\xff\xfe"))
    with pytest.raises(switchhook.ParseError, match="UTF8"):
        book.rate_batch(pa.table({"number": number, "start": [0], "duration": [1]}))


def test_an_error_of_whoever_gives_the_columns_comes_through(book: switchhook.Book) -> None:
    records = table(calls(10))

    def batches() -> Iterator[pa.RecordBatch]:
        yield from records.to_batches()
        raise RuntimeError("the disk is gone")

    with pytest.raises(switchhook.ParseError, match="the disk is gone"):
        book.rate_batch(pa.RecordBatchReader.from_batches(records.schema, batches()))


def test_other_threads_run_meanwhile(book: switchhook.Book) -> None:
    """Each batch waits for the other thread, which could not run while Python is held."""
    records = table(calls(10))
    asked, answered = threading.Semaphore(0), threading.Semaphore(0)

    def answer() -> None:
        for _ in range(5):
            assert asked.acquire(timeout=30)
            answered.release()

    def batches() -> Iterator[pa.RecordBatch]:
        for _ in range(5):
            asked.release()
            assert answered.acquire(timeout=30)
            yield from records.to_batches()

    other = threading.Thread(target=answer)
    other.start()
    charges = book.rate_batch(pa.RecordBatchReader.from_batches(records.schema, batches()))
    other.join(30)
    assert len(charges) == 50


def test_charges_say_what_they_are(book: switchhook.Book) -> None:
    charges = book.rate_batch(table(calls(3)))
    assert repr(charges).startswith("Charges(3 rows: status, before_tax, tax, after_tax, ")
