// What every browser test needs: a Chromium of the system, and the checks that hold for every page.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const axeSource = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 AA: what the portal promises. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

export const WIDE = { width: 1280, height: 800 };
export const SMALL = { width: 390, height: 844 };

/** Starts Chromium with a profile of its own, which `close()` removes again. */
export async function launch() {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (!fs.existsSync(executablePath)) {
    throw new Error(`no browser at ${executablePath}; install Debian's chromium or set CHROMIUM to its path`);
  }
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'switchhook-chromium-'));
  const browser = await chromium.launch({
    executablePath,
    env: { ...process.env, HOME: profile },
    args: [
      '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync',
      '--disable-background-networking', '--disable-component-update',
    ],
  });
  return {
    browser,
    async close() {
      await browser.close();
      fs.rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** Collects what a test found wrong; a page that fails does not hide the next one. */
export class Findings {
  #found = [];
  #checked = 0;

  add(place, text) {
    this.#found.push(`${place}: ${text}`);
    console.log(`WRONG  ${place}: ${text}`);
  }

  checked() {
    this.#checked += 1;
  }

  /** What was found, for a test that judges by itself. */
  found() {
    return [...this.#found];
  }

  /** Prints the sum and sets the exit code. */
  conclude() {
    console.log(`${this.#checked} page views checked, ${this.#found.length} wrong`);
    if (this.#checked === 0) {
      console.log('nothing was checked, which is a failure too');
    }
    process.exitCode = this.#found.length > 0 || this.#checked === 0 ? 1 : 0;
  }
}

/** Notes errors of the console, exceptions, and what the Content-Security-Policy refused. */
export function listen(page, findings, place) {
  page.on('console', (message) => {
    if (message.type() === 'error') findings.add(place(), `console: ${message.text()}`);
  });
  page.on('pageerror', (error) => findings.add(place(), `exception: ${error.message}`));
  page.on('requestfailed', (request) => {
    // Leaving a page ends its live stream: that is not a failure.
    const ended = request.failure()?.errorText === 'net::ERR_ABORTED';
    if (!ended) findings.add(place(), `request failed: ${request.url()} ${request.failure()?.errorText}`);
  });
}

/** Runs axe in the page. It is evaluated by the debugger, so the page's own policy need not allow it. */
export async function axe(page, findings, place) {
  await page.evaluate(axeSource);
  const violations = await page.evaluate(
    async (tags) => (await globalThis.axe.run(document, { runOnly: { type: 'tag', values: tags } })).violations,
    TAGS,
  );
  for (const violation of violations) {
    const where = violation.nodes.slice(0, 3).map((node) => `${node.target.join(' ')} (${node.any[0]?.message ?? node.html.slice(0, 80)})`);
    findings.add(place, `axe ${violation.id}: ${violation.help}: ${where.join('; ')}`);
  }
}

/** On a small screen nothing may need scrolling sideways, and everything must be big enough to touch. */
export async function fits(page, findings, place) {
  const report = await page.evaluate(() => {
    const shown = (element) => {
      const box = element.getBoundingClientRect();
      return box.width > 1 && box.height > 1 && element.checkVisibility({ visibilityProperty: true }) ? box : null;
    };
    const name = (element) => `${element.tagName.toLowerCase()}.${element.className}[${(element.textContent ?? '').trim().slice(0, 30)}]`;
    const sideways = document.documentElement.scrollWidth - window.innerWidth;
    const beyond = sideways > 0
      ? [...document.body.querySelectorAll('*')].filter((e) => shown(e)?.right > window.innerWidth + 1).slice(0, 3).map(name)
      : [];
    const small = [];
    for (const element of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')) {
      const box = shown(element);
      // A box with its label around it is as big as the label; a link within a sentence is exempt (WCAG 2.5.8).
      const target = element.closest('label') ?? element;
      const size = target === element ? box : target.getBoundingClientRect();
      const inline = element.tagName === 'A' && getComputedStyle(element).display === 'inline';
      if (box && !inline && !element.classList.contains('skip') && (size.width < 24 || size.height < 24)) {
        small.push(`${name(element)} ${Math.round(size.width)}x${Math.round(size.height)}`);
      }
    }
    return { sideways, beyond, small: small.slice(0, 5) };
  });
  if (report.sideways > 0) findings.add(place, `${report.sideways} px too wide: ${report.beyond.join(', ')}`);
  if (report.small.length > 0) findings.add(place, `targets under 24 px: ${report.small.join(', ')}`);
}

/** A symbol that the sprite lacks is drawn as nothing, and nobody complains. */
export async function icons(page, findings, place) {
  const missing = await page.evaluate(async () => {
    const known = new Map();
    const missing = new Set();
    for (const use of document.querySelectorAll('svg.icon use')) {
      const [file, name] = use.getAttribute('href').split('#');
      if (!known.has(file)) known.set(file, new DOMParser().parseFromString(await (await fetch(file)).text(), 'image/svg+xml'));
      if (!known.get(file).getElementById(name)) missing.add(name);
    }
    return [...missing];
  });
  if (missing.length > 0) findings.add(place, `symbols that do not exist: ${missing.join(', ')}`);
}

/** Keeps a picture of the whole page where `SCREENSHOTS` says. */
export async function picture(page, name) {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  fs.mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
}

/** Starts the demo on a free port; gives what it says about itself. */
export async function startDemo(binary) {
  const child = spawn(binary, ['--port', '0', '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the demo ended with ${code} before it was ready`)));
  });
  const said = new Promise((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{')) resolve(JSON.parse(line));
    });
  });
  const late = new Promise((_, reject) => {
    setTimeout(() => reject(new Error('the demo did not say where it is within 60 s')), 60000).unref();
  });
  try {
    return { child, ...(await Promise.race([said, ended, late])) };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  } finally {
    ended.catch(() => {});
  }
}

export async function logIn(page, url, account) {
  await page.goto(`${url}/login`);
  await page.fill('#login', account.login);
  await page.fill('#password', account.password);
  await Promise.all([page.waitForURL((address) => address.pathname !== '/login'), page.click('main button')]);
}

export async function logOut(page) {
  await Promise.all([page.waitForURL('**/login**'), page.click('.log-out')]);
}

/** Plays the first player of a page for a moment, seeks to its middle, and tells what the element says of itself. */
export async function playAndSeek(page) {
  return page.evaluate(async () => {
    const audio = document.querySelector('audio');
    const event = (name) => new Promise((resolve, reject) => {
      audio.addEventListener(name, resolve, { once: true });
      audio.addEventListener('error', () => reject(new Error(`media error ${audio.error?.code}: ${audio.error?.message}`)), { once: true });
      setTimeout(() => reject(new Error(`no ${name} within 10 s`)), 10000);
    });
    const before = { networkState: audio.networkState, preload: audio.preload };
    audio.muted = true;
    const playing = event('playing');
    await audio.play();
    await playing;
    const middle = Math.floor(audio.duration / 2);
    const seeked = event('seeked');
    audio.currentTime = middle;
    await seeked;
    const at = audio.currentTime;
    const moved = event('timeupdate');
    await moved;
    const after = audio.currentTime;
    audio.pause();
    return { before, duration: audio.duration, middle, at, after, ended: audio.ended };
  });
}
