// What the script of the pages does, on the sample pages and against a server that plays the portal's part: live
// regions, the session guard, dialling, confirmations, folding, search while typing, loading more.
//
//   PORTAL_SAMPLES=/tmp/pages cargo test -p switchhook-portal samples
//   PORTAL_SAMPLES=/tmp/pages node behaviour.mjs

import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { once } from 'node:events';
import { SMALL, WIDE, launch } from './lib.mjs';

const root = process.env.PORTAL_SAMPLES;
if (!root || !fs.existsSync(path.join(root, 'en'))) {
  throw new Error('set PORTAL_SAMPLES to the folder that the test of the same name wrote (see the top of this file)');
}

const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' };
/** What the pages asked for, and the streams that are open. */
const seen = { requests: [], streams: new Set() };
/** Given, once the page waits for the outcome of a call, the function that answers. */
let whenAsked = () => {};

const body = async (request) => {
  let text = '';
  for await (const chunk of request) text += chunk;
  return new URLSearchParams(text);
};

const server = http.createServer(async (request, response) => {
  const url = new URL(request.url, 'http://x');
  const entry = { method: request.method, url: request.url, token: request.headers['x-csrf-token'] };
  if (request.method === 'POST') entry.fields = await body(request);
  if (!url.pathname.startsWith('/assets/')) seen.requests.push(entry);
  const json = (status, value) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(value));
  };
  if (url.pathname === '/live/stream') {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    // The server's clock is an hour ahead of the browser's.
    response.write(`event: clock\ndata: ${Date.now() + 3_600_000}\n\n`);
    seen.streams.add(response);
    response.on('close', () => seen.streams.delete(response));
  } else if (url.pathname === '/dial') {
    json(202, { id: 'abc', state: 'ringing', text: 'Your phone rings' });
  } else if (url.pathname.startsWith('/dial/')) {
    whenAsked(() => json(200, { id: 'abc', state: 'busy', text: 'Your phone is busy' }));
  } else if (url.pathname === '/session/stay') {
    response.writeHead(204).end();
  } else if (request.method === 'POST') {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>posted</h1>');
  } else {
    // The search of the sample directory finds the same page with another count.
    const name = url.pathname === '/directory' ? '/en/directory.html' : url.pathname;
    const file = path.join(root, path.normalize(decodeURIComponent(name)));
    if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) return response.writeHead(404).end();
    let content = fs.readFileSync(file);
    if (url.searchParams.get('q')) content = String(content).replace('1,205 entries', '3 entries');
    if (url.searchParams.get('after')) content = String(content).replaceAll(/<p class="more">.*?<\/p>/gs, '');
    response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'text/plain' });
    response.end(content);
  }
  return undefined;
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const base = `http://127.0.0.1:${server.address().port}`;

const send = (topic, html) => {
  for (const stream of seen.streams) stream.write(`event: ${topic}\ndata: ${html}\n\n`);
};
const posts = (pathname) => seen.requests.filter((one) => one.method === 'POST' && one.url === pathname);

