"""Books of several plans, and the questions that are asked of books."""

from __future__ import annotations

import json
import pickle
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import switchhook

HEAD = "prefix,destination,price,per,first,next\n"
BOOK = """
default = "usual"

[numbering]
country = "33"
national = "0"

[[plans]]
name = "usual"
currency = "EUR"
zone = "Europe/Paris"
decks = [{ file = "old.csv" }, { file = "new.csv", effective = "2026-01-01" }]

[[plans]]
name = "inside"
currency = "EUR"
zone = "Europe/Paris"
parent = { plan = "usual", factor = "1/2" }

[[plans]]
name = "gateway"
currency = "EUR"
zone = "Europe/Paris"
decks = [{ file = "gateway.csv" }]

[[packages]]
name = "two minutes"
per = "account"
beyond = "usual"
steps = [{ minutes = "2", plan = "inside" }]

[[assign]]
trunk = "PJSIP/gw-"
plan = "gateway"
"""
DECKS = {
    "old.csv": HEAD + "+33,France,0.60,60,60,1\n",
    "new.csv": HEAD + "+33,France,0.90,60,60,1\n+33,France again,0.10,60,60,1\n+44,United Kingdom,x,60,60,1\n",
    "gateway.csv": HEAD + "+33,France,0.12,60,60,1\n",
}
CALL = ("0123456789", "2026-02-01 10:00:00", 180)


@pytest.fixture(scope="module")
def several() -> switchhook.Book:
    return switchhook.Book.from_text(BOOK, read=DECKS.__getitem__)


def price(outcome: switchhook.Outcome) -> Decimal:
    assert isinstance(outcome, switchhook.Rated), outcome
    return outcome.charge.after_tax


def test_decks_come_from_wherever_they_are(several: switchhook.Book, tmp_path: Path) -> None:
    for name, text in DECKS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "book.toml").write_text(BOOK, encoding="utf-8")
    plan = {"name": "x", "currency": "EUR", "zone": "Europe/Paris", "decks": [{"file": "gateway.csv"}]}
    (tmp_path / "other.json").write_text(json.dumps(plan), encoding="utf-8")
    same = [
        switchhook.Book.load(tmp_path),
        switchhook.Book.load(tmp_path / "book.toml"),
        switchhook.Book.from_text(BOOK, folder=tmp_path),
        switchhook.Book.from_text(BOOK, *DECKS.values()),
        switchhook.Book.from_text(BOOK, read=lambda name: DECKS[name].encode()),
    ]
    assert {book.fingerprint for book in same} == {several.fingerprint}
    assert several.plans == ("usual", "inside", "gateway")
    assert several.packages == ("two minutes",)
    assert (several.name, several.currency, several.zone) == ("usual", "EUR", "Europe/Paris")
    assert switchhook.Book.load(tmp_path / "other.json").plans == ("x",)
    for book in same:
        assert [(line.file, line.line) for line in book.rejected] == [("new.csv", 3), ("new.csv", 4)]


def test_decks_that_cannot_be_had_are_told(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match=r"old\.csv"):
        switchhook.Book.from_text(BOOK, read=dict[str, str]().__getitem__)
    with pytest.raises(TypeError):
        switchhook.Book.from_text(BOOK, read=lambda name: 1)  # type: ignore[arg-type, return-value]
    with pytest.raises(FileNotFoundError):
        switchhook.Book.from_text(BOOK, folder=tmp_path)
    with pytest.raises(switchhook.ParseError) as unread:
        switchhook.Book.from_text(BOOK, read=lambda name: b"prefix\n\xff")
    assert (unread.value.file, unread.value.line) == ("old.csv", 2)
    with pytest.raises(switchhook.RefusedValueError, match="the plans name 3 decks and 1 were given"):
        switchhook.Book.from_text(BOOK, "")
    with pytest.raises(switchhook.RefusedValueError, match="from one place"):
        switchhook.Book.from_text(BOOK, "", folder=tmp_path)
    with pytest.raises(TypeError, match="a deck is a str, not int"):
        switchhook.Book.from_text(BOOK, 1)  # type: ignore[arg-type]
    with pytest.raises(switchhook.ParseError) as none:
        switchhook.Book.from_text('{"plans": [{"name": "x"}]}')
    assert "missing field" in str(none.value)
    with pytest.raises(switchhook.ParseError) as nowhere:
        switchhook.Book.from_text(BOOK.replace('plan = "gateway"', 'plan = "nowhere"'), read=DECKS.__getitem__)
    assert "nowhere" in str(nowhere.value)


