// What a call costs, as a program that installed the package sees it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import init, { Book } from "switchhook";

const sample = new URL("sample/", import.meta.url);
const plan = readFileSync(new URL("plan.toml", sample), "utf8");
const deck = readFileSync(new URL("deck.csv", sample), "utf8");
const book = Book.fromText(plan, deck);

/** @param {ReturnType<Book["rate"]>} outcome */
function charge(outcome) {
  assert(outcome.status === "rated" || outcome.status === "free", outcome.text);
  assert(outcome.charge, outcome.text);
  return outcome.charge;
}

test("a plan says which decks it wants and what it is", async () => {
  await init();
  assert.deepEqual(Book.deckNames(plan), ["deck.csv"]);
  assert.deepEqual([book.name, book.currency, book.zone], ["New Caledonia", "XPF", "Pacific/Noumea"]);
  assert.deepEqual(book.rejected, []);
});

test("the seventeen calls of the bill come out to the franc", () => {
  const calls = readFileSync(new URL("calls.csv", sample), "utf8").split("\n");
  const rows = calls.filter((line) => /^\d/.test(line)).map((line) => line.split(","));
  assert.equal(rows.length, 17);
  for (const [number = "", start = "", seconds, before, after] of rows) {
    const { shownBeforeTax, shownAfterTax } = charge(book.rate(number, start, Number(seconds)));
    assert.deepEqual([shownBeforeTax, shownAfterTax], [before, after], number);
  }
});

test("a charge explains itself, exactly", () => {
  const outcome = book.rate("872345", "2011-12-19 11:08:58", 979);
  assert.equal(
    outcome.text,
    "Local fixed (prefix 8), peak: 979 s in steps of 60/60 = 1020 s; 17 × 10.45 XPF a 60 s = 177.65 XPF, no tax",
  );
  assert.deepEqual(charge(outcome), {
    beforeTax: { micros: 177_650_000n, currency: "XPF", text: "177.65 XPF" },
    afterTax: { micros: 177_650_000n, currency: "XPF", text: "177.65 XPF" },
    tax: { micros: 0n, currency: "XPF", text: "0 XPF" },
    shownBeforeTax: "177",
    shownAfterTax: "177",
    destination: { name: "Local fixed", kind: "fixed", prefix: "8" },
    band: "peak",
    duration: 979,
    billed: 1020,
    units: 17n,
    increment: "60/60",
    price: "10.45",
    per: 60,
    fee: "0",
    taxPercent: "0",
    taxIncluded: false,
    rounded: null,
    line: 4,
  });
});

test("a call is explained in four languages, and one without a price with the remedy", () => {
  const languages = /** @type {const} */ (["fr", "en", "es", "ru"]);
  const lines = languages.map((language) => book.explain("872345", "2011-12-19 11:08:58", 979, language));
  assert.equal(new Set(lines.map(({ line }) => line)).size, 4);
  for (const { status, sentences } of lines) {
    assert.equal(status, "rated");
    assert.equal(sentences.length, lines[0]?.sentences.length);
  }
  const english = book.explain("872345", "2011-12-19 11:08:58", 979);
  assert.deepEqual(english, lines[1]);
  assert.match(english.line, /177\.65/);
  assert.match(book.explain("+44", "2011-12-19 11:08:58", 9, "en").line, /Add a row/);
  // @ts-expect-error No such language.
  assert.throws(() => book.explain("872345", "2011-12-19 11:08:58", 979, "de"), /fr, en, es or ru/);
  assert.throws(() => book.explain("872345", "2011-12-19 11:08:58", -1), /not a length of time/);
});

test("a Date is an instant, and text is what the clock showed in the plan's zone", () => {
  // 11:08:58 in Nouméa, eleven hours ahead.
  const instant = book.rate("872345", new Date("2011-12-19T00:08:58Z"), 979);
  assert.deepEqual(instant, book.rate("872345", "2011-12-19 11:08:58", 979));
  assert.deepEqual(instant, book.rate("872345", "2011-12-19T01:08:58+01:00", 979));
  assert.equal(charge(book.rate("872345", "2011-12-19T11:08:58Z", 979)).band, "offpeak");
});

