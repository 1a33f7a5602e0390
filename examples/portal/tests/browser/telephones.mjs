// A new telephone in the demo, as the manual has it: search at an address, number and rights, saved and configured. Once with
// the script, and once without it on a small screen.
//
//   PORTAL_BIN=../../../../target/release/switchhook-portal node telephones.mjs

import { Findings, SMALL, WIDE, axe, fits, launch, listen, logIn, picture, startDemo } from './lib.mjs';

const binary = process.env.PORTAL_BIN;
if (!binary) throw new Error('set PORTAL_BIN to the switchhook-portal program');

const findings = new Findings();
const holds = (place, what, truth) => {
  findings.checked();
  if (!truth) findings.add(place, what);
};
const submit = (page) => Promise.all([page.waitForLoadState('load'), page.locator('main form.form button.primary').first().click()]);

const demo = await startDemo(binary);
const chromium = await launch();
const account = demo.accounts.find((one) => one.profile === 'administrator');
try {
  const context = await chromium.browser.newContext({ viewport: WIDE });
  const page = await context.newPage();
  listen(page, findings, () => `telephones at ${page.url()}`);
  await logIn(page, demo.url, account);
  await page.goto(`${demo.url}/admin/phones`, { waitUntil: 'load' });
  await page.locator('.page-head a.primary').click();
  await page.waitForURL('**/admin/phones/search');
  const hints = await page.locator('main form .note').allInnerTexts();
  const places = hints.map((hint) => hint.match(/127\.0\.0\.1:\d+/)[0]);
  holds('the search', `tells ${places.length} telephones instead of 2`, places.length === 2);
  await axe(page, findings, 'the search');

  await picture(page, 'telephone-search-1280');

  await page.fill('#address', places[0]);
  await page.fill('#password', '');
  await page.locator('main form.form button.primary').click();
  await page.waitForURL('**/admin/phones/new?found=*');
  const found = await page.locator('main form .note').first().innerText();
  for (const part of ['GXP2135', '1.0.11.106', 'c0:74:ad:20:26:01', places[0]]) {
    holds('what was found', `does not tell ${part}: ${found}`, found.includes(part));
  }
  await axe(page, findings, 'the form');
  await picture(page, 'telephone-form-1280');
  await page.fill('#extension', '290');
  await page.fill('#direct_number', '45 30 31');
  await page.fill('#label', 'Test bench');
  await page.fill('#call_groups', '1');
  await page.selectOption('#language', 'fr');
  await page.locator('main form.form button.primary').click();
  await page.waitForSelector('#device-password');
  holds('saved', 'is not said to be configured', (await page.locator('h1').innerText()).includes('290'));
  await axe(page, findings, 'configured');
  await picture(page, 'telephone-ready-1280');
  const password = await page.inputValue('#device-password');

  // The list knows it, and the simulated PBX has its account: it is free.
  await page.goto(`${demo.url}/admin/phones?q=290`, { waitUntil: 'load' });
  const row = page.locator('#results tbody tr').first();
  for (const part of ['GXP2135', '1.0.11.106', places[0], 'configured']) {
    holds('the list', `has no ${part}`, (await row.innerText()).includes(part));
  }
  await page.waitForFunction(() => document.querySelector('#results tbody .badge').innerText.includes('Free'), null, { timeout: 90_000 });
  findings.checked();

  // After its restart it fetched its file from the portal itself, and the PBX has seen it.
  const registered = async () => {
    await page.goto(`${demo.url}/admin/phones?q=290`, { waitUntil: 'load' });
    return (await row.innerText()).includes('configured, registered');
  };
  const fetched = Date.now() + 60_000;
  while (!(await registered()) && Date.now() < fetched) await page.waitForTimeout(250);
  holds('the list', `does not say that it fetched and registered: ${await row.innerText()}`, await registered());
  findings.checked();

  // What it would be told anew, after a change; then it is told.
  await row.locator('a').click();
  await page.waitForURL(/\/admin\/phones\/\d+$/);
  const own = page.url();
  holds('the page', 'does not say that nothing is to be told', (await page.locator('main').innerText()).includes('it has what it should have'));
  await page.fill('#label', 'Test bench 2');
  await page.locator('main form.form button.primary').first().click();
  // Nothing is saved before what it does was shown.
  await page.waitForSelector('.preview-answer');
  const preview = await page.locator('main .preview').innerText();
  for (const part of ['290 GXP2135', 'It fetches its file', 'Test bench', 'Test bench 2', 'account 290']) {
    holds('before it is saved', `does not tell ${part}: ${preview}`, preview.includes(part));
  }
  await axe(page, findings, 'before it is saved');
  await picture(page, 'telephone-preview-1280');
  await page.locator('.preview-answer button[name="again"]').click();
  await page.waitForSelector('#label');
  holds('back to the form', 'has not what was typed', (await page.inputValue('#label')) === 'Test bench 2');
  await page.locator('main form.form button.primary').first().click();
  await page.locator('.preview-answer button[name="confirmed"]').click();
  await page.waitForURL(/notice=saved/);
  await page.goto(own, { waitUntil: 'load' });
  const difference = await page.locator('main form[action$="/configure"] tbody').innerText();
  holds('the difference', `is ${difference}`, difference.includes('Test bench 2'));
  await axe(page, findings, 'the page of the telephone');
  await picture(page, 'telephone-difference-1280');
  holds('the difference', 'does not say what it takes', (await page.locator('main').innerText()).includes('it has to fetch its file again'));
  // Told by the PBX, it fetches; then there is nothing to be told.
  await page.locator('form[action$="/resync"] button').click();
  await page.waitForURL(/notice=device-told/);
  await axe(page, findings, 'told');
  const fetchedAgain = async () => {
    await page.goto(own, { waitUntil: 'load' });
    return (await page.locator('main').innerText()).includes('it has what it should have');
  };
  const end = Date.now() + 20_000;
  while (!(await fetchedAgain()) && Date.now() < end) await page.waitForTimeout(250);
  holds('told', 'did not fetch its file', await fetchedAgain());
  // Where each value comes from.
  await page.goto(`${own}/why`, { waitUntil: 'load' });
  const why = await page.locator('main table').innerText();
  for (const part of ['account.1.server.1', 'site Pacific Mills', 'security baseline', 'account 290', 'a password']) {
    holds('where values come from', `does not tell ${part}`, why.includes(part));
  }
  await axe(page, findings, 'where values come from');
  await picture(page, 'telephone-why-1280');
  await page.goto(own, { waitUntil: 'load' });
  await page.fill('form[action$="/configure"] #password', password);
  await page.locator('form[action$="/configure"] button').click();
  await page.waitForSelector('#device-password');
  findings.checked();

  // What became of the telephones on the desks.
  for (const [state, extension] of [
    ['waits for its first access', '232'],
    ['in quarantine', '233'],
    ['out of service', '234'],
    ['configured, registered', '291'],
  ]) {
    await page.goto(`${demo.url}/admin/phones?q=${extension}`, { waitUntil: 'load' });
    await page.waitForFunction(
      (word) => document.querySelector('#results tbody tr').innerText.includes(word),
      state,
      { timeout: 90_000, polling: 500 },
    ).catch(() => holds(`telephone ${extension}`, `is not shown as ${state}`, false));
    findings.checked();
  }
  // Into quarantine by hand; its firmware is older than what the site offers.
  await page.goto(`${demo.url}/admin/phones?q=291`, { waitUntil: 'load' });
  holds('the list', 'does not tell that the firmware of 291 is old', (await page.locator('#results tbody tr').first().innerText()).includes('older than 1.0.13.44'));
  await axe(page, findings, 'the list');
  await page.locator('#results tbody a').first().click();
  await page.waitForURL(/\/admin\/phones\/\d+$/);
  holds('the page of 291', 'does not tell that its firmware is old', (await page.locator('#life').innerText()).includes('older than 1.0.13.44'));
  for (const [action, within] of [['quarantine', true], ['release', false]]) {
    await page.locator(`form[action$="/${action}"] button`).click();
    await page.locator('#confirm .danger, #confirm .primary').first().click();
    await page.waitForURL(/notice=saved/);
    holds(action, 'is not what the page shows', (await page.locator('#life').innerText()).includes('in quarantine') === within);
    await page.goto(page.url().split('?')[0], { waitUntil: 'load' });
  }
  // What the site tells all telephones is shown before it is saved, too.
  await page.goto(`${demo.url}/admin/site`, { waitUntil: 'load' });
  await page.fill('#vlan', '30');
  await page.locator('main form.form button.primary').first().click();
  await page.waitForSelector('.preview-answer');
  const told = await page.locator('main').innerText();
  for (const part of ['GRP2614', 'It fetches its file and restarts', 'site Pacific Mills', '30']) {
    holds('the site before it is saved', `does not tell ${part}`, told.includes(part));
  }
  await axe(page, findings, 'the site before it is saved');
  await picture(page, 'site-preview-1280');
  await page.locator('.preview-answer button[name="again"]').click();
  await page.waitForSelector('#vlan');
  holds('back to the site', 'has not what was typed', (await page.inputValue('#vlan')) === '30');
  // Out of quarantine, and enrolled anew: the address is shown once.
  await page.goto(`${demo.url}/admin/phones?q=233`, { waitUntil: 'load' });
  await page.locator('#results tbody a').first().click();
  await page.locator('form[action$="/release"] button').click();
  await page.locator('#confirm .danger, #confirm .primary').first().click();
  await page.waitForURL(/notice=saved/);
  holds('released', 'is still in quarantine', !(await page.locator('#life').innerText()).includes('in quarantine'));
  await page.locator('form[action$="/enrol"] button').click();
  await page.locator('#confirm .danger, #confirm .primary').first().click();
  await page.waitForSelector('#enrolment-address');
  const place = await page.inputValue('#enrolment-address');
  holds('enrolled', `is told ${place}`, /^http:\/\/127\.0\.0\.1:\d+\/prov\/b\/[a-z2-7]{26}\/$/.test(place));
  await axe(page, findings, 'enrolled');
  await picture(page, 'telephone-enrolled-1280');
  await context.close();

  // Without the script, on a small screen.
  const plain = await chromium.browser.newContext({ viewport: SMALL, javaScriptEnabled: false });
  const small = await plain.newPage();
  await logIn(small, demo.url, account);
  await small.goto(`${demo.url}/admin/phones/search`, { waitUntil: 'load' });
  await fits(small, findings, 'the search at 390');
  // What is no telephone's place is told at the field, and a wrong password too.
  for (const [address, password, field] of [['8.8.8.8', '', 'address'], [places[0], 'wrong', 'password']]) {
    await small.fill('#address', address);
    await small.fill('#password', password);
    await small.locator('main form.form button.primary').click();
    await small.waitForSelector(`#${field}-error`);
    findings.checked();
  }
  await small.fill('#password', '');
  await small.fill('#address', places[1]);
  await submit(small);
  await small.waitForURL('**/admin/phones/new?found=*');
  await fits(small, findings, 'the form at 390');
  await small.fill('#extension', '297');
  await submit(small);
  await small.waitForSelector('#device-password');
  await fits(small, findings, 'configured at 390');
  await picture(small, 'telephone-ready-390');
  // A telephone that is known is named with the way to it; its new password opens it.
  const second = await small.inputValue('#device-password');
  // What saving does is shown without the script as well.
  await small.goto(`${demo.url}/admin/phones?q=297`, { waitUntil: 'load' });
  await small.locator('#results tbody a').first().click();
  await small.fill('#label', 'Store');
  await submit(small);
  await small.waitForSelector('.preview-answer');
  await fits(small, findings, 'before it is saved at 390');
  await picture(small, 'telephone-preview-390');
  await small.locator('.preview-answer button[name="confirmed"]').click();
  await small.waitForURL(/notice=saved/);
  findings.checked();
  await small.goto(`${demo.url}/admin/phones/search`, { waitUntil: 'load' });
  await small.fill('#address', places[1]);
  await small.fill('#password', second);
  await submit(small);
  holds('known already', 'has no link to the telephone', (await small.locator('main .error-summary a[href^="/admin/phones/"]').count()) === 1);
  await plain.close();
} finally {
  await chromium.close();
  demo.child.kill('SIGTERM');
}
findings.conclude();
