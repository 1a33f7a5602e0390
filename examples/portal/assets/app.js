// What the portal's pages do beyond plain HTML. Every page works without this file, except that live
// pages then show the state at the time of loading.

const token = document.querySelector('meta[name="csrf-token"]')?.content ?? '';

/** POSTs a form's fields; the token goes into a header, which no foreign page can set. */
function post(url, fields = {}, accept = '*/*') {
  return fetch(url, {
    method: 'POST',
    headers: { 'X-CSRF-Token': token, Accept: accept },
    body: new URLSearchParams(fields),
    credentials: 'same-origin',
  });
}

/** GETs a page as a document; `null` when the session ended meanwhile and the browser goes to log in. */
async function get(url, signal) {
  const response = await fetch(url, { headers: { Accept: 'text/html' }, signal, credentials: 'same-origin' });
  if (response.redirected && new URL(response.url).pathname === '/login') {
    location.assign(response.url);
    return null;
  }
  if (!response.ok) throw new Error(`${response.status} from ${url}`);
  return new DOMParser().parseFromString(await response.text(), 'text/html');
}

/** Says something: visibly and to screen readers, politely unless it is a failure. */
function say(text, tone = 'info') {
  const box = document.getElementById(tone === 'bad' ? 'assertive' : 'polite');
  const note = document.createElement('p');
  note.className = `flash ${tone}`;
  note.textContent = text;
  box.replaceChildren(note);
  setTimeout(() => note.remove(), tone === 'bad' ? 12000 : 8000);
}

/** Says something to screen readers only. */
function whisper(text) {
  const note = document.createElement('span');
  note.className = 'visually-hidden';
  note.textContent = text;
  document.getElementById('polite').append(note);
  setTimeout(() => note.remove(), 4000);
}

/** Gives each cell the heading of its column, for the cards that tables become on small screens. */
function labelCells(root) {
  for (const table of root.querySelectorAll('table.cards-when-small')) {
    const headings = [...table.querySelectorAll('thead th')].map((cell) =>
      cell.querySelector('.visually-hidden') ? '' : cell.textContent.trim());
    for (const row of table.tBodies[0]?.rows ?? []) {
      [...row.cells].forEach((cell, index) => {
        if (headings[index]) cell.dataset.label = headings[index];
      });
    }
  }
}

// --- Live data: one stream for the page, whatever it shows ----------------------------------------------

/** Server time minus browser time, in milliseconds: durations are right on a computer whose clock is not. */
let clockOffset = 0;

class LiveClock extends HTMLElement {
  connectedCallback() {
    this.tick();
    LiveClock.all.add(this);
    LiveClock.timer ??= setInterval(() => LiveClock.all.forEach((clock) => clock.tick()), 1000);
  }

  disconnectedCallback() {
    LiveClock.all.delete(this);
  }

  tick() {
    const seconds = Math.max(0, Math.floor((Date.now() + clockOffset - Number(this.getAttribute('since'))) / 1000));
    const two = (number) => String(number).padStart(2, '0');
    const text = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
    if (this.textContent !== text) this.textContent = text;
  }
}
LiveClock.all = new Set();

const stream = {
  source: null,
  listeners: new Map(), // topic → functions taking the fragment
  lastEvent: 0,
  delay: 1000,
  timer: 0,

  subscribe(topic, listener) {
    if (!this.listeners.has(topic)) this.listeners.set(topic, new Set());
    this.listeners.get(topic).add(listener);
    // Elements of one page subscribe one after the other; a single connection carries them all.
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.open(), 0);
  },

  open() {
    this.source?.close();
    if (this.listeners.size === 0 || document.hidden) return;
    const topics = [...this.listeners.keys()].sort();
    const source = new EventSource(`/live/stream?topic=${topics.map(encodeURIComponent).join(',')}`);
    this.source = source;
    const heard = () => {
      this.lastEvent = Date.now();
      this.delay = 1000;
      LiveBadge.update();
    };
    source.addEventListener('open', heard);
    // The server's clock, sent at the start and then regularly: also the sign that the line is alive.
    source.addEventListener('clock', (event) => {
      clockOffset = Number(event.data) - Date.now() || 0;
      heard();
    });
    for (const topic of topics) {
      source.addEventListener(topic, (event) => {
        heard();
        this.listeners.get(topic)?.forEach((listener) => listener(event.data));
      });
    }
    source.addEventListener('error', () => {
      LiveBadge.update();
      // The browser retries a broken line by itself, but not an answer such as 503: that is left to us.
      if (source.readyState === EventSource.CLOSED && this.source === source) {
        this.delay = Math.min(this.delay * 2, 30000);
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.open(), this.delay * (0.5 + Math.random() / 2));
      }
    });
  },

  state() {
    if (this.source?.readyState !== EventSource.OPEN) return 'offline';
    return Date.now() - this.lastEvent < 20000 ? 'live' : 'late';
  },
};
// A hidden page holds no connection: browsers allow six to a server, and the first event is a full picture.
document.addEventListener('visibilitychange', () => {
  if (document.hidden) stream.source?.close();
  else stream.open();
});

