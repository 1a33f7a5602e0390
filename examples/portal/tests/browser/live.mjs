// The browser of the live test (tests/live), which is a Rust test: it asks for one step after the other as a JSON
// line, and gets a JSON line back.
//
//   {"do":"logIn","tab":"anna","login":"anna","password":"…"}   →   {"ok":null} or {"error":"…"}
//
// A tab is a browser session of its own: each is somebody else. The end of the input ends the browser.

import { createInterface } from 'node:readline';
import { Findings, WIDE, launch, listen, picture, playAndSeek } from './lib.mjs';

/** On a machine that compiles something else at the same time, a page may take a while. */
const PATIENCE = 20_000;

/** How long a telephone that nobody lifts may keep a page waiting. */
const RINGING = 45_000;

const findings = new Findings();
const chromium = await launch();
/** @type {Map<string, import('playwright-core').Page>} */
const tabs = new Map();
let base = '';

/** The page of a tab; a new tab is a new session unless it is `like` another one. */
async function tab(name, like) {
  const known = tabs.get(name);
  if (known) return known;
  const context = like
    ? tabs.get(like).context()
    : await chromium.browser.newContext({ viewport: WIDE, locale: 'en-GB' });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  listen(page, findings, () => `${name} at ${page.url()}`);
  tabs.set(name, page);
  return page;
}

async function open(page, path) {
  const response = await page.goto(path.startsWith('http') ? path : `${base}${path}`, { waitUntil: 'load' });
  if (response.status() !== 200) throw new Error(`status ${response.status()} at ${path}`);
  findings.checked();
}

/** Presses a button that leads to another page; what the portal then finds wrong is the error. */
async function press(page, button) {
  const loaded = page.waitForEvent('load');
  await button.click();
  await loaded;
  findings.checked();
  const wrong = page.locator('.error-summary');
  if (await wrong.count()) throw new Error(`the portal says: ${await text(wrong.first())}`);
}

const plain = (string) => string.replace(/\s+/g, ' ').trim();
const text = async (locator) => plain(await locator.innerText());

/** The choice of a list whose label holds these words. */
async function choose(page, list, words) {
  const value = await page.locator(`${list} option`, { hasText: words }).first().getAttribute('value');
  await page.selectOption(list, value);
}

async function fill(page, fields) {
  for (const [name, value] of Object.entries(fields)) await page.fill(`#${name}`, value);
}

/** The cells of each row, as they are read. */
const rows = (page, selector) =>
  page.$$eval(selector, (found) =>
    found.map((row) => [...row.cells].map((cell) => cell.innerText.replace(/\s+/g, ' ').trim())));

/** From now on, writes down everything that the elements say: what is seen for half a second only is seen too. */
async function write(page, name, selector) {
  await page.evaluate(([name, selector]) => {
    const diary = [];
    const trim = (element) => element.innerText.replace(/\s+/g, ' ').trim();
    const look = () => {
      const said = [...document.querySelectorAll(selector)].map((element) =>
        element.cells ? [...element.cells].map(trim) : trim(element));
      const last = diary.at(-1);
      if (!last || JSON.stringify(last) !== JSON.stringify(said)) diary.push(said);
    };
    look();
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
    globalThis.diaries = { ...globalThis.diaries, [name]: diary };
  }, [name, selector]);
}

const read = (page, name) => page.evaluate((name) => globalThis.diaries[name], name);

