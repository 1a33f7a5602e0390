"""Calls to charges, against the sample tariff of switchhook-rating and a bill of 2011."""

from __future__ import annotations

import csv
import itertools
import shutil
import signal
import threading
import time
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
import switchhook
from conftest import PROJECT, TARIFF

PLAN = """
name = "example"
currency = "EUR"
zone = "Europe/Paris"
[tax]
rates = [{ from = "2014-01-01", percent = "20" }]
"""
DECK = """prefix,destination,kind,price,per,first,next,blocked
+33,France,fixed,0.021,60,60,1,
+338,France premium,premium,,,60,60,yes
+3380,France toll-free,tollfree,0,60,60,60,
"""
START = "2025-06-11 10:00:00"


@pytest.fixture
def euro() -> switchhook.Book:
    return switchhook.Book.from_text(PLAN, DECK.replace("premium,,,", "premium,,60,"))


def charge(outcome: switchhook.Outcome) -> switchhook.Charge:
    assert isinstance(outcome, switchhook.Rated), outcome
    return outcome.charge


def test_the_amounts_of_a_real_bill_are_met(book: switchhook.Book) -> None:
    with open(TARIFF / "calls.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    outcomes = book.rate_all((row["number"], row["start"], int(row["seconds"])) for row in rows)
    assert len(rows) == 17
    for row, outcome in zip(rows, outcomes):
        assert charge(outcome).shown_before_tax == Decimal(row["before_tax"]), row
        assert charge(outcome).shown_after_tax == Decimal(row["after_tax"]), row


def test_a_charge_has_python_s_own_types_and_says_why(euro: switchhook.Book) -> None:
    found = charge(euro.rate("+33 1 23 45 67 89", START, 90))
    assert (found.before_tax, found.tax, found.after_tax) == (Decimal("0.0315"), Decimal("0.0063"), Decimal("0.0378"))
    assert (found.shown_before_tax, found.shown_after_tax) == (Decimal("0.03"), Decimal("0.04"))
    assert isinstance(found.after_tax, Decimal)
    assert (found.currency, found.destination, found.kind, found.prefix) == ("EUR", "France", "fixed", "+33")
    assert found.duration == found.billed == timedelta(seconds=90)
    assert found.per == timedelta(minutes=1)
    assert (found.price, found.fee, found.tax_percent) == (Decimal("0.021"), Decimal(0), Decimal(20))
    assert (found.units, found.band, found.tax_included, found.rounded, found.line) == (31, "all", False, None, 2)
    assert str(found) == (
        "France (prefix +33), all: 90 s in steps of 60/1 = 90 s; 90 s × 0.021 EUR / 60 s = 0.0315 EUR, "
        "with 20 % tax 0.0378 EUR"
    )


def test_a_charge_is_explained_in_four_languages_and_as_data(euro: switchhook.Book) -> None:
    why = charge(euro.rate("+33 1 23 45 67 89", START, 90)).explain(lang="fr")
    assert (why.status, why.language, len(why.sentences)) == ("rated", "fr", len(why.steps))
    assert str(why) == "\n".join(why.sentences)
    assert "90 s × 0,021" in why.line.replace("\u00a0", " ")
    lines = {euro.explain("+33 1 23 45 67 89", START, 90, lang=lang).line for lang in ("fr", "en", "es", "ru")}
    assert len(lines) == 4
    assert why == euro.explain("+33 1 23 45 67 89", START, 90, lang="fr")
    # The amounts follow from the data alone.
    (segment,) = [step for step in why.steps if step["step"] == "segment"]
    exact = Fraction(segment["price"]) * segment["length"] / segment["per"]
    tax = why.steps[-1]
    assert (tax["step"], tax["percent"], tax["after"]) == ("tax", "20", "0.0378 EUR")
    assert exact == Fraction(segment["exact"]) == Fraction("0.0315") == Fraction("0.0378") / (1 + Fraction(20, 100))
    with pytest.raises(switchhook.RefusedValueError, match="use fr, en, es or ru") as refused:
        euro.explain("1", START, 1, lang="de")  # type: ignore[arg-type]
    assert refused.value.field == "lang"


def test_what_has_no_price_is_explained_with_the_remedy(euro: switchhook.Book) -> None:
    why = euro.explain("+44 20 7946 0000", START, 60)
    assert (why.status, why.steps[-1]["step"]) == ("unmatched", "unmatched")
    assert "Add a row" in why.line
    assert euro.explain("+33 1 23 45 67 89", START, 0).status == "free"
    with pytest.raises(switchhook.RefusedValueError, match="negative"):
        euro.explain("+33 1 23 45 67 89", START, -1)


def test_a_balance_lasts_as_long_as_the_call_costs(euro: switchhook.Book) -> None:
    number = "+33 1 23 45 67 89"
    for balance in (Decimal("0.0378"), "0.0378"):
        assert euro.max_duration(number, START, balance) == timedelta(seconds=90)
    assert charge(euro.rate(number, START, 90)).after_tax == Decimal("0.0378")
    assert charge(euro.rate(number, START, timedelta(seconds=90, milliseconds=1))).after_tax > Decimal("0.0378")
    assert euro.max_duration(number, START, 0) == timedelta(0)
    assert euro.max_duration("+33800123456", START, Decimal("1E-2")) == timedelta(days=366)
    assert isinstance(euro.max_duration("+44 20 7946 0000", START, 1), switchhook.Unmatched)
    assert isinstance(euro.max_duration(number, "yesterday", 1), switchhook.Rejected)
    with pytest.raises(TypeError, match="balance"):
        euro.max_duration(number, START, 1.5)  # type: ignore[arg-type]
    with pytest.raises(switchhook.RefusedValueError) as refused:
        euro.max_duration(number, START, "much")
    assert refused.value.field == "balance"


def test_counters_are_kept_as_text(euro: switchhook.Book) -> None:
    counters = switchhook.Counters()
    plain = euro.rate("+33 1 23 45 67 89", START, 90)
    assert euro.rate_with(counters, "+33 1 23 45 67 89", START, 90) == plain
    assert (len(counters), counters.to_json()) == (0, "[]")
    kept = '[{"package":"p","owner":"sales","year":2025,"month":6,"used":[60000]}]'
    counters = switchhook.Counters.from_json(kept)
    assert counters.to_json() == kept
    assert counters == switchhook.Counters.from_json(kept) != switchhook.Counters()
    assert counters.used("p", "sales", date(2025, 6, 30)) == [60000]
    assert counters.used("p", "sales", date(2025, 7, 1)) == []
    counters.forget_before(date(2025, 7, 1))
    assert len(counters) == 0
    with pytest.raises(switchhook.RefusedValueError, match="no counters") as refused:
        switchhook.Counters.from_json("{}")
    assert refused.value.field == "text"


def test_what_the_tariff_does_not_know_is_not_free(euro: switchhook.Book) -> None:
    unmatched = euro.rate("+44 20 7946 0000", START, 60)
    assert isinstance(unmatched, switchhook.Unmatched)
    assert (unmatched.status, unmatched.number) == ("unmatched", "+442079460000")
    assert unmatched.reason == "no prefix of the deck begins it; add a row for it"
    assert not hasattr(unmatched, "charge")

    free = euro.rate("+33 80 00 00 00", START, 60)
    assert isinstance(free, switchhook.Free)
    assert (free.status, free.charge.after_tax) == ("free", Decimal(0))

    forbidden = euro.rate("+33 890 00 00 00", START, 60)
    assert isinstance(forbidden, switchhook.Forbidden)
    assert (forbidden.status, forbidden.destination, forbidden.kind, forbidden.prefix) == (
        "forbidden",
        "France premium",
        "premium",
        "+338",
    )
    assert str(forbidden) == "+33890000000 is France premium (prefix +338), which the deck forbids"
    silent = euro.rate("+331", START, 0)
    assert isinstance(silent, switchhook.NotAnswered)
    assert silent.status == "free"


@pytest.mark.parametrize(
    ("number", "start", "duration", "reason"),
    [
        ("555-HELP", START, 60, "'H'"),
        ("", START, 60, "no digit in the number"),
        ("+331", "11/06/2025 10:00", 60, "is not a time"),
        ("+331", START, -1, "negative"),
        ("+331", START, timedelta(seconds=-1), "negative"),
        ("+331", START, 2**70, "out of range"),
        ("+331", START, 2**63, "more than an amount can hold"),
        ("+331", "2025-03-30 02:30:00", 60, "never showed"),
        ("+33\udce91", START, 60, "at character 4 of the number"),
        ("+331", "2025-06-11\udce9", 60, "is not a time"),
        ("+331", datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))), 60, "the start is out of range"),
        ("+331", datetime.max.replace(tzinfo=timezone(timedelta(hours=-12))), 60, "the start is out of range"),
    ],
)
def test_one_bad_record_costs_that_record(
    euro: switchhook.Book, number: str, start: Any, duration: Any, reason: str
) -> None:
    alone = euro.rate(number, start, duration)
    first, among, last = euro.rate_all([("+331", START, 60), (number, start, duration), ("+331", START, 60)])
    assert isinstance(alone, switchhook.Rejected)
    assert alone == among
    assert reason in alone.reason
    assert first == last == euro.rate("+331", START, 60)