class LiveBadge extends HTMLElement {
  connectedCallback() {
    setInterval(() => LiveBadge.update(), 5000);
  }

  static update() {
    const badge = document.querySelector('live-badge');
    if (!badge || stream.listeners.size === 0) return;
    const state = stream.state();
    badge.hidden = false;
    badge.setAttribute('state', state);
    if (badge.textContent !== badge.dataset[state]) badge.textContent = badge.dataset[state];
  }
}

let paused = false;

/** Shows the fragments of a topic. Not a live region for screen readers: a list that changes all day would never
    let them finish a sentence. */
class LiveRegion extends HTMLElement {
  connectedCallback() {
    stream.subscribe(this.getAttribute('topic'), (html) => this.show(html));
    this.addEventListener('live-resume', () => this.show(this.waiting));
  }

  show(html) {
    this.waiting = paused ? html : undefined;
    if (paused || html === undefined) return;
    const focused = this.contains(document.activeElement) ? document.activeElement : null;
    const key = focused?.closest('[data-key]')?.dataset.key;
    const index = focused && focusable(focused.closest('[data-key]') ?? this).indexOf(focused);
    // Whoever scrolls a wide table with the keys stays in it, and where it was.
    const aside = this.querySelector('.table-box')?.scrollLeft ?? 0;
    this.innerHTML = html;
    labelCells(this);
    const box = this.querySelector('.table-box');
    if (box) box.scrollLeft = aside;
    if (focused) {
      const home = key ? this.querySelector(`[data-key="${CSS.escape(key)}"]`) : this;
      focusable(home ?? this)[index]?.focus();
    }
  }
}

/** Replaces the elements of the page that have the same `data-part` as those of a fragment. */
class LiveParts extends HTMLElement {
  connectedCallback() {
    stream.subscribe(this.getAttribute('topic'), (html) => {
      const box = document.createElement('template');
      box.innerHTML = html;
      for (const part of box.content.querySelectorAll('[data-part]')) {
        for (const old of document.querySelectorAll(`[data-part="${CSS.escape(part.dataset.part)}"]`)) {
          const fresh = part.cloneNode(true);
          old.replaceWith(fresh);
        }
      }
    });
  }
}

const focusable = (root) => [...root.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')];

// --- The session: a page that is only looked at is not activity -----------------------------------------

class SessionGuard extends HTMLElement {
  connectedCallback() {
    this.idle = Number(this.getAttribute('idle')) * 1000;
    this.dialog = this.querySelector('dialog');
    this.channel = new BroadcastChannel('switchhook-session');
    this.channel.addEventListener('message', () => this.restart());
    this.touch();
    this.timer = setInterval(() => this.check(), 1000);
    this.dialog.addEventListener('close', () => this.answered());
    SessionGuard.current = this;
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    this.channel.close();
  }

  /** A request that the person asked for went out; other tabs of the session hear of it. */
  touch() {
    this.restart();
    this.channel.postMessage('active');
  }

  restart() {
    this.since = Date.now();
    if (this.dialog.open) this.dialog.close('other');
  }

  check() {
    const left = this.since + this.idle - Date.now();
    if (left <= 0) {
      clearInterval(this.timer);
      location.assign('/login?expired=1');
    } else if (left <= 60000 && !this.dialog.open) {
      this.dialog.returnValue = 'stay';
      this.dialog.showModal();
    }
  }

  async answered() {
    const answer = this.dialog.returnValue;
    if (answer === 'other') return;
    const response = await post(answer === 'leave' ? '/logout' : '/session/stay').catch(() => null);
    if (answer === 'leave' || response?.redirected || response?.status === 401) location.assign('/login');
    else if (response?.ok) this.touch();
  }
}
const active = () => SessionGuard.current?.touch();

// --- Forms ----------------------------------------------------------------------------------------------

/** Asks before a form that destroys something. */
function confirmFirst(event, form) {
  event.preventDefault();
  const dialog = document.getElementById('confirm');
  dialog.querySelector('[data-text]').textContent = form.dataset.confirm;
  dialog.returnValue = 'no';
  dialog.addEventListener('close', () => {
    // submit() sends the form without asking again.
    if (dialog.returnValue === 'yes') form.submit();
  }, { once: true });
  dialog.showModal();
}

/** Calls a number and says what the exchange answers, without leaving the page. */
async function dial(event, form) {
  event.preventDefault();
  const button = form.querySelector('button');
  if (button.hasAttribute('aria-busy')) return;
  button.setAttribute('aria-busy', 'true');
  say(form.dataset.pending);
  active();
  try {
    let response = await post(form.action, Object.fromEntries(new FormData(form)), 'application/json');
    let answer = await response.json();
    if (response.status === 202) {
      // The own phone rings now; the second answer comes when it was lifted, or was not.
      say(answer.text);
      response = await fetch(`/dial/${encodeURIComponent(answer.id)}`, { headers: { Accept: 'application/json' } });
      answer = await response.json();
    }
    say(answer.text, answer.state === 'connected' ? 'good' : answer.state === 'ringing' ? 'info' : 'bad');
  } catch {
    say(form.dataset.failed, 'bad');
  } finally {
    button.removeAttribute('aria-busy');
  }
}

/** Folds the menu at once and lets the server remember it. */
function fold(event, form) {
  event.preventDefault();
  const folded = document.documentElement.toggleAttribute('data-folded');
  const button = form.querySelector('button');
  button.setAttribute('aria-expanded', String(!folded));
  button.setAttribute('aria-label', folded ? button.dataset.unfoldLabel : button.dataset.foldLabel);
  form.elements.folded.value = folded ? '0' : '1';
  active();
  // Not remembered is not worth a message: the menu is as it was asked to be.
  post('/preferences', { folded: folded ? '1' : '0' }).catch(() => {});
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.dataset.confirm) confirmFirst(event, form);
  else if ('dial' in form.dataset) dial(event, form);
  else if ('fold' in form.dataset) fold(event, form);
});

