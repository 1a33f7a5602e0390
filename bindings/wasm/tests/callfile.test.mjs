// What Asterisk makes of a call file.
import assert from "node:assert/strict";
import { test } from "node:test";

import { checkCallFile } from "switchhook";

test("a file without anything odd is a call with its defaults", () => {
  const file = "Channel: PJSIP/100\nCallerID: \"Fire alarm\" <200>\nContext: internal\nExtension: 200\nSetvar: ROOM=cellar\n";
  const report = checkCallFile(file);
  assert.deepEqual([report.verdict, report.findings, report.omitted], ["called", [], 0]);
  const { text, ...call } = report.call ?? assert.fail("it calls");
  assert.deepEqual(call, {
    channel: "PJSIP/100",
    target: { context: "internal", extension: "200", priority: "1" },
    callerId: { name: "Fire alarm", number: "200" },
    waitTime: 45,
    retryTime: 300,
    maxRetries: 0,
    account: null,
    codecs: [],
    variables: [{ name: "ROOM", value: "cellar" }],
    alwaysDelete: true,
    archive: false,
    earlyMedia: false,
  });
  // What it prints is the same call.
  assert.deepEqual(checkCallFile(text), report);
});

test("each odd line is told with what Asterisk does", () => {
  const { verdict, findings } = checkCallFile("Channel: PJSIP/100\nTimeout: 20\nno colon\nApplication: Echo\n");
  assert.equal(verdict, "called");
  assert.deepEqual(
    findings.map(({ line, code, effect }) => [line, code, effect]),
    [
      [2, "unknown-key", "ignored-with-warning"],
      [3, "missing-colon", "ignored-with-warning"],
    ],
  );
  assert.equal(findings[0]?.message, 'Asterisk knows no key "Timeout"; write `WaitTime:`');
  assert.equal(findings[0]?.hint, "write `WaitTime:`");
  assert.equal(findings[0]?.effectText, "Asterisk ignores the line with a warning");
});

test("a file that goes nowhere is discarded", () => {
  const { verdict, call, findings } = checkCallFile("Channel: PJSIP/100\n");
  assert.deepEqual([verdict, call], ["discarded", null]);
  assert.deepEqual(findings.map(({ line, code }) => [line, code]), [[null, "no-destination"]]);
});

test("bytes that are no text are a file too", () => {
  const bytes = Buffer.concat([Buffer.from("Channel: PJSIP/100\nApplication: Echo\nAccount: caf"), Buffer.from([0xe9, 0x0a])]);
  const report = checkCallFile(bytes);
  assert.equal(report.verdict, "called");
  assert.equal(report.call?.account, "caf\ufffd");
  assert.equal(checkCallFile(new Uint8Array()).verdict, "discarded");
});

test("a file of megabytes is not looked at", () => {
  const { verdict, findings } = checkCallFile("#\n".repeat(1 << 20));
  assert.deepEqual([verdict, findings[0]?.code], ["unknown", "file-too-long"]);
});