const commands = {
  /** Where the portal is. */
  async portal({ url }) {
    base = url;
  },

  /** The first administrator opens the link that the portal printed, and makes the account. */
  async makeFirstAccount({ tab: name, link, first, last, login, password }) {
    const page = await tab(name);
    await open(page, link);
    await fill(page, { first_name: first, last_name: last, login, password, password_again: password });
    await press(page, page.locator('main button'));
  },

  /** Somebody else opens the link that the administrator passed on, and chooses a password. */
  async choosePassword({ tab: name, link, password }) {
    const page = await tab(name);
    await open(page, link);
    await fill(page, { password, password_again: password });
    await press(page, page.locator('main button'));
  },

  /** A link works once. */
  async linkIsVoid({ tab: name, link }) {
    // Not in the page, whose console would call the refusal an error.
    const response = await (await tab(name)).context().request.get(link);
    return { status: response.status() };
  },

  async logIn({ tab: name, login, password }) {
    const page = await tab(name);
    await open(page, '/login');
    await fill(page, { login, password });
    await press(page, page.locator('main button'));
    return { me: await text(page.locator('.me')), path: new URL(page.url()).pathname };
  },

  async addDepartment({ tab: name, short, full }) {
    const page = await tab(name);
    await open(page, '/admin/departments/new');
    await fill(page, { short_name: short, full_name: full });
    await press(page, page.locator('main form button.primary'));
    return rows(page, '#content tbody tr');
  },

  /** Gives the link to pass on. */
  async addPerson({ tab: name, first, last, login, department }) {
    const page = await tab(name);
    await open(page, '/admin/people/new');
    await fill(page, { first_name: first, last_name: last, login });
    await choose(page, '#department', department);
    await press(page, page.locator('main form button.primary'));
    return page.inputValue('#link');
  },

  /** Gives what has to be typed into the telephone. */
  async addPhone({ tab: name, extension, owner, department }) {
    const page = await tab(name);
    await open(page, '/admin/phones/new');
    await fill(page, { extension });
    await choose(page, '#owner', owner);
    await choose(page, '#department', department);
    await press(page, page.locator('main form button.primary'));
    return {
      server: await page.inputValue('#sip-server'),
      user: await page.inputValue('#sip-user'),
      password: await page.inputValue('#sip-password'),
    };
  },

  /** Names its device; gives the address of its first file, which is shown once. */
  async enrolPhone({ tab: name, extension, model, mac }) {
    const page = await tab(name);
    await open(page, '/admin/phones');
    await press(page, page.locator('#results a', { hasText: extension }));
    await page.selectOption('#model', model);
    await page.fill('#mac', mac);
    await press(page, page.locator('form[action$="/device"] button'));
    return page.inputValue('#enrolment-address');
  },

  /** The words of its row in the list. */
  async phoneRow({ tab: name, extension }) {
    const page = await tab(name);
    await open(page, `/admin/phones?q=${extension}`);
    return page.locator('#results tbody tr', { hasText: extension }).first().innerText();
  },

  async labelPhone({ tab: name, extension, label }) {
    const page = await tab(name);
    await open(page, '/admin/phones');
    await press(page, page.locator('#results a', { hasText: extension }));
    await fill(page, { label });
    await press(page, page.locator('main form button.primary').first());
    // What its device is told anew is shown first.
    await press(page, page.locator('.preview-answer button.primary'));
    await page.waitForURL(/notice=saved/);
  },

  /** Presses the button that tells it something. */
  async tellPhone({ tab: name, extension, what }) {
    const page = await tab(name);
    await open(page, '/admin/phones');
    await press(page, page.locator('#results a', { hasText: extension }));
    await press(page, page.locator(`form[action$="/${what}"] button`));
    await page.waitForURL(/notice=device-told/);
  },

  /** Asked whether it is meant, says yes. */
  async deletePhone({ tab: name, extension }) {
    const page = await tab(name);
    await open(page, '/admin/phones');
    await press(page, page.locator('#results a', { hasText: extension }));
    await page.locator('form[action$="/delete"] button').click();
    await press(page, page.locator('#confirm .danger'));
    return rows(page, '#results tbody tr');
  },

  async addContact({ tab: name, first, last, number1, number2 }) {
    const page = await tab(name);
    await open(page, '/directory/contacts/new');
    await fill(page, { first_name: first, last_name: last, number1, number2 });
    await press(page, page.locator('main form button.primary').first());
  },

  /** Types into the search of the directory and waits for the only entry that fits. */
  async find({ tab: name, typed }) {
    const page = await tab(name);
    await open(page, '/directory');
    await page.waitForFunction(() => document.querySelector('live-badge')?.textContent === 'Live');
    await page.locator('#q').pressSequentially(typed, { delay: 30 });
    await page.waitForFunction(() => document.querySelectorAll('#results [data-rows] tr').length === 1);
    return (await rows(page, '#results [data-rows] tr'))[0];
  },

  /** Waits until a telephone's badge in the list that is open says so. */
  async presenceIs({ tab: name, extension, word, seconds }) {
    const page = await tab(name);
    const timeout = seconds ? seconds * 1000 : PATIENCE;
    await page.locator(`[data-part="presence-${extension}"]`, { hasText: word }).waitFor({ timeout });
  },

  async watchPresence({ tab: name, extension }) {
    await write(await tab(name), 'presence', `[data-part="presence-${extension}"]`);
  },

  /** What the badge said since it is watched. */
  async presenceSeen({ tab: name }) {
    return (await read(await tab(name), 'presence')).map((said) => said[0] ?? '');
  },

  /** Clicks on a number of the list that is open; gives everything that the page said until the outcome. */
  async dial({ tab: name, number }) {
    const page = await tab(name);
    await write(page, 'said', '#polite .flash, #assertive .flash');
    const form = page.locator('#results form.dial', { has: page.locator(`input[name="number"][value="${number}"]`) });
    await form.locator('button').click();
    await page.waitForFunction(() => !document.querySelector('.dial-button[aria-busy]'), null, { timeout: RINGING });
    const said = await read(page, 'said');
    return said.flat();
  },

  /** Opens the page of the calls in progress and writes down what it shows. */
  async watchCalls({ tab: name, like }) {
    const page = await tab(name, like);
    await open(page, '/live');
    await page.waitForFunction(() => document.querySelector('live-badge')?.textContent === 'Live');
    await write(page, 'calls', 'live-region tbody tr');
  },

  /** Opens a page that keeps itself up to date, and waits until it does. */
  async watchPage({ tab: name, like, path }) {
    const page = await tab(name, like);
    await open(page, path);
    await page.waitForFunction(() => document.querySelector('live-badge')?.textContent === 'Live');
    await write(page, 'stale', 'live-region .stale');
  },

  /** Whether the page that is watched says now that it shows what was last known, and what it said since last asked. */
  async lastKnown({ tab: name }) {
    const page = await tab(name);
    const now = (await page.locator('live-region .stale').count()) > 0;
    return { now, said: await page.evaluate(() => globalThis.diaries.stale.splice(0).flat()) };
  },

  /** The board as it is: for each queue its name, its figures, who waits and who takes calls. */
  async board({ tab: name, shot }) {
    const page = await tab(name);
    if (shot) await picture(page, shot);
    return page.$$eval('section.queue', (sections) => {
      const trim = (element) => element.innerText.replace(/\s+/g, ' ').trim();
      const cells = (table) => [...(table?.tBodies[0]?.rows ?? [])].map((row) => [...row.cells].map(trim));
      return sections.map((section) => {
        const [callers, agents] = [...section.querySelectorAll('.two > div')].map((side) => side.querySelector('table'));
        return {
          name: trim(section.querySelector('h2')),
          figures: [...section.querySelectorAll('dd')].map(trim),
          callers: cells(callers),
          agents: cells(agents),
        };
      });
    });
  },

  /** The rows of the page that is watched. */
  async rowsShown({ tab: name, shot }) {
    const page = await tab(name);
    if (shot) await picture(page, shot);
    return rows(page, 'live-region tbody tr');
  },

  /** Waits until nobody is on the phone; gives what the page showed since it is watched, and then forgets it. */
  async callsSeen({ tab: name }) {
    const page = await tab(name);
    await page.waitForFunction(() => document.querySelectorAll('live-region tbody tr').length === 0);
    const seen = await read(page, 'calls');
    await page.evaluate(() => { globalThis.diaries.calls.length = 0; });
    return seen;
  },

  /** Waits until a call is shown, so that it can be looked at. */
  async callIsShown({ tab: name, words, shot }) {
    const page = await tab(name);
    await page.locator('live-region tbody tr', { hasText: words }).waitFor();
    await picture(page, shot);
  },

  /** The call log, once it lists `calls` calls and what is at their price. */
  async callLog({ tab: name, calls }) {
    const page = await tab(name);
    const end = Date.now() + PATIENCE;
    for (;;) {
      await open(page, '/calls');
      const found = await rows(page, '#results [data-rows] tr');
      if (found.length >= calls || Date.now() > end) return found;
      await page.waitForTimeout(200);
    }
  },

  /** What the page of the newest call tells of it. */
  async newestJourney({ tab: name }) {
    const page = await tab(name);
    await open(page, '/calls');
    const newest = page.locator('#results [data-rows] a[href^="/calls/"]').first();
    if (!await newest.count()) return { legs: [], steps: [], notes: [] };
    await press(page, newest);
    return {
      legs: await rows(page, '#journey-legs tbody tr'),
      steps: await rows(page, '#journey-steps tbody tr'),
      notes: await page.locator('section[aria-labelledby="journey"] > p').allInnerTexts(),
    };
  },

  /** What a page answers with, where that is the question. */
  async statusOf({ tab: name, path }) {
    const page = await tab(name);
    // Not from within the page, whose console would tell of it.
    return (await page.context().request.get(`${base}${path}`)).status();
  },

  /** What a page or a file says. */
  async textOf({ tab: name, path }) {
    const page = await tab(name);
    const answer = await page.context().request.get(`${base}${path}`);
    if (answer.status() !== 200) throw new Error(`${path}: status ${answer.status()}`);
    // Lines stay lines.
    return (await answer.text()).replace(/<[^>]*>/g, ' ').replace(/[^\S\n]+/g, ' ');
  },

  /** Gives somebody a profile. */
  async grant({ tab: name, person, profile }) {
    const page = await tab(name);
    await open(page, '/admin/people');
    await page.locator('main a', { hasText: person }).first().click();
    await page.check(`input[name="profiles"][value="${profile}"]`);
    await press(page, page.locator('main form button.primary').first());
  },

  /** The rows of the list of recordings. */
  async recordings({ tab: name }) {
    const page = await tab(name);
    await open(page, '/recordings');
    return rows(page, '#results [data-rows] tr');
  },

  /** Plays the first recording of the list, goes to its middle, and tells what the player and the portal said. */
  async playRecording({ tab: name }) {
    const page = await tab(name);
    const statuses = [];
    page.on('response', (response) => {
      if (new URL(response.url()).pathname.endsWith('/audio')) statuses.push(response.status());
    });
    return { ...(await playAndSeek(page)), statuses };
  },

  /** The lines of the trail in which these words stand. */
  /** Schedules a call, so many seconds from now, or another time for the one that is to come. */
  async schedule({ tab: name, number, seconds, again }) {
    const page = await tab(name);
    if (again) {
      await open(page, '/scheduled');
      await press(page, page.locator('tr', { hasText: number }).locator('a.button').first());
    } else {
      await open(page, `/scheduled/new?number=${encodeURIComponent(number)}`);
    }
    // The clock of the site is that of UTC; people choose minutes, a test has no time for that.
    const [date, time] = new Date(Date.now() + seconds * 1000).toISOString().slice(0, 19).split('T');
    await page.locator('#time').evaluate((field) => { field.step = '1'; });
    await fill(page, { date, time });
    await press(page, page.locator('main form button.primary').first());
    return text(page.locator('.flash').first());
  },
  async scheduled({ tab: name, shot }) {
    const page = await tab(name);
    await open(page, '/scheduled');
    if (shot) await picture(page, shot);
    return rows(page, 'main [data-rows] tr');
  },
  async cancelScheduled({ tab: name, number }) {
    const page = await tab(name);
    await open(page, '/scheduled');
    await page.locator('tr', { hasText: number }).locator('form[action$="/cancel"] button').first().click();
    await press(page, page.locator('#confirm .danger'));
    return text(page.locator('.flash').first());
  },
  async trail({ tab: name, words }) {
    const page = await tab(name);
    await open(page, `/admin/audit?q=${encodeURIComponent(words)}`);
    return rows(page, '#results [data-rows] tr');
  },

  /** The detailed report of this month, for everybody that one may see. */
  async costs({ tab: name }) {
    const page = await tab(name);
    await open(page, '/costs');
    await page.selectOption('#month', { index: 1 });
    await page.check('input[name="report"][value="detail"]');
    await press(page, page.locator('main form button.primary'));
    return {
      lines: await rows(page, 'table.costs tbody tr:not(.group):not(.subtotal)'),
      total: (await rows(page, 'table.costs tfoot tr'))[0],
      notices: await page.locator('main > .flash').allInnerTexts(),
    };
  },

  async unrated({ tab: name }) {
    const page = await tab(name);
    await open(page, '/costs/unrated');
    return rows(page, '#results [data-rows] tr');
  },

  /** The notice above every page, once it is there or gone. */
  async notice({ tab: name, there }) {
    const page = await tab(name);
    const end = Date.now() + PATIENCE;
    for (;;) {
      await open(page, '/');
      const notice = page.locator('.pbx-notice');
      const shown = (await notice.count()) > 0;
      if (shown === there) return shown ? text(notice) : null;
      if (Date.now() > end) throw new Error(there ? 'no notice' : `the notice stays: ${await text(notice)}`);
      await page.waitForTimeout(200);
    }
  },

  async health({ tab: name }) {
    const page = await tab(name);
    await open(page, '/admin/health');
    return rows(page, '#content tbody tr');
  },

  /** What the browser itself found wrong: errors of the console, of scripts, of the network. */
  async wrong() {
    return findings.found();
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { do: name, ...command } = JSON.parse(line);
  let answer;
  try {
    if (!commands[name]) throw new Error(`there is no command ${name}`);
    answer = { ok: (await commands[name](command)) ?? null };
  } catch (error) {
    const page = tabs.get(command.tab);
    const shows = page && (await page.locator('body').innerText().catch(() => ''));
    answer = { error: shows ? `${error.message}\nThe page ${page.url()} shows:\n${shows.slice(0, 3000)}` : error.message };
  }
  console.log(JSON.stringify(answer));
}
await chromium.close();