test("fractions of a second count", () => {
  const rows = "prefix,destination,price,per,first,next\n1,One,0.60,60,0.1,0.1\n";
  const fine = Book.fromText('name = "fine"\ncurrency = "EUR"\nzone = "UTC"', rows);
  const { duration, billed, beforeTax } = charge(fine.rate("1", "2025-01-01 00:00:00", 1.25));
  assert.deepEqual([duration, billed, beforeTax.micros], [1.25, 1.3, 13_000n]);
});

test("no call is free but by a price of zero", () => {
  const rows = "prefix,destination,price,per,first,next,blocked\n1,Green,0,60,1,1,\n2,Red,,60,1,1,yes\n";
  const small = Book.fromText('name = "small"\ncurrency = "EUR"\nzone = "UTC"', rows);
  const rate = (/** @type {string} */ number, seconds = 60) => small.rate(number, "2025-01-01 00:00:00", seconds);
  const free = rate("12");
  assert.equal(free.status, "free");
  assert.equal(charge(free).afterTax.micros, 0n);
  const blocked = rate("22");
  assert(blocked.status === "forbidden");
  assert.deepEqual(blocked.destination, { name: "Red", kind: "other", prefix: "2" });
  const unmatched = rate("33");
  assert(unmatched.status === "unmatched");
  assert.equal(unmatched.reason, "no prefix of the deck begins it; add a row for it");
  assert.equal(unmatched.number, "33");
  assert.deepEqual(rate("12", 0), { status: "free", charge: null, text: "not answered" });
});

test("a record that makes no sense is rejected, with the reason", () => {
  /** @type {[string, Date | string, number, RegExp][]} */
  const records = [
    ["555-HELP", "2025-01-01 00:00:00", 1, /'H'/],
    ["872345", "yesterday", 1, /"yesterday" is not a time/],
    ["872345", new Date(Number.NaN), 1, /is not a time/],
    ["872345", "2025-01-01 00:00:00", -1, /-1 s is not a length of time; give/],
    ["872345", "2025-01-01 00:00:00", Number.NaN, /NaN s is not a length/],
    ["872345", "2025-01-01 00:00:00", Number.POSITIVE_INFINITY, /inf s is not a length/],
    ["872345", "2025-01-01 00:00:00", 1e18, /more than an amount can hold/],
  ];
  for (const [number, start, seconds, reason] of records) {
    const outcome = book.rate(number, start, seconds);
    assert(outcome.status === "rejected", outcome.text);
    assert.match(outcome.reason, reason);
    assert.equal(outcome.text, `cannot be rated: ${outcome.reason}`);
  }
});

test("a number's destination is found without a call", () => {
  assert.deepEqual(book.destination("872345"), { name: "Local fixed", kind: "fixed", prefix: "8" });
  assert.equal(book.destination("+44 20 7946 0000"), null);
});

test("a broken line costs that line", () => {
  const rows = "prefix,destination,price,per,first,next\n+33,France,19.09,60,60,1\n+44,United Kingdom,1O.50,60,60,1\n";
  const book = Book.fromText('name = "n"\ncurrency = "EUR"\nzone = "UTC"', rows, rows);
  const [broken, twin] = book.rejected;
  assert.deepEqual(broken, {
    deck: "deck 1",
    line: 3,
    text: "+44,United Kingdom,1O.50,60,60,1",
    message: "price: \"1O.50\" is not a number: 'O' does not belong there; write digits and at most one '.'",
    hint: "write digits and at most one '.'",
  });
  assert.equal(twin?.deck, "deck 2");
  assert.equal(book.rejected.length, 3);
  assert.equal(book.rate("+33123456789", "2025-01-01 00:00:00", 60).status, "rated");
});

test("a book that was freed says so instead of reading foreign memory", () => {
  const gone = Book.fromText(plan, deck);
  gone.free();
  assert.throws(() => gone.rate("872345", "2025-01-01 00:00:00", 1), Error);
});
