/**
 * What happened to calls, in the demo: its past has calls of every kind, their pages tell them in words, draw them over
 * time and have the same figures in tables, and a call that goes on while the demo runs gets its journey too.
 *
 *     PORTAL_BIN=… node journeys.mjs
 */
import { Findings, SMALL, WIDE, axe, fits, launch, listen, logIn, picture, startDemo } from './lib.mjs';

const binary = process.env.PORTAL_BIN;
/** What the latest calls of the demo have among them. */
const KINDS = {
  'a talk': /^Talk: /,
  'a telephone that rang in vain': /^Rang in vain: .*\((No answer|Answered elsewhere)\)/,
  'a busy telephone': /Busy/,
  'a queue': / in the queue support: Answered/,
  'a menu': /: menu/,
  'pressed keys': / pressed \*/,
  'a transfer': / sent .* on to /,
  'a parked call': / parked in 701, fetched by /,
  'a mailbox': / in the mailbox /,
};

const findings = new Findings();
const demo = await startDemo(binary);
const chromium = await launch();
try {
  const context = await chromium.browser.newContext({ viewport: WIDE });
  const page = await context.newPage();
  let place = 'login';
  listen(page, findings, () => place);
  await logIn(page, demo.url, demo.accounts.find((account) => account.profile === 'administrator'));
  place = '/calls';
  await page.goto(`${demo.url}/calls`);
  const hrefs = [];
  for (let more = true; more && hrefs.length < 300;) {
    hrefs.push(...await page.$$eval('[data-rows] a[href^="/calls/"]', (links) => links.map((link) => link.getAttribute('href'))));
    const next = await page.$('a[data-more]');
    more = next !== null;
    if (more) await page.goto(new URL(await next.getAttribute('href'), page.url()).href);
  }
  const missing = new Map(Object.entries(KINDS));
  const shown = [];
  for (const href of hrefs) {
    if (missing.size === 0) break;
    const html = await (await page.request.get(`${demo.url}${href}`)).text();
    const told = await page.evaluate((html) => {
      const part = new DOMParser().parseFromString(html, 'text/html');
      const texts = (selector) => [...part.querySelectorAll(selector)].map((cell) => cell.textContent.replace(/\s+/g, ' ').trim());
      return {
        lines: [...texts('#journey-steps tbody th'), ...texts('#journey-legs tbody td:nth-child(7)')],
        legs: texts('#journey-legs tbody tr').length,
        lanes: part.querySelectorAll('section[aria-labelledby="journey"] svg text.chart-value').length,
        warns: texts('section[aria-labelledby="journey"] .flash.warn').length,
      };
    }, html);
    if (told.legs === 0 || told.legs !== told.lanes) findings.add(href, `${told.legs} legs in the table, ${told.lanes} drawn`);
    if (told.warns !== 0) findings.add(href, 'says that something is missing');
    const found = [...missing].filter(([, words]) => told.lines.some((line) => words.test(line)));
    for (const [kind] of found) missing.delete(kind);
    if (found.length > 0) shown.push(href);
  }
  for (const kind of missing.keys()) findings.add('/calls', `no call of ${hrefs.length} has ${kind}`);
  for (const viewport of [WIDE, SMALL]) {
    await page.setViewportSize(viewport);
    for (const href of shown) {
      place = `${href} ${viewport.width}`;
      await page.goto(`${demo.url}${href}`);
      await axe(page, findings, place);
      if (viewport === SMALL) await fits(page, findings, place);
      findings.checked();
      await picture(page, `journey${href.replaceAll('/', '-')}-${viewport.width}`);
    }
  }
  await context.close();
} finally {
  await chromium.close();
  demo.child.kill('SIGTERM');
}
findings.conclude();
