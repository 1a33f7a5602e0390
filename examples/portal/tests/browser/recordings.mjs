// The player of the demo's recordings: it fetches nothing before somebody presses play, seeks by ranges, works without the
// script, and what was heard stands in the trail once.
//
//   PORTAL_BIN=../../../../target/release/switchhook-portal node recordings.mjs

import { Findings, SMALL, WIDE, axe, fits, launch, listen, logIn, picture, playAndSeek, startDemo } from './lib.mjs';

const binary = process.env.PORTAL_BIN;
if (!binary) throw new Error('set PORTAL_BIN to the switchhook-portal program');

const findings = new Findings();
const equal = (place, found, expected) => {
  findings.checked();
  if (JSON.stringify(found) !== JSON.stringify(expected)) {
    findings.add(place, `found ${JSON.stringify(found)} where ${JSON.stringify(expected)} was expected`);
  }
};
const holds = (place, what, truth) => {
  findings.checked();
  if (!truth) findings.add(place, what);
};

const demo = await startDemo(binary);
const chromium = await launch();
const account = (profile) => demo.accounts.find((one) => one.profile === profile);
try {
  // A supervisor, with the script.
  const context = await chromium.browser.newContext({ viewport: WIDE });
  const page = await context.newPage();
  listen(page, findings, () => 'supervisor');
  await logIn(page, demo.url, account('supervisor'));
  const asked = [];
  page.on('response', (response) => {
    const path = new URL(response.url()).pathname;
    if (path.endsWith('/audio')) {
      asked.push({ path, status: response.status(), range: response.request().headers().range ?? '', is: response.headers()['content-range'] ?? '' });
    }
  });
  await page.goto(`${demo.url}/recordings`, { waitUntil: 'load' });
  holds('list', 'there is no player', (await page.locator('audio').count()) > 5);
  holds('list', 'no file is missing, as one is in the demo', (await page.getByText('File missing').count()) === 1);
  equal('before play', asked, []);
  const heard = await playAndSeek(page);
  equal('the element before play', heard.before.preload, 'none');
  holds('seeking', `is at ${heard.at} after seeking to ${heard.middle} of ${heard.duration}`, Math.abs(heard.at - heard.middle) < 0.3);
  holds('seeking', `does not go on from ${heard.at}: ${heard.after}`, heard.after >= heard.at && !heard.ended);
  holds('seeking', `was answered by ${JSON.stringify(asked)}`, asked.length > 0 && asked.every((one) => one.status === 206 && one.is.startsWith('bytes ')));
  await picture(page, 'recordings-playing-1280');

  // A part that was not fetched yet, as a player asks for it.
  const path = asked[0].path;
  const part = await page.evaluate(async (path) => {
    const response = await fetch(path, { headers: { Range: 'bytes=-1000' } });
    return { status: response.status, length: (await response.arrayBuffer()).byteLength, range: response.headers.get('content-range') };
  }, path);
  equal('the last thousand bytes', [part.status, part.length], [206, 1000]);
  await context.close();

  // Without the script, on a small screen: the browser's own player and plain links.
  const plain = await chromium.browser.newContext({ viewport: SMALL, javaScriptEnabled: false });
  const small = await plain.newPage();
  await small.goto(`${demo.url}/login`);
  await small.fill('#login', account('recording-officer').login);
  await small.fill('#password', account('recording-officer').password);
  await Promise.all([small.waitForURL((address) => address.pathname !== '/login'), small.click('main button')]);
  await small.goto(`${demo.url}/recordings?direction=incoming&at_least=1`);
  holds('without the script', 'the list is empty', (await small.locator('audio[controls]').count()) > 5);
  await small.locator('[data-rows] td.when a').first().click();
  holds('without the script', 'the recording has no page', (await small.locator('h1').textContent()).startsWith('Recording of '));
  await small.fill('#reason', 'Complaint 77');
  await Promise.all([small.waitForURL('**/recordings/*notice=recording-held'), small.locator('form[action$="/hold"] button').click()]);
  holds('without the script', 'the reason is not shown', (await small.getByText('Complaint 77').count()) === 1);
  await picture(small, 'recording-390-plain');
  const [download] = await Promise.all([small.waitForEvent('download'), small.locator('main .buttons a[download]').click()]);
  holds('download', `is called ${download.suggestedFilename()}`, /^\d{8}-\d{6}-\d+-.*\.wav$/.test(download.suggestedFilename()));
  await plain.close();

  // The trail.
  const trail = await chromium.browser.newContext({ viewport: WIDE });
  const auditor = await trail.newPage();
  listen(auditor, findings, () => 'auditor');
  await logIn(auditor, demo.url, account('auditor'));
  await auditor.goto(`${demo.url}/admin/audit?q=listened`);
  equal('the trail', await auditor.locator('[data-rows] tr').count(), 1);
  await auditor.goto(`${demo.url}/admin/audit?q=exported`);
  equal('the trail of downloads', await auditor.locator('[data-rows] tr').count(), 1);
  await axe(auditor, findings, 'trail');
  await trail.close();

  // What would go, then what went.
  const keeper = await chromium.browser.newContext({ viewport: SMALL });
  const officer = await keeper.newPage();
  listen(officer, findings, () => 'officer');
  await logIn(officer, demo.url, account('recording-officer'));
  await officer.goto(`${demo.url}/admin/retention`);
  await fits(officer, findings, 'retention');
  const due = await officer.locator('#due ~ .table-box [data-rows] tr').count();
  const said = await officer.locator('.figures dd').first().textContent();
  equal('the dry run', said, String(due));
  await picture(officer, 'retention-390');
  if (due > 0) {
    await officer.locator('form[action$="/purge"] button').click();
    await officer.locator('#confirm button[value="yes"]').click();
    await officer.waitForURL('**/admin/retention?notice=purged');
    equal('the run', await officer.locator('#runs ~ .table-box tbody tr').first().locator('td').nth(1).textContent(), String(due));
  }
  await keeper.close();
} finally {
  await chromium.close();
  demo.child.kill('SIGTERM');
}
findings.conclude();