def test_an_instant_goes_by_the_clock_of_the_plan(book: switchhook.Book) -> None:
    # 06:30 and 07:30 in Noumea, before and within the peak that begins at 7.
    moments: list[tuple[datetime | str, str]] = [
        (datetime(2011, 12, 18, 19, 30, tzinfo=timezone.utc), "offpeak"),
        (datetime(2011, 12, 18, 20, 30, tzinfo=timezone.utc), "peak"),
        (datetime(2011, 12, 18, 21, 30, tzinfo=ZoneInfo("Europe/Paris")), "peak"),
        (datetime(2011, 12, 19, 7, 30), "peak"),
        (datetime(2011, 12, 19, 6, 30), "offpeak"),
        ("2011-12-19 07:30:00", "peak"),
        ("2011-12-18T20:30:00Z", "peak"),
    ]
    for start, band in moments:
        assert charge(book.rate("872101", start, 60)).band == band, start


def test_seconds_and_timedelta_are_the_same(book: switchhook.Book) -> None:
    start = datetime(2011, 12, 19, 11, 8, 58)
    assert book.rate("872101", start, 979) == book.rate("872101", start, timedelta(minutes=16, seconds=19))
    # Half a second more opens another minute.
    assert charge(book.rate("872101", start, timedelta(seconds=60.5))).billed == timedelta(minutes=2)