/** Filters while typing: same address as the button's, only the results are replaced. With `data-from` the results are
    a preview from there, and the page keeps its own address. */
function instant(form) {
  let timer = 0;
  let request = null;
  const run = async () => {
    const { from } = form.dataset;
    const url = new URL(from ?? form.action, location.href);
    for (const [name, value] of new FormData(form)) if (value !== '') url.searchParams.append(name, value);
    request?.abort();
    request = new AbortController();
    active();
    try {
      const page = await get(url, request.signal);
      const fresh = page?.getElementById(form.dataset.instant);
      if (!fresh) return;
      document.getElementById(form.dataset.instant).replaceWith(fresh);
      labelCells(fresh);
      history.replaceState(null, '', from ? location.pathname + url.search : url);
      whisper(fresh.querySelector('[data-announce]')?.textContent ?? '');
    } catch (error) {
      // Typing on cancels the search before; anything else is shown by the real page.
      if (error.name !== 'AbortError' && !from) form.submit();
    }
  };
  form.addEventListener('input', (event) => {
    clearTimeout(timer);
    const box = event.target;
    if (box.type === 'search' && box.value.length === 1) return;
    timer = setTimeout(run, box.type === 'search' ? 150 : 0);
  });
}
document.querySelectorAll('form[data-instant]').forEach(instant);

/** Puts the next rows under those that are shown. */
async function more(event, link) {
  event.preventDefault();
  active();
  try {
    const page = await get(link.href);
    const rows = page?.querySelector('[data-rows]')?.children;
    if (!rows) return;
    const body = document.querySelector('[data-rows]');
    const first = rows[0];
    body.append(...rows);
    labelCells(document);
    const next = page.querySelector('[data-more]');
    if (next) link.href = next.href;
    else link.closest('.more').remove();
    if (!next) first?.querySelector('a, button, summary')?.focus();
  } catch {
    location.assign(link.href);
  }
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('[data-more]');
  if (link) more(event, link);
  if (event.target.closest('[data-print]')) print();
  const pause = event.target.closest('[data-pause]');
  if (pause) {
    paused = pause.getAttribute('aria-pressed') !== 'true';
    pause.setAttribute('aria-pressed', String(paused));
    if (!paused) document.querySelectorAll('live-region').forEach((region) => region.dispatchEvent(new Event('live-resume')));
  }
  for (const menu of document.querySelectorAll('details.menu[open]')) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener('keydown', (event) => {
  const menu = event.key === 'Escape' && event.target.closest?.('details.menu[open]');
  if (menu) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});

class CopyText extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector('button');
    button.hidden = false;
    button.addEventListener('click', async () => {
      const field = this.querySelector('input');
      field.select();
      await navigator.clipboard?.writeText(field.value);
      whisper(this.dataset.copied);
      const word = button.querySelector('span');
      const before = word.textContent;
      word.textContent = this.dataset.copied;
      setTimeout(() => { word.textContent = before; }, 2000);
    });
  }
}

labelCells(document);
document.querySelectorAll('[data-print], [data-pause]').forEach((button) => { button.hidden = false; });
document.querySelector('[data-focus]')?.focus();
customElements.define('live-clock', LiveClock);
customElements.define('live-badge', LiveBadge);
customElements.define('live-region', LiveRegion);
customElements.define('live-parts', LiveParts);
customElements.define('session-guard', SessionGuard);
customElements.define('copy-text', CopyText);
