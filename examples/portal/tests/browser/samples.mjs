// Checks every page with made-up data, in both themes, both sizes and all languages, without a running portal.
//
//   PORTAL_SAMPLES=/tmp/pages cargo test -p switchhook-portal samples
//   PORTAL_SAMPLES=/tmp/pages node samples.mjs

import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { once } from 'node:events';
import { Findings, SMALL, WIDE, axe, fits, icons, launch, listen, picture } from './lib.mjs';

const root = process.env.PORTAL_SAMPLES;
if (!root || !fs.existsSync(path.join(root, 'en'))) {
  throw new Error('set PORTAL_SAMPLES to the folder that the test of the same name wrote (see the top of this file)');
}
const only = process.argv.slice(2);

const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' };
const POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";
const server = http.createServer((request, response) => {
  const file = path.join(root, path.normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname)));
  if (request.url.startsWith('/live/stream')) {
    response.setHeader('content-type', 'text/event-stream');
    response.write(`event: clock\ndata: ${Date.now()}\n\n`);
    return;
  }
  if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) {
    response.statusCode = 404;
    response.end();
    return;
  }
  response.setHeader('content-security-policy', POLICY);
  response.setHeader('content-type', TYPES[path.extname(file)] ?? 'text/plain');
  response.end(fs.readFileSync(file));
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const base = `http://127.0.0.1:${server.address().port}`;

const findings = new Findings();
const chromium = await launch();
try {
  for (const lang of ['fr', 'en', 'es', 'ru']) {
    for (const theme of ['light', 'dark']) {
      for (const viewport of [WIDE, SMALL]) {
        const context = await chromium.browser.newContext({ viewport, colorScheme: theme });
        const page = await context.newPage();
        let place = '';
        listen(page, findings, () => place);
        for (const file of fs.readdirSync(path.join(root, lang)).sort()) {
          const name = file.replace('.html', '');
          if (only.length > 0 && !only.includes(name)) continue;
          place = `${name} ${lang} ${theme} ${viewport.width}`;
          await page.goto(`${base}/${lang}/${file}`, { waitUntil: 'load' });
          await axe(page, findings, place);
          await icons(page, findings, place);
          if (viewport === SMALL) await fits(page, findings, place);
          await picture(page, place.replaceAll(' ', '-'));
          findings.checked();
        }
        await context.close();
      }
    }
  }
} finally {
  await chromium.close();
  server.closeAllConnections();
  server.close();
}
findings.conclude();