@pytest.mark.parametrize(
    ("call", "text"),
    [
        ((872101, START, 60), "call 1: number is a str, not int"),
        (("872101", 1750000000, 60), "call 1: start is a datetime or a str, not int"),
        (("872101", START, 60.0), "call 1: duration is a timedelta, or seconds as an int, not float"),
        (("872101", START, True), "call 1: duration is a timedelta, or seconds as an int, not bool"),
        (("872101", START), "call 1: a call is a tuple of number, start and duration, and perhaps a dict, not of 2"),
        (("872101", START, 60, "sales"), "call 1: the fourth of a call is a dict, not str"),
        (("872101", START, 60, {"trunk": 1}), "call 1: trunk is a str, not int"),
        (
            ("872101", START, 60, {"trnk": "gw"}),
            'call 1: a call has no "trnk"; there are caller, account, extension and trunk',
        ),
        ("872101", "call 1: a call is a tuple of number, start and duration, not str"),
    ],
)
def test_a_wrong_type_is_a_mistake_of_the_program(book: switchhook.Book, call: Any, text: str) -> None:
    with pytest.raises(TypeError) as caught:
        book.rate_all([("872101", START, 60), call])
    assert str(caught.value) == text


def test_what_an_argument_raises_is_raised(book: switchhook.Book) -> None:
    class Broken:
        def __index__(self) -> int:
            raise ZeroDivisionError("mine")

    with pytest.raises(ZeroDivisionError, match="mine"):
        book.rate("872101", START, Broken())


def test_any_whole_number_is_seconds(book: switchhook.Book) -> None:
    class Int64:
        """As NumPy's: no int, but a whole number."""

        def __index__(self) -> int:
            return 979

    assert book.rate("872101", START, Int64()) == book.rate("872101", START, 979)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs a timer of Unix")
def test_ctrl_c_ends_a_long_batch(book: switchhook.Book) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    previous = signal.signal(signal.SIGALRM, interrupt)
    try:
        with pytest.raises(KeyboardInterrupt):  # noqa: PT012
            signal.setitimer(signal.ITIMER_REAL, 0.05)
            # A minute's worth, and nothing in it that would let Python look at signals by itself.
            book.rate_all(itertools.repeat(("872101", START, 60), 50_000_000))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


def test_other_threads_run_while_a_batch_is_rated(book: switchhook.Book) -> None:
    calls = [("872101", START, 60)] * 200_000
    begun = threading.Event()

    def rate() -> None:
        begun.set()
        book.rate_all(calls)

    thread = threading.Thread(target=rate)
    thread.start()
    assert begun.wait(30)
    # Native code that kept the GIL would let this thread go on once or twice, before and after.
    turns = 0
    while thread.is_alive():
        turns += 1
        time.sleep(0)
    assert turns > 20


def test_an_error_of_the_caller_s_iterator_comes_through(book: switchhook.Book) -> None:
    def calls() -> Any:
        yield ("872101", START, 60)
        raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        book.rate_all(calls())