const tests = {
  async 'a live region shows each fragment, keeps the focus, and waits while paused'(page) {
    await page.goto(`${base}/en/live.html`);
    await page.waitForFunction(() => document.querySelector('live-badge').textContent === 'Live');
    const row = (text) => `<div data-key="7"><a href="#x">first</a> <button>${text}</button></div>`;
    send('calls', row('one'));
    await page.locator('live-region button', { hasText: 'one' }).focus();
    send('calls', row('two'));
    await page.locator('live-region button', { hasText: 'two' }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'two');
    await page.click('[data-pause]');
    send('calls', row('three'));
    send('calls', row('four'));
    await page.waitForFunction(() => document.querySelector('live-region').waiting?.includes('four'));
    assert.equal(await page.locator('live-region button').textContent(), 'two');
    await page.click('[data-pause]');
    assert.equal(await page.locator('live-region button').textContent(), 'four');
    assert.equal(seen.streams.size, 1, 'one stream for the page');
  },

  async 'a wide table that is scrolled with the keys stays where it was'(page) {
    await page.goto(`${base}/en/live.html`);
    await page.waitForFunction(() => document.querySelector('live-badge').textContent === 'Live');
    const box = (text) => `<div class="table-box" tabindex="0"><table><tbody><tr><td>${text}</td></tr></tbody></table></div>`;
    send('calls', box('one'));
    await page.locator('live-region td', { hasText: 'one' }).waitFor();
    await page.evaluate(() => {
      const wide = new CSSStyleSheet();
      wide.replaceSync('live-region table { min-width: 4000px }');
      document.adoptedStyleSheets.push(wide);
      const table = document.querySelector('live-region .table-box');
      table.focus();
      table.scrollLeft = 200;
    });
    assert.equal(await page.evaluate(() => document.querySelector('live-region .table-box').scrollLeft), 200);
    send('calls', box('two'));
    await page.locator('live-region td', { hasText: 'two' }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.className), 'table-box');
    assert.equal(await page.evaluate(() => document.querySelector('live-region .table-box').scrollLeft), 200);
  },

  async 'a clock counts from the clock of the server'(page) {
    await page.goto(`${base}/en/live.html`);
    await page.waitForFunction(() => document.querySelector('live-badge').textContent === 'Live');
    send('calls', `<live-clock since="${Date.now() + 3_600_000 - 65_000}"></live-clock>`);
    await page.waitForFunction(() => /^0:01:0[5-9]$/.test(document.querySelector('live-clock')?.textContent));
  },

  async 'a broken stream shows as offline and comes back by itself'(page) {
    await page.goto(`${base}/en/live.html`);
    await page.waitForFunction(() => document.querySelector('live-badge').textContent === 'Live');
    for (const stream of seen.streams) stream.destroy();
    await page.waitForFunction(() => document.querySelector('live-badge').textContent === 'Offline');
    await page.waitForFunction(() => document.querySelector('live-badge').textContent === 'Live', null, { timeout: 15000 });
  },

  async 'presence badges are replaced one by one'(page) {
    await page.goto(`${base}/en/directory.html`);
    await page.waitForFunction(() => document.querySelector('live-badge').textContent === 'Live');
    send('presence', '<span class="badge busy" data-part="presence-101">On the phone</span>');
    await page.locator('[data-part="presence-101"]', { hasText: 'On the phone' }).waitFor();
    assert.equal((await page.locator('[data-part="presence-102"]').textContent()).trim(), 'On a call');
  },

  async 'dialling says that the own phone rings, then the outcome, without leaving the page'(page) {
    const asked = new Promise((resolve) => { whenAsked = resolve; });
    await page.goto(`${base}/en/directory.html`);
    await page.locator('.dial-button', { hasText: '101' }).click();
    await page.locator('#polite', { hasText: 'Your phone rings' }).waitFor();
    assert.equal(await page.locator('.dial-button[aria-busy]').count(), 1);
    await (await asked)();
    await page.locator('#assertive', { hasText: 'Your phone is busy' }).waitFor();
    const [request] = posts('/dial');
    assert.equal(request.fields.get('number'), '101');
    assert.equal(request.token, 'sample-token');
    assert.match(page.url(), /directory/);
  },

  async 'what destroys is asked about first, and only yes sends it'(page) {
    await page.goto(`${base}/en/contact.html`);
    await page.click('.aside-action button');
    await page.locator('#confirm [data-text]', { hasText: 'from the directory?' }).waitFor();
    await page.keyboard.press('Escape');
    assert.equal(posts('/directory/contacts/1/delete').length, 0);
    await page.click('.aside-action button');
    await Promise.all([page.waitForURL('**/delete'), page.click('#confirm .danger')]);
    assert.equal(posts('/directory/contacts/1/delete').length, 1);
  },

  async 'the menu folds at once and the server is told'(page) {
    await page.goto(`${base}/en/home.html`);
    await page.click('[data-fold] button');
    assert.equal((await page.locator('#menu').boundingBox()).width, 64);
    assert.equal(await page.locator('[data-fold] button').getAttribute('aria-expanded'), 'false');
    await page.waitForFunction(() => document.querySelector('[data-fold]').elements.folded.value === '0');
    assert.equal(posts('/preferences')[0].fields.get('folded'), '1');
  },

  async 'typing searches after a pause, and the address follows'(page) {
    await page.goto(`${base}/directory`);
    await page.focus('#q');
    // Faster than any pause, however slow this machine is.
    await page.locator('#q').evaluate((field) => {
      for (const letter of 'teh') {
        field.value += letter;
        field.dispatchEvent(new InputEvent('input', { bubbles: true, data: letter }));
      }
    });
    await page.locator('#results .count', { hasText: '3 entries' }).waitFor();
    await page.waitForURL(/q=teh/, { waitUntil: 'commit' });
    assert.equal(seen.requests.filter((one) => one.url.includes('q=')).length, 1, 'one request for three letters');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'q');
  },

  async 'more rows come under those that are shown'(page) {
    await page.goto(`${base}/directory`);
    const before = await page.locator('[data-rows] tr').count();
    await page.click('[data-more]');
    await page.waitForFunction((count) => document.querySelectorAll('[data-rows] tr').length === 2 * count, before);
    assert.equal(await page.locator('[data-more]').count(), 0);
  },

  async 'an idle session is warned a minute before, can stay, and ends at the login page'(page) {
    await page.clock.install({ time: new Date('2026-11-22T09:00:00Z') });
    await page.goto(`${base}/en/live.html`);
    await page.clock.runFor(538_000);
    assert.equal(await page.locator('session-guard dialog[open]').count(), 0);
    await page.clock.runFor(4_000);
    await page.locator('session-guard dialog[open]').waitFor();
    const stayed = page.waitForResponse('**/session/stay');
    await page.click('session-guard .primary');
    await page.clock.runFor(1_000);
    await stayed;
    assert.equal(posts('/session/stay').length, 1);
    assert.equal(posts('/session/stay')[0].token, 'sample-token');
    await page.clock.runFor(530_000);
    assert.equal(await page.locator('session-guard dialog[open]').count(), 0);
    const gone = page.waitForURL('**/login?expired=1', { waitUntil: 'commit' }).catch(() => {});
    await page.clock.runFor(80_000);
    await gone;
    assert.ok(seen.requests.some((one) => one.url === '/login?expired=1'));
  },

  async 'events on a live page do not keep the session alive'(page) {
    await page.clock.install({ time: new Date('2026-11-22T09:00:00Z') });
    await page.goto(`${base}/en/live.html`);
    for (let step = 0; step < 6; step += 1) {
      await page.clock.runFor(90_500);
      send('calls', `<p>${step}</p>`);
    }
    await page.locator('session-guard dialog[open]').waitFor();
  },

  async 'on a small screen the menu opens as a sheet and closes with Escape'(page) {
    await page.setViewportSize(SMALL);
    await page.goto(`${base}/en/home.html`);
    assert.equal(await page.locator('#menu').isVisible(), false);
    await page.click('.bottom-bar button');
    assert.equal(await page.locator('#menu').isVisible(), true);
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('#menu').isVisible(), false);
  },

  async 'the error summary takes the focus and leads to the field'(page) {
    await page.goto(`${base}/en/costs.html`);
    assert.ok(await page.evaluate(() => document.activeElement.classList.contains('error-summary')));
    await page.click('.error-summary a');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'to');
  },
};

const chromium = await launch();
let failed = 0;
try {
  for (const [name, test] of Object.entries(tests)) {
    seen.requests.length = 0;
    const context = await chromium.browser.newContext({ viewport: WIDE });
    const page = await context.newPage();
    page.setDefaultTimeout(8000);
    try {
      await test(page);
      console.log(`ok     ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`WRONG  ${name}\n       ${error.message}`);
    }
    await context.close();
  }
} finally {
  await chromium.close();
  server.closeAllConnections();
  server.close();
}
console.log(`${Object.keys(tests).length} behaviours checked, ${failed} wrong`);
process.exitCode = failed > 0 ? 1 : 0;