def test_rules_and_dates_say_which_prices_a_call_has(several: switchhook.Book) -> None:
    number, _, duration = CALL
    known: list[dict[str, str]] = [{}, {"account": "sales"}, {"trunk": "PJSIP/gw-0000001"}]
    batch = several.rate_all([CALL, *((*CALL, more) for more in known)])
    single = [several.rate(*CALL), *(several.rate(*CALL, **more) for more in known)]
    assert batch == single
    assert [price(outcome) for outcome in batch] == [Decimal("2.7"), Decimal("2.7"), Decimal("2.7"), Decimal("0.36")]
    [*_, last] = batch
    assert isinstance(last, switchhook.Rated)
    assert (last.charge.plan, last.charge.version, last.charge.book) == ("gateway", None, several.fingerprint)
    old = several.rate(number, "2025-02-01 10:00:00", duration)
    assert price(old) == Decimal("1.8")
    assert isinstance(old, switchhook.Rated)
    assert old.charge.version is None
    [first, *_] = batch
    assert isinstance(first, switchhook.Rated)
    assert (first.charge.plan, first.charge.version) == ("usual", date(2026, 1, 1))


def test_packages_are_used_up(several: switchhook.Book) -> None:
    counters = switchhook.Counters()
    prices = [price(several.rate_with(counters, *CALL, account="sales")) for _ in range(2)]
    # Two minutes at half price and one beyond, then three beyond.
    assert prices == [Decimal("1.8"), Decimal("2.7")]
    assert counters.used("two minutes", "sales", date(2026, 2, 28)) == [120_000]
    crossing = several.rate_with(counters, *CALL, account="support")
    beyond = several.rate_with(counters, *CALL, account="support")
    inside = several.rate_with(counters, "0123456789", "2026-03-01 10:00:00", 60, account="support")
    assert isinstance(crossing, switchhook.Rated)
    assert price(crossing) == Decimal("1.8")
    # Explained by what was left before it, however much has been used since.
    assert "120\u00a0s (inside) €0.90 + 60\u00a0s (usual) €0.90 = €1.80" in str(crossing)
    assert str(crossing) == crossing.charge.explain().line
    assert crossing.charge.rounded is None
    assert isinstance(beyond, switchhook.Rated)
    assert "2.70" in beyond.charge.explain().line
    assert isinstance(inside, switchhook.Rated)
    assert "0.45" in inside.charge.explain().line


def test_what_the_numbering_forbids_says_so() -> None:
    text = 'name = "x"\ncurrency = "EUR"\nzone = "UTC"\n[numbering]\nkinds = ["08 forbidden"]\n'
    outcome = switchhook.Book.from_text(text, HEAD + "0,All,1,60,60,60\n").rate("0812", CALL[1], 60)
    assert isinstance(outcome, switchhook.Forbidden)
    assert (outcome.status, outcome.destination, outcome.kind, outcome.prefix) == ("forbidden", "", "forbidden", "")
    assert str(outcome) == "0812 is of a kind that the numbering forbids"


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_a_book_is_sent_as_its_blob(several: switchhook.Book, protocol: int) -> None:
    again: switchhook.Book = pickle.loads(pickle.dumps(several, protocol))
    for book in (again, switchhook.Book.from_blob(bytearray(several.to_blob()))):
        assert book.fingerprint == several.fingerprint
        assert book.rate(*CALL) == several.rate(*CALL)
        assert (book.plans, book.packages, book.rejected) == (several.plans, several.packages, ())


def test_a_blob_that_was_damaged_is_refused(several: switchhook.Book) -> None:
    blob = bytearray(several.to_blob())
    blob[-1] ^= 1
    for broken in (bytes(blob), blob[:-1], b"", b"no blob at all, but long enough for a header"):
        with pytest.raises(switchhook.ParseError):
            switchhook.Book.from_blob(broken)
    with pytest.raises(TypeError):
        switchhook.Book.from_blob("text")  # type: ignore[arg-type]


def vendor(row: str, currency: str = "EUR") -> switchhook.Book:
    return switchhook.Book.from_text(f'name = "v"\ncurrency = "{currency}"\nzone = "UTC"', f"{HEAD}+33,France,{row}\n")


def test_the_cheapest_vendor_of_a_call_comes_first() -> None:
    vendors = {
        "minutes": vendor("0.010,60,60,60"),
        "seconds": vendor("0.012,60,1,1"),
        "dollars": vendor("0,60,1,1", "USD"),
    }
    number, start = "+33123456789", "2025-06-11 10:00:00"
    offers = switchhook.least_cost(vendors, number, start, 61)
    assert [(offer.vendor, offer.cost) for offer in offers] == [
        ("seconds", Decimal("0.0122")),
        ("minutes", Decimal("0.02")),
        ("dollars", Decimal(0)),
    ]
    assert offers[1].outcome == vendors["minutes"].rate(number, start, 61)
    assert switchhook.least_cost(vendors, number, start, 120)[0].vendor == "minutes"
    for offers in (
        switchhook.least_cost(vendors, "+44", start, 1),
        switchhook.least_cost(vendors, number, "yesterday", 1),
    ):
        assert [(offer.vendor, offer.cost) for offer in offers] == [(name, None) for name in vendors]
    assert {offer.outcome.status for offer in offers} == {"rejected"}
    with pytest.raises(TypeError):
        switchhook.least_cost({"one": 1}, number, start, 1)  # type: ignore[dict-item]


