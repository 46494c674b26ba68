// One person's phone: the chat with the bot, what pops up over it, and everything the person can do.

import * as api from './api.js';
import { Composer } from './composer.js';
import * as dates from './dates.js';
import { button, copyText, el, icon } from './dom.js';
import { openEgov, sessionIn, signFile } from './egov.js';
import { messageNode } from './message.js';
import { alertCard, askDeepLink, confirmLink, openPhoto, payloadOf } from './overlay.js';
import { avatar, roleName, saying } from './person.js';
import { word } from './words.js';

const TOAST_MS = 4500;
const PEEK_MS = 20000;
const QUIET_MS = 500;

/** A phone of `person`; `world` is the page: its bot, its clock, its way to hide a phone. */
export class Phone {
  constructor(person, world) {
    this.person = person;
    this.world = world;
    this.shown = new Map();
    this.acting = false;
    this.atBottom = true;
    this.composer = new Composer(this);
    this.node = this.#build();
    this.#setBusy();
  }

  #build() {
    this.time = el('time', { class: 'phone-time' });
    this.subtitle = el('small', { testid: 'chat-status' });
    this.messages = el('div', {
      class: 'messages', role: 'log', 'aria-live': 'polite', testid: 'chat', tabindex: 0, 'aria-label': this.person.name,
    });
    this.messages.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    new ResizeObserver(() => this.atBottom && this.toBottom()).observe(this.messages);
    this.typing = el('div', { class: 'typing', testid: 'typing', hidden: true, 'aria-hidden': 'true' },
      el('i'), el('i'), el('i'));
    this.startCard = el('div', { class: 'start-card', testid: 'start-card', hidden: true });
    this.notices = el('div', { class: 'notices', role: 'status', 'aria-live': 'polite' });
    this.strip = el('div', { class: 'error-place', role: 'alert' });
    this.jump = button(icon('down'), {
      class: 'jump', testid: 'jump', hidden: true, 'aria-label': word('to_newest'), onclick: () => this.toBottom(),
    });
    this.screen = el('div', { class: 'screen' }, this.#head(),
      el('div', { class: 'paper' }, this.messages, this.startCard, this.notices, this.jump),
      this.strip, this.composer.node);
    return el('section', {
      class: 'phone', testid: 'phone', 'data-person': this.person.id,
      'aria-label': `${this.person.name}, ${roleName(this.person)}`,
    }, this.#owner(), this.screen);
  }