def test_broken_lines_are_told_and_the_others_count(tmp_path: Path) -> None:
    shutil.copytree(TARIFF, tmp_path / "tariff")
    with open(tmp_path / "tariff" / "deck.csv", "a", encoding="utf-8") as deck:
        deck.write("+61,,Australia,fixed,1O.45,6.30,60,60,60,\n")
        deck.write("8,,Local again,fixed,1,1,60,60,60,\n")
    book = switchhook.Book.load(tmp_path / "tariff")
    price, again = book.rejected
    assert (price.file, price.text) == ("deck.csv", "+61,,Australia,fixed,1O.45,6.30,60,60,60,")
    assert price.reason.startswith('price_peak: "1O.45" is not a number')
    assert str(price) == f"deck.csv: line {price.line}: {price.reason}"
    assert (again.line, "was given before" in again.reason) == (price.line + 1, True)
    assert isinstance(book.rate("872101", START, 60), switchhook.Rated)


def test_several_decks_are_one_book() -> None:
    plan = PLAN + '[[decks]]\nfile = "a.csv"\n[[decks]]\nfile = "b.csv"\ndelimiter = ";"\ndecimal_mark = ","\n'
    deck = "prefix;destination;price;per;first;next\n+33;France again;0,5;60;60;60\n+44;United Kingdom;0,5;60;60;60\n"
    book = switchhook.Book.from_text(plan, DECK.replace("premium,,,", "premium,,60,"), deck)
    assert charge(book.rate("+44 20 7946 0000", START, 60)).before_tax == Decimal("0.5")
    [rejected] = book.rejected
    assert (rejected.file, rejected.line, rejected.text) == ("b.csv", 2, "+33;France again;0,5;60;60;60")

    with pytest.raises(switchhook.RefusedValueError) as caught:
        switchhook.Book.from_text(plan, DECK)
    assert caught.value.field == "decks"
    assert caught.value.hint == "give the text of each, in their order"


def test_a_plan_that_cannot_be_read_says_where(tmp_path: Path) -> None:
    with pytest.raises(switchhook.ParseError) as caught:
        switchhook.Book.from_text('name = "x"\ncurrency = "EUR"\nzone = "Europe/Paris"\n[[bands]\n', DECK)
    assert (caught.value.line, caught.value.file) == (4, None)

    (tmp_path / "plan.toml").write_text('name = "x"\ncurrency = "EUR"\nzone = "Europe/Atlantis"\n', encoding="utf-8")
    with pytest.raises(switchhook.ParseError) as caught:
        switchhook.Book.load(tmp_path)
    assert (caught.value.field, caught.value.file) == ("zone", str(tmp_path / "plan.toml"))
    assert str(caught.value).startswith(f'{tmp_path / "plan.toml"}: line 3: zone: "Europe/Atlantis" is not a time zone')

    (tmp_path / "plan.toml").write_bytes(b'name = "x"\n# caf\xe9\n')
    with pytest.raises(switchhook.ParseError) as caught:
        switchhook.Book.load(tmp_path)
    assert (caught.value.line, caught.value.hint) == (2, "save the file as UTF-8")


def test_a_deck_that_does_not_fit_the_plan_says_where() -> None:
    with pytest.raises(switchhook.ParseError) as caught:
        switchhook.Book.from_text(PLAN, "prefix,destination,price_night,per,first,next\n+33,France,1,60,60,60\n")
    assert caught.value.line == 2
    assert "band" in str(caught.value)
    with pytest.raises(switchhook.ParseError, match="the deck has no rows"):
        switchhook.Book.from_text(PLAN, "")


def test_a_deck_that_is_there_twice_costs_no_more_than_twice() -> None:
    head = "prefix,destination,price,per,first,next"
    deck = "\n".join([head, *(f"+33{row:06},France,19.09,60,60,1" for row in range(50_000))])
    begun = time.process_time()
    book = switchhook.Book.from_text(PLAN, deck, deck)
    # Tenths of a second; counting each line off from the first one takes a quarter of a minute.
    assert time.process_time() - begun < 5
    assert len(book.rejected) == 50_000
    last = book.rejected[-1]
    assert (last.line, last.text) == (50_001, "+33049999,France,19.09,60,60,1")


def test_a_missing_file_is_python_s_own_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        switchhook.Book.load(tmp_path)
    assert caught.value.filename == str(tmp_path / "plan.toml")
    shutil.copy(TARIFF / "plan.toml", tmp_path)
    with pytest.raises(FileNotFoundError) as caught:
        switchhook.Book.load(tmp_path / "plan.toml")
    assert caught.value.filename == str(tmp_path / "deck.csv")
    assert "No such file or directory" in str(caught.value)


