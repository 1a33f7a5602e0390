// Scheduled calls in the demo: one is carried out by the simulated PBX at its time, another is scheduled and cancelled without
// the script on a small screen.
//
//   PORTAL_BIN=../../../../target/release/switchhook-portal node scheduled.mjs

import { Findings, SMALL, WIDE, axe, fits, launch, listen, logIn, picture, startDemo } from './lib.mjs';

const binary = process.env.PORTAL_BIN;
if (!binary) throw new Error('set PORTAL_BIN to the switchhook-portal program');

const findings = new Findings();
const holds = (place, what, truth) => {
  findings.checked();
  if (!truth) findings.add(place, what);
};
const row = (page, number) => page.locator('main [data-rows] tr', { hasText: number }).first();

const demo = await startDemo(binary);
const chromium = await launch();
const account = demo.accounts.find((one) => one.profile === 'user');
try {
  // From the directory to a call that is carried out.
  const context = await chromium.browser.newContext({ viewport: WIDE });
  const page = await context.newPage();
  listen(page, findings, () => `scheduled at ${page.url()}`);
  await logIn(page, demo.url, account);
  await page.goto(`${demo.url}/directory`, { waitUntil: 'load' });
  const link = page.locator('#results a[href^="/scheduled/new?number="]').nth(3);
  const number = new URL(await link.getAttribute('href'), demo.url).searchParams.get('number');
  await link.click();
  await page.waitForURL(/\/scheduled\/new/);
  holds('the form', `has another number than ${number}`, (await page.locator('#number').inputValue()) === number);
  await axe(page, findings, 'the form');
  await picture(page, 'scheduled-new-1280');
  // People choose minutes; a test has no time for that. The demo's clock is that of Nouméa.
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Pacific/Noumea', dateStyle: 'short', timeStyle: 'medium' });
  const [date, time] = clock.format(new Date(Date.now() + 3000)).split(' ');
  await page.locator('#time').evaluate((field) => { field.step = '1'; });
  await page.fill('#date', date);
  await page.fill('#time', time);
  await page.fill('#note', 'Ask for the offer');
  await page.locator('main form button.primary').click();
  await page.waitForURL(/notice=scheduled/);
  holds('the list', 'has no note', (await row(page, number).innerText()).includes('Ask for the offer'));
  let said = '';
  for (let tries = 0; tries < 60 && !/rings|Answered|Not answered|busy/.test(said); tries += 1) {
    await page.waitForTimeout(500);
    await page.goto(`${demo.url}/scheduled`, { waitUntil: 'load' });
    said = await row(page, number).innerText();
  }
  holds('carried out', `is still ${said}`, /rings|Answered|Not answered|busy/.test(said));
  await axe(page, findings, 'the list');
  await picture(page, 'scheduled-1280');
  await context.close();

  // Without the script, on a small screen.
  const plain = await chromium.browser.newContext({ viewport: SMALL, javaScriptEnabled: false });
  const small = await plain.newPage();
  await logIn(small, demo.url, account);
  await small.goto(`${demo.url}/scheduled/new?number=286120`, { waitUntil: 'load' });
  const tomorrow = clock.format(new Date(Date.now() + 86_400_000)).split(' ')[0];
  await small.fill('#date', tomorrow);
  await small.fill('#time', '09:30');
  await small.locator('main form button.primary').click();
  await small.waitForURL(/notice=scheduled/);
  await fits(small, findings, 'the list at 390');
  await picture(small, 'scheduled-390');
  await row(small, '286120').locator('form[action$="/cancel"] button').click();
  await small.waitForURL(/notice=scheduled-cancelled/);
  holds('cancelled', 'is not shown as cancelled', (await row(small, '286120').innerText()).includes('Cancelled'));
  await plain.close();
} finally {
  await chromium.close();
  demo.child.kill('SIGTERM');
}
findings.conclude();