def test_the_cheapest_plan_of_a_book_is_found_and_explained(several: switchhook.Book) -> None:
    offers = several.least_cost(*CALL)
    assert [(offer.vendor, offer.cost) for offer in offers] == [
        ("gateway", Decimal("0.36")),
        ("inside", Decimal("1.35")),
        ("usual", Decimal("2.7")),
    ]
    for offer in offers:
        assert isinstance(offer.outcome, switchhook.Rated)
        assert offer.outcome.charge.plan == offer.vendor
        assert str(offer.cost) in offer.outcome.charge.explain().line
    assert [offer.vendor for offer in several.least_cost(*CALL, plans=["usual", "inside"])] == ["inside", "usual"]
    with pytest.raises(switchhook.RefusedValueError, match='no plan "night"') as refused:
        several.least_cost(*CALL, plans=["night"])
    assert refused.value.field == "plans"


def test_two_books_are_compared_over_many_calls() -> None:
    old, new = vendor("0.05,60,60,60"), vendor("0.06,60,1,1")
    number, start = "+33123456789", "2025-06-11 10:00:00"
    calls: list[Any] = [(number, start, 61), (number, start, 120), ("+44", start, 60), (number, start, -1)]
    difference = switchhook.compare(old, new, iter(calls * 1000))
    france = difference.groups["France"]
    assert (france.calls, france.changed, france.dearer, france.cheaper) == (2000, 2000, 1000, 1000)
    assert (france.old, france.new, france.delta) == (Decimal(200), Decimal("181"), Decimal("-19"))
    assert (france.old_before_tax, france.new_before_tax) == (france.old, france.new)
    assert (difference.groups[""].calls, difference.groups[""].delta, difference.rest.calls) == (2000, None, 0)
    assert difference.total.calls == 4000
    assert difference == switchhook.compare(old, new, calls * 1000)
    with pytest.raises(TypeError, match="call 4: "):
        switchhook.compare(old, new, [*calls, "call"])  # type: ignore[list-item]


def test_calls_are_rated_again_against_what_was_stored() -> None:
    book = vendor("0.05,60,60,60")
    call = ("+33123456789", "2025-06-11 10:00:00", 60)
    stored: list[Any] = [
        (call, (Decimal("0.05"), "0.05"), "same"),
        (call, (Decimal("0.04"), Decimal("0.04")), "dearer"),
        (call, None, "new"),
        ((*call[:2], 0), "free", "same"),
        (("+44", *call[1:]), (1, 1), "lost"),
        (("+44", *call[1:]), "unmatched", "same"),
    ]
    seen: list[tuple[int, str]] = []
    difference = book.rerate(stored, changed=lambda place, outcome: seen.append((place, outcome.status)))
    assert seen == [(1, "rated"), (2, "rated"), (4, "unmatched")]
    total = difference.total
    assert (total.calls, total.changed, total.dearer, total.gained, total.lost) == (6, 3, 1, 1, 1)
    assert list(difference.groups) == ["lost", "new", "dearer", "same"]
    assert difference.groups["same"].changed == 0
    assert total.delta == Decimal("-0.94")
    assert book.rerate(stored) == difference

    def stop(place: int, outcome: switchhook.Outcome) -> None:
        raise ZeroDivisionError(place)

    with pytest.raises(ZeroDivisionError, match="1"):
        book.rerate(stored, changed=stop)
    for wrong, error in (
        ((call, (0.5, 1), ""), TypeError),
        ((call, 1, ""), TypeError),
        ((call, None), TypeError),
        ((call, None, 1), TypeError),
        ((call, "dear", ""), switchhook.RefusedValueError),
        ((call, ("much", "1"), ""), switchhook.RefusedValueError),
    ):
        with pytest.raises(error):
            book.rerate([wrong])  # type: ignore[list-item]


def test_a_ready_mapping_reads_the_file_it_is_for() -> None:
    imported = switchhook.import_deck(
        b"name,destination,rate\r\nAtlantis, South,999,0.25\r\nNowhere,998,dear\r\n", "teliax"
    )
    assert (imported.rows, imported.prefixes, imported.lines, imported.skipped) == (1, 1, 3, 1)
    assert (imported.currency, imported.encoding, imported.repaired) == ("USD", "utf-8", ())
    [refused] = imported.refused
    assert (refused.file, refused.line, refused.text) == (None, 3, "Nowhere,998,dear")
    assert repr(imported) == "ImportedDeck(3 lines in utf-8: 1 rows, 1 refused, 1 skipped; 0 repaired)"
    book = switchhook.Book.from_text('name = "x"\ncurrency = "USD"\nzone = "UTC"', imported.deck)
    assert price(book.rate("+99912", "2025-06-11 10:00:00", 60)) == Decimal("0.25")


def test_a_mapping_that_is_none_says_why() -> None:
    for mapping, reason in (
        ("telix", "expected"),
        ("header = true", "columns"),
        ('header = true\ncolumns = { prefix = "Code", price = 2 }\nincrement = "60/1"', "Code"),
    ):
        with pytest.raises(switchhook.ParseError, match=reason) as caught:
            switchhook.import_deck("a,b\n", mapping)
        assert caught.value.field == "mapping"
    with pytest.raises(TypeError):
        switchhook.import_deck(1, "teliax")  # type: ignore[arg-type]
