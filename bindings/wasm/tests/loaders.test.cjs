// The package loads by `require` too, and it is the same one.
const assert = require("node:assert/strict");
const { test } = require("node:test");

const switchhook = require("switchhook");

test("require gives what import gives", async () => {
  const report = switchhook.checkCallFile("Channel: PJSIP/100\nApplication: Echo\n");
  assert.equal(report.verdict, "called");
  const imported = await import("switchhook");
  assert.equal(imported.Book, switchhook.Book);
});

test("the module can be found for a page that serves it", () => {
  assert.match(require.resolve("switchhook/switchhook_bg.wasm"), /\.wasm$/);
});
