// The demo as each role: the menu is that of the profile table, every entry opens, and every page keeps what the
// portal promises (no console error, nothing refused by the policy, WCAG 2.2 AA in both themes, usable at 390 px).
//
//   PORTAL_BIN=../../../../target/release/switchhook-portal node demo.mjs
//
// SCREENSHOTS=folder keeps a picture of every page at both sizes.

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { Findings, SMALL, WIDE, axe, fits, icons, launch, listen, logIn, logOut, picture, startDemo } from './lib.mjs';

/** Which right shows which entry: written out a second time, so that a slip in the portal's table is seen. */
const ENTRIES = {
  'directory-read': '/directory',
  'call-log-read': '/calls',
  'cost-read': '/costs',
  'call-schedule': '/scheduled',
  'forward-read': '/forwards',
  'account-self': '/account',
  'live-calls-read': '/live',
  'queue-board-read': '/queues',
  'queue-statistics': '/queues/statistics',
  'statistics-global': '/statistics',
  'recording-listen': '/recordings',
  'recording-purge': '/admin/retention',
  'phone-manage': ['/admin/phones', '/admin/site'],
  'people-manage': '/admin/people',
  'department-manage': '/admin/departments',
  'profile-manage': '/admin/profiles',
  'api-client-manage': '/admin/clients',
  'tariff-manage': ['/tariff', '/costs/unrated'],
  'health-read': '/admin/health',
  'audit-read': '/admin/audit',
};

/** The role that is shown in every language: it sees the most. */
const EVERY_LANGUAGE = 'administrator';
const LANGUAGES = ['fr', 'en', 'es', 'ru'];

const binary = process.env.PORTAL_BIN;
if (!binary) throw new Error('set PORTAL_BIN to the switchhook-portal program');

/** Opens a page and checks everything that holds for all of them. */
async function visit(page, url, path, findings, place, { small = false } = {}) {
  const response = await page.goto(`${url}${path}`, { waitUntil: 'load' });
  if (response.status() !== 200) findings.add(place, `status ${response.status()}`);
  if (new URL(page.url()).pathname !== path.split('?')[0]) findings.add(place, `came out at ${page.url()}`);
  if ((await page.locator('h1').count()) !== 1) findings.add(place, 'has not exactly one heading of the first level');
  await axe(page, findings, place);
  await icons(page, findings, place);
  if (small) await fits(page, findings, place);
  findings.checked();
}

const preference = (url, name, value) => ({ name, value, url });

/** The pages behind the first row and the buttons of the administration's lists. */
const FORMS = ['/directory/contacts/new', '/directory/contacts/import', '/scheduled/new', '/forwards/new', '/admin/people/new', '/admin/phones/new', '/admin/phones/search', '/admin/import', '/admin/departments/new', '/admin/profiles?as=profile:supervisor', '/admin/clients/new', '/statistics/hours', '/statistics/staffing?calls=100',
  '/tariff/new', '/tariff/import', '/tariff/test', '/tariff/test?number=272410', '/tariff/rates/new', '/tariff/rates/new?prefix=99&destination=Audiotel&price=100', '/tariff/rerating'];

/** A list as a scanner left it. */
const OPERATOR = new URL('../../../../rating/testdata/import/inter.csv', import.meta.url);

/** Reads an operator's file through a ready-made mapping: the page that comes then shows what was refused, and nothing is kept. */
async function importFile(page, url) {
  await page.goto(`${url}/tariff/import`);
  await page.setInputFiles('#file', { name: 'inter.csv', mimeType: 'text/csv', buffer: fs.readFileSync(OPERATOR) });
  await page.selectOption('#mapping', 'inter');
  await Promise.all([page.waitForURL('**/tariff/import/*'), page.click('main form button.primary')]);
  return new URL(page.url()).pathname;
}

/** The page behind the first link of a list. */
async function first(page, url, list, selector) {
  await page.goto(`${url}${list}`);
  const link = page.locator(selector).first();
  return (await link.count()) > 0 ? [await link.getAttribute('href')] : [];
}

const reportsOf = (month) => ['summary', 'detail'].map((kind) => `/costs/report?month=${month}&report=${kind}`);

