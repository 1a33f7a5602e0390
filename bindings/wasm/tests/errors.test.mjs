// What cannot be used is an Error with code, line and hint.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Book, checkCallFile } from "switchhook";

/** @import { SwitchhookError } from "switchhook" */

const plan = 'name = "n"\ncurrency = "EUR"\nzone = "UTC"\n';
const deck = "prefix,destination,price,per,first,next\n1,One,1,60,60,1\n";

/** @type {[string, () => unknown, string, number | null, RegExp][]} */
const mistakes = [
  ["no TOML", () => Book.fromText("name = \"n\"\ncurrency", deck), "plan-syntax", 2, /^/],
  ["a key that is missing", () => Book.fromText('name = "n"', deck), "plan-syntax", 1, /^add it/],
  ["no zone of that name", () => Book.fromText(plan.replace("UTC", "Mars"), deck), "plan-value", 3, /./],
  ["a plan of megabytes", () => Book.deckNames("#".repeat(2 << 20)), "plan-too-long", null, /^rates belong in a deck/],
  ["a deck without rows", () => Book.fromText(plan, ""), "deck-empty", null, /^check its file/],
  ["no deck", () => Book.fromText(plan), "deck-empty", null, /^check its file/],
  ["a deck too few", () => Book.fromText(`${plan}[[decks]]\nfile = "a.csv"`), "deck-count", null, /^give one text for each/],
  ["an unknown band", () => Book.fromText(plan, deck.replace("price", "price_night")), "band-unknown", 2, /./],
  ["a number with letters", () => Book.fromText(plan, deck).destination("HELP"), "number", null, /./],
  // @ts-expect-error
  ["a plan that is no text", () => Book.fromText(7, deck), "argument", null, /./],
  // @ts-expect-error
  ["a deck that is no text", () => Book.fromText(plan, {}), "argument", null, /./],
  // @ts-expect-error
  ["a number that is no text", () => Book.fromText(plan, deck).rate(872345, "2025-01-01 00:00:00", 1), "argument", null, /./],
  // @ts-expect-error
  ["a start that is none", () => Book.fromText(plan, deck).rate("1", 0, 1), "argument", null, /./],
  // @ts-expect-error
  ["a duration that is text", () => Book.fromText(plan, deck).rate("1", "2025-01-01 00:00:00", "60"), "argument", null, /./],
  // @ts-expect-error
  ["a file that is none", () => checkCallFile({}), "argument", null, /./],
];

for (const [what, mistake, code, line, hint] of mistakes) {
  test(`${what} is told`, () => {
    assert.throws(mistake, (/** @type {SwitchhookError} */ error) => {
      assert(error instanceof Error);
      assert.equal(error.name, "SwitchhookError");
      assert.deepEqual([error.code, error.line], [code, line], error.message);
      assert.match(error.hint, hint);
      assert(error.message.endsWith(error.hint), error.message);
      return true;
    });
  });
}