  #owner() {
    return el('header', { class: 'owner' }, avatar(this.person),
      el('span', { class: 'lines' }, el('b', {}, this.person.name), el('small', {}, saying(this.person))), this.time,
      button(icon('close'), {
        class: 'tool', testid: 'hide-phone', 'aria-label': word('hide_phone'), title: word('hide_phone'),
        onclick: () => this.world.hide(this.person.id),
      }));
  }

  #head() {
    const more = this.more = el('div', { class: 'pop more', hidden: true, testid: 'more-menu' });
    const item = (name, act) => button(word(name), {
      testid: name.replace('_', '-'), onclick: () => { more.hidden = true; act(); },
    });
    this.moreItems = () => [
      item('restart', () => this.act('start', {})),
      item('deep_link', () => this.#deepLink()),
      this.person.blocked ? item('unblock', () => this.act('unblock', {})) : item('block', () => this.act('block', {})),
    ];
    const toggle = () => {
      more.replaceChildren(...this.moreItems());
      more.hidden = !more.hidden;
    };
    this.title = el('b', {}, this.world.bot.name);
    return el('header', { class: 'chat-head' },
      el('img', { src: 'icon.svg', alt: '', class: 'bot-face' }), el('span', { class: 'lines' }, this.title, this.subtitle),
      button(icon('more'), { class: 'tool', testid: 'more', 'aria-label': word('more'), title: word('more'), onclick: toggle }), more);
  }

  /** Fold everything that was unfolded. */
  closeMenus() {
    this.more.hidden = true;
    this.composer.closeMenus();
  }

  /** Fetch the chat and show what is new, changed or gone; what was asked for earlier never covers what came later. */
  async refresh() {
    const ticket = this.asked = (this.asked ?? 0) + 1;
    const chat = await api.chat(this.person.id);
    if (ticket < this.answered) return;
    this.answered = ticket;
    this.#show(chat);
  }

  #show(chat) {
    const messages = chat.messages.filter((message) => message.id !== null && !message.deleted);
    const follow = this.acting || this.#isNearBottom();
    this.messages.ariaBusy = 'true';
    this.#reconcile(messages);
    this.messages.ariaBusy = 'false';
    this.composer.setKeyboard(chat.keyboard);
    this.composer.setCommands(this.world.commands(this.person, chat));
    this.#showStart(messages.length === 0);
    this.#setBusy();
    if (follow) this.toBottom();
    this.#jumpIfFar();
  }

  #reconcile(messages) {
    const wanted = new Map(messages.map((message) => [message.id, JSON.stringify(message)]));
    for (const [id, { node }] of this.shown) if (!wanted.has(id)) { node.remove(); this.shown.delete(id); }
    for (const message of messages) this.#place(message, wanted.get(message.id));
    this.#dayMarks(messages);
    this.messages.append(this.typing);
  }

  #place(message, fingerprint) {
    const old = this.shown.get(message.id);
    if (old?.fingerprint === fingerprint) return;
    const node = messageNode(message, this.#presses());
    if (old) {
      node.classList.add('changed');
      old.node.replaceWith(node);
    } else {
      this.messages.insertBefore(node, this.typing.parentNode === this.messages ? this.typing : null);
    }
    this.shown.set(message.id, { node, fingerprint });
    foldQuotes(node);
  }

  #dayMarks(messages) {
    const firsts = messages.filter((message, index) => index === 0 || dayOf(message) !== dayOf(messages[index - 1]));
    const fingerprint = firsts.map((message) => `${message.id} ${dayOf(message)}`).join();
    if (fingerprint === this.days) return;
    this.days = fingerprint;
    for (const mark of this.messages.querySelectorAll('.day')) mark.remove();
    for (const { id, date } of firsts) {
      this.shown.get(id).node.before(el('div', { class: 'day' }, el('span', {}, dates.day(dates.instant(date)))));
    }
  }

  #presses() {
    return {
      press: (message, key, node) => this.#tap(message, key, node),
      link: (address) => this.#follow(address),
      command: (text) => this.say(text),
      photo: openPhoto,
      sign: () => this.#signFile(),
      copied: () => this.toast(word('copied')),
      grown: () => this.#grown(),
    };
  }

  #tap(message, key, node) {
    node.classList.add('pressed');
    const done = () => node.classList.remove('pressed');
    this.act('tap', { data: key.data, message_id: message.id }).finally(done);
  }

  #follow(address) {
    const name = this.world.bot.username;
    const own = name && (address.includes(`t.me/${name}`) || address.includes(`domain=${name}`));
    const session = sessionIn(address);
    if (session) return this.#egov(session);
    if (!own) return confirmLink(this, address);
    const payload = /[?&]start=/.test(address) ? payloadOf(address) : '';
    return this.act('start', payload ? { payload } : {});
  }

  async #egov(session) {
    try {
      const done = await openEgov(this, session, this.world.people);
      if (done) this.act(done.action, done.body);
    } catch (error) {
      this.error(error.message);
    }
  }

  async #signFile() {
    try {
      const file = await signFile(this);
      if (file) this.sendFile(file, false);
    } catch (error) {
      this.error(error.message);
    }
  }

  async #deepLink() {
    const payload = await askDeepLink(this);
    if (payload) this.act('start', { payload });
  }

  say(text, undo) {
    return this.act('say', { text }, undo);
  }

  sendFile(file, asPhoto) {
    return this.#doing(() => api.sendFile(this.person.id, file, asPhoto));
  }

  act(action, body, undo) {
    return this.#doing(() => api.act(this.person.id, action, body), undo);
  }

  async #doing(action, undo) {
    if (this.acting || this.world.held) return;
    this.acting = true;
    this.closeMenus();
    this.#hush();
    this.error(null);
    this.toBottom();
    this.#setBusy();
    try {
      this.notice((await action()).messages ?? []);
    } catch (refusal) {
      this.error(refusal.message);
      undo?.();
    } finally {
      await this.world.changed(['people', `chat:${this.person.id}`, 'sms', 'clock']);
      this.acting = false;
      this.#setBusy();
      this.#keepFocus();
    }
  }

  /** Show the toasts and alerts among `messages`; the others come with the chat. */
  notice(messages) {
    for (const { kind, text } of messages) {
      if (kind === 'toast') this.toast(text);
      if (kind === 'alert') alertCard(this, text);
    }
  }

  toast(text) {
    this.#drop(el('div', { class: 'toast', testid: 'toast' }, text), TOAST_MS);
  }

  /** An SMS knocks: its text, and its code ready to be put into the chat. */
  peek(sms) {
    const { code } = sms;
    const insert = code && button(word('sms_insert'), {
      class: 'primary', testid: 'peek-insert', onclick: () => { note.remove(); this.composer.insert(code); },
    });
    const copy = code && button(word('sms_copy'), {
      testid: 'peek-copy', onclick: () => copyText(code).then(() => this.toast(word('copied'))),
    });
    const close = button(icon('close'), { class: 'tool', 'aria-label': word('close'), onclick: () => note.remove() });
    const note = el('div', { class: 'peek', testid: 'sms-peek' },
      el('div', { class: 'peek-head' }, icon('sms'), el('b', {}, word('sms_new')), close),
      el('p', {}, sms.text), code ? el('div', { class: 'peek-keys' }, insert, copy) : null);
    this.#hush();
    this.#drop(note, PEEK_MS);
  }

  #hush() {
    for (const old of this.notices.querySelectorAll('.peek')) old.remove();
  }

  #drop(note, ms) {
    this.notices.append(note);
    setTimeout(() => note.remove(), ms);
  }

  /** The server's refusal in red over the input; null takes it away. */
  error(text) {
    this.strip.replaceChildren(...(text === null ? [] : [el('div', { class: 'error', testid: 'error' }, el('span', {}, text),
      button(icon('close'), { class: 'tool', 'aria-label': word('close'), onclick: () => this.error(null) }))]));
  }

  /** The person as the server knows them now; undefined changes nothing. */
  became(person) {
    this.person = person ?? this.person;
    this.#setBusy();
  }

  /** Called when the page holds everything (the clock moves) and when it lets go. */
  held() {
    this.#setBusy();
  }

  #setBusy() {
    const busy = this.acting || this.world.held;
    this.node.dataset.busy = String(busy);
    this.composer.setBusy(busy, this.person.blocked);
    for (const key of this.messages.querySelectorAll('[data-kind=data]')) key.disabled = busy;
    for (const key of this.startCard.querySelectorAll('button')) key.disabled = busy;
    this.subtitle.textContent = this.person.blocked ? word('blocked') : word('bot');
    clearTimeout(this.quiet);
    if (this.acting) this.quiet = setTimeout(() => this.#type(true), QUIET_MS);
    else this.#type(false);
  }

  #type(on) {
    const follow = this.#isNearBottom();
    this.typing.hidden = !on;
    if (on) this.subtitle.textContent = word('typing');
    if (on && follow) this.toBottom();
  }

  #showStart(empty) {
    this.startCard.hidden = !empty;
    this.node.classList.toggle('empty', empty);
    const about = this.world.descriptions();
    const fingerprint = JSON.stringify(about);
    if (!empty || fingerprint === this.about) return;
    this.about = fingerprint;
    this.startCard.replaceChildren(
      el('img', { src: 'icon.svg', alt: '', class: 'start-face' }), el('h2', {}, this.world.bot.name),
      el('h3', {}, word('can_do')), ...(about.length ? about : [word('no_description')]).map((text) => el('p', { testid: 'description' }, text)),
      button(word('start'), { class: 'primary start', testid: 'start', onclick: () => this.act('start', {}) }),
      button(word('deep_link'), { class: 'quiet', testid: 'start-deep-link', onclick: () => this.#deepLink() }));
  }

  #keepFocus() {
    if (document.activeElement !== document.body || !matchMedia('(hover: hover)').matches) return;
    this.composer.input.focus({ preventScroll: true });
  }

  #isNearBottom() {
    const { scrollHeight, scrollTop, clientHeight } = this.messages;
    return scrollHeight - scrollTop - clientHeight < 120;
  }

  #grown() {
    if (this.messages.scrollHeight - this.messages.scrollTop - this.messages.clientHeight < 500) this.toBottom();
  }

  #scrolled() {
    this.atBottom = this.#isNearBottom();
    this.#jumpIfFar();
  }

  #jumpIfFar() {
    this.jump.hidden = this.#isNearBottom();
  }

  toBottom() {
    this.messages.scrollTop = this.messages.scrollHeight;
  }

  tick(now) {
    this.time.textContent = dates.hours(now);
  }
}

const dayOf = (message) => dates.dayKey(dates.instant(message.date));

/** Take the toggle off quotes that are short enough to be shown whole. */
function foldQuotes(node) {
  for (const quote of node.querySelectorAll('.expandable')) {
    const text = quote.querySelector('.quote-text');
    if (text.scrollHeight <= text.clientHeight + 2) quote.classList.add('short');
  }
}