async function role(browser, demo, account, table, findings) {
  const languages = account.profile === EVERY_LANGUAGE ? LANGUAGES : ['en'];
  const rights = table[account.profile];
  if (!rights) {
    findings.add(account.profile, `the profile table has no such profile among ${Object.keys(table).join(', ')}`);
    return;
  }
  // Whoever has an account is a user too.
  // What can only be granted to single people is not held by the profile.
  const of = (profile) => Object.entries(profile).filter(([, scopes]) => scopes.some((scope) => scope !== 'grant')).map(([right]) => right);
  const held = new Set([...(account.profile === 'auditor' ? [] : of(table.user)), ...of(rights)]);
  const wanted = Object.entries(ENTRIES).filter(([right]) => held.has(right)).flatMap(([, paths]) => paths);
  for (const viewport of [WIDE, SMALL]) {
    const context = await browser.newContext({ viewport });
    const page = await context.newPage();
    let place = `${account.profile} login ${viewport.width}`;
    listen(page, findings, () => place);
    await logIn(page, demo.url, account);
    const shown = await page.$$eval('#menu li a', (links) => links.map((link) => link.getAttribute('href')));
    const menu = shown.filter((path) => path !== '/');
    if (viewport === WIDE && JSON.stringify([...menu].sort()) !== JSON.stringify([...wanted].sort())) {
      findings.add(account.profile, `the menu shows ${menu.join(' ')}; the profile table says ${wanted.join(' ')}`);
    }
    const forms = FORMS.filter((path) => menu.some((entry) => path.startsWith(`${entry}/`) || path.startsWith(`${entry}?`)));
    let reports = [];
    if (menu.includes('/costs')) {
      await page.goto(`${demo.url}/costs`);
      reports = reportsOf(await page.locator('#month').inputValue());
    }
    let recordings = [];
    if (menu.includes('/recordings')) {
      await page.goto(`${demo.url}/recordings`);
      // One's own page of a recording, and a search that finds nothing.
      recordings = [await page.locator('[data-rows] a').first().getAttribute('href'), '/recordings?text=nothing-is-called-so'];
    }
    const details = menu.includes('/calls') ? await first(page, demo.url, '/calls', '[data-rows] a[href^="/calls/"]') : [];
    if (menu.includes('/tariff')) {
      const [version] = await first(page, demo.url, '/tariff', 'tbody th a');
      details.push(version, `${version}/difference`, await importFile(page, demo.url));
    }
    // Both themes in one language, and the other languages in one theme: colours and words are apart.
    for (const [index, lang] of languages.entries()) {
      for (const theme of index === 0 ? ['light', 'dark'] : ['light']) {
        await context.addCookies([preference(demo.url, 'lang', lang), preference(demo.url, 'theme', theme)]);
        for (const path of ['/', ...shown.filter((path) => path !== '/'), ...forms, ...reports, ...recordings, ...details]) {
          place = `${account.profile} ${path} ${lang} ${theme} ${viewport.width}`;
          await visit(page, demo.url, path, findings, place, { small: viewport === SMALL });
          const html = page.locator('html');
          if ((await html.getAttribute('lang')) !== lang) findings.add(place, 'is not in the language asked for');
          if ((await html.getAttribute('data-theme')) !== theme) findings.add(place, 'is not in the theme asked for');
          if (index === 0 && theme === 'light') {
            const name = path.replace(/month=[0-9-]+&/, '').replace(/import\/.*/, 'imported').replace(/[/?=&]+/g, '-').replace(/^-|-$/g, '') || 'home';
            await picture(page, `${account.profile}-${name}-${viewport.width}`);
          }
        }
      }
    }
    await page.goto(`${demo.url}/`);
    await logOut(page);
    await context.close();
  }
}

const findings = new Findings();
const table = JSON.parse(execFileSync(binary, ['profiles', '--json'], { encoding: 'utf8' }));
const demo = await startDemo(binary);
console.log(`the demo is at ${demo.url}, ready after ${demo.ready_ms} ms, with ${demo.accounts.length} accounts`);
const chromium = await launch();
try {
  const context = await chromium.browser.newContext({ viewport: WIDE });
  const page = await context.newPage();
  listen(page, findings, () => 'login page');
  await visit(page, demo.url, '/login', findings, 'login page');
  await picture(page, 'login-1280');
  await page.setViewportSize(SMALL);
  await visit(page, demo.url, '/login', findings, 'login page 390', { small: true });
  await picture(page, 'login-390');
  await context.close();
  for (const account of demo.accounts) {
    await role(chromium.browser, demo, account, table, findings);
    console.log(`${account.profile}: done`);
  }
} finally {
  await chromium.close();
  demo.child.kill('SIGTERM');
}
findings.conclude();
