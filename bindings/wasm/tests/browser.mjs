// Bundles a page with esbuild, serves it under a strict policy, and lets Chromium run it.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { build } from "esbuild";

const folder = mkdtempSync(join(tmpdir(), "switchhook-page-"));
const options = { bundle: true, format: /** @type {const} */ ("esm"), target: "es2022", platform: /** @type {const} */ ("browser") };
await build({ ...options, entryPoints: ["page/page.mjs"], outfile: join(folder, "page.js") });
const module = createRequire(import.meta.url).resolve("switchhook/switchhook_bg.wasm");

/** @type {Record<string, [string, string | Buffer]>} */
const files = {
  "/": ["text/html; charset=utf-8", '<!doctype html><title>page</title><body><script type="module" src="/page.js"></script>'],
  "/page.js": ["text/javascript", readFileSync(join(folder, "page.js"))],
  "/switchhook_bg.wasm": ["application/wasm", readFileSync(module)],
};
const server = createServer((request, response) => {
  const file = files[request.url ?? ""];
  response.writeHead(file ? 200 : 404, {
    "Content-Type": file?.[0] ?? "text/plain",
    "Content-Security-Policy": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
  });
  response.end(file?.[1]);
});
await new Promise((listening) => server.listen(0, "127.0.0.1", () => listening(undefined)));
try {
  const address = server.address();
  assert(address && typeof address === "object");
  const { stdout, stderr } = await promisify(execFile)(
    process.env["CHROMIUM"] ?? "chromium",
    [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      `--user-data-dir=${join(folder, "profile")}`,
      "--enable-logging=stderr",
      // A clock that runs while nothing is left to do: the page is shown when it is done, or after this many ms of it.
      "--virtual-time-budget=20000",
      "--dump-dom",
      `http://127.0.0.1:${address.port}/`,
    ],
    { timeout: 60_000, encoding: "utf8" },
  );
  const expected =
    "France (prefix +33), all: 90 s in steps of 60/1 = 90 s; 90 s × 0.05 EUR / 60 s = 0.075 EUR, no tax | called | 2 unknown-key";
  assert(stdout.includes(`>${expected}<`), `${stdout}\n${stderr}`);
  console.log("ok: a bundled page in Chromium");
} finally {
  server.close();
  rmSync(folder, { recursive: true, force: true });
}