def test_a_number_is_looked_up_without_a_call(book: switchhook.Book) -> None:
    found = book.destination("87 21 01")
    assert found is not None
    assert (found.name, found.kind, found.prefix, str(found)) == ("Local fixed", "fixed", "8", "Local fixed")
    assert book.destination("+999") is None
    with pytest.raises(switchhook.ParseError):
        book.destination("HELP")


def test_a_book_says_what_it_is(book: switchhook.Book) -> None:
    assert (book.name, book.currency, book.zone, book.rejected) == ("New Caledonia", "XPF", "Pacific/Noumea", ())
    assert repr(book) == 'Book("New Caledonia", XPF, 0 lines rejected)'


def test_values_are_frozen_equal_and_hashable_where_they_can_be(euro: switchhook.Book) -> None:
    one, other = euro.rate("+331", START, 60), euro.rate("+331", START, 60)
    assert one == other
    assert one != euro.rate("+331", START, 61)
    with pytest.raises(AttributeError):
        one.charge = None  # type: ignore
    assert len({euro.rate("1", START, 60), euro.rate("1", START, 60), euro.rate("2", START, 60)}) == 2


def test_many_threads_rate_by_one_book(book: switchhook.Book) -> None:
    calls = [(f"87{n:04}", "2011-12-19 11:08:58", n) for n in range(2000)]
    expected = book.rate_all(calls)
    results: list[list[switchhook.Outcome]] = []
    threads = [threading.Thread(target=lambda: results.append(book.rate_all(calls))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert results == [expected] * 4


def test_what_else_is_known_of_a_call_may_be_said(book: switchhook.Book) -> None:
    """Where a tariff does not ask for it, it changes nothing, neither one by one nor in columns."""
    start = "2011-12-19 11:08:58"
    known = {"caller": "4101", "account": "sales", "extension": "41", "trunk": "PJSIP/gw-00000001"}
    assert book.rate("872345", start, 979, **known) == book.rate("872345", start, 979)
    columns = {"number": ["872345"], "start": [start], "duration": [979]}
    rated = pa.table(book.rate_batch(pa.table({**columns, **{name: [text] for name, text in known.items()}})))
    assert rated["after_tax"].to_pylist() == [Decimal("177.650000")]
    with pytest.raises(TypeError, match="caller"):
        book.rate("1", start, 60, caller=1)  # type: ignore[arg-type]


def test_records_of_asterisk_become_calls(book: switchhook.Book) -> None:
    text = (PROJECT / "tests" / "testdata" / "Master.csv").read_bytes()
    recorded = switchhook.read_calls(text + b"\x00\n", trunks=["PJSIP/t-"])
    assert [call.number for call in recorded.calls] == ["872345", "0033123456789"]
    first = recorded.calls[0]
    assert (first.start, first.duration) == (datetime(2011, 12, 19, 11, 8, 58), timedelta(seconds=979))
    assert (first.caller, first.account, first.extension, first.trunk) == ("101", "", "101", "PJSIP/t-02")
    assert (first.uniqueid, first.linkedid, first.lines) == ("1324253330.1", "", (1,))
    assert first == switchhook.read_calls(text).calls[0] != recorded.calls[1]
    [refused] = recorded.refused
    assert (refused.line, "zero bytes" in refused.reason) == (4, True)
    fates = recorded.fates
    assert (fates["records"], fates["calls"], fates["unanswered"]) == (3, 2, 1)
    assert fates["records"] == sum(count for name, count in fates.items() if name != "records")
    assert switchhook.read_calls(text, trunks=["PJSIP/other-"]).fates["internal"] == 2
    outcomes = book.rate_all(call.call for call in recorded.calls)
    assert outcomes[0] == book.rate("872345", "2011-12-19 11:08:58", 979)

    instants = switchhook.read_calls(text, utc=True).calls
    assert instants[0].start == datetime(2011, 12, 19, 11, 8, 58, tzinfo=timezone.utc)
    table = "calldate,src,dst,duration,billsec,disposition\n2026-01-05 10:00:00,101,872345,70,60,ANSWERED\n"
    [call] = switchhook.read_calls(table, form="table").calls
    assert (call.number, call.duration) == ("872345", timedelta(minutes=1))
    with pytest.raises(switchhook.ParseError) as caught:
        switchhook.read_calls("a,b\n", form="table")
    assert caught.value.line == 1
    with pytest.raises(switchhook.RefusedValueError) as unknown:
        switchhook.read_calls("", form="parquet")  # type: ignore[arg-type]
    assert unknown.value.field == "form"
