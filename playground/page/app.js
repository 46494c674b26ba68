// The page: phones of the people side by side (one at phone width), the panels, and what ties them to the server.

import * as api from './api.js';
import { choices, choose } from './choices.js';
import { CallsPanel } from './calls_panel.js';
import { ClockPanel } from './clock_panel.js';
import * as dates from './dates.js';
import { button, el, icon } from './dom.js';
import { faultsPanel } from './faults_panel.js';
import { inOrder, PeoplePanel, Switcher } from './people_panel.js';
import { Phone } from './phone.js';
import { SmsPanel } from './sms_panel.js';
import { speak, spoken, word } from './words.js';

const NARROW = matchMedia('(max-width: 759px)');
const BANNER = { // the second half stands where there is room for it
  kk: ['Бұл — сынақ алаңы: бәрі ойдан шығарылған', ', осы компьютерден ештеңе шықпайды.'],
  ru: ['Это песочница: всё выдумано', ', ничего не покидает этот компьютер.'],
  en: ['This is a playground: everything is invented', ', nothing leaves this computer.'],
};

class Page {
  constructor() {
    this.people = [];
    this.bot = { name: 'Balabaqsha Bot' };
    this.held = false;
    this.phones = new Map();
    this.#panels();
    this.#build();
    NARROW.addEventListener('change', () => this.#arrange());
    setInterval(() => this.#tick(), 1000);
    document.addEventListener('pointerdown', (event) => this.#pressedElsewhere(event.target));
  }

  async start() {
    await this.run(() => this.#load());
    api.follow((names) => this.changed(names));
  }

  #pressedElsewhere(target) {
    if (target.closest('.pop, .tool')) return;
    for (const phone of this.phones.values()) phone.closeMenus();
  }

  #panels() {
    const copied = () => this.#say(word('copied'));
    this.clock = new ClockPanel((body) => this.#moveClock(body));
    this.switcher = new Switcher((id) => this.#toggle(id));
    this.cards = new PeoplePanel((id) => this.#open(id), copied);
    this.calls = new CallsPanel();
    this.sms = new SmsPanel({
      copied,
      owner: (phone) => this.people.find((person) => digits(person.phone) === digits(phone)),
      insert: (person, code) => this.#insert(person, code),
      arrived: (person, sms) => this.#arrived(person, sms),
      count: (number) => { this.badge.textContent = number || ''; },
    });
  }

  #build() {
    this.strip = el('div', { class: 'page-error', role: 'alert' });
    this.says = el('div', { class: 'page-says', role: 'status' });
    this.desk = el('main', { class: 'desk', testid: 'desk' });
    this.drawer = this.#drawer();
    document.body.replaceChildren(banner(), this.#bar(), this.strip,
      el('div', { class: 'room' }, this.switcher.node, this.desk, this.drawer), this.says);
  }

  #bar() {
    this.badge = el('span', { class: 'badge' });
    this.barClock = el('span', {});
    const tool = (picture, testid, act, ...inside) => button(icon(picture), { class: 'bar-key', testid, onclick: act }, inside);
    return el('header', { class: 'bar' },
      el('img', { src: 'icon.svg', alt: '', class: 'bar-face' }),
      el('h1', {}, 'Balabaqsha Bot ', el('small', {}, word('title'))),
      tool('clock', 'bar-clock', () => this.#openTab('sms'), this.barClock),
      tool('sms', 'bar-sms', () => this.#openTab('sms'), el('span', { class: 'offscreen' }, word('sms')), this.badge),
      tool('tools', 'tools', () => this.#openTab('people'), el('span', { class: 'offscreen' }, word('tools'))),
      this.#languages(),
      button(icon('theme'), { class: 'bar-key', testid: 'theme', title: word('theme'), 'aria-label': word('theme'), onclick: turnTheme }));
  }

  #languages() {
    const key = (code, label) => button(label, {
      testid: `lang-${code}`, lang: code, 'aria-pressed': String(spoken() === code),
      onclick: () => { choose({ language: code }); location.reload(); },
    });
    return el('div', { class: 'languages', role: 'group', 'aria-label': word('language') }, key('kk', 'Қаз'), key('ru', 'Рус'));
  }

  #drawer() {
    const faults = faultsPanel((action) => this.run(action), (text) => this.#say(text), () => location.reload());
    this.tabs = { sms: this.sms.node, people: this.cards.node, calls: this.calls.node, faults };
    this.tabKeys = Object.fromEntries(Object.keys(this.tabs).map((name) => [name, button(word(name), {
      role: 'tab', testid: `tab-${name}`, onclick: () => this.#showTab(name),
    })]));
    const close = button(icon('close'), {
      class: 'tool drawer-close', testid: 'tools-close', 'aria-label': word('close'), onclick: () => this.#closeDrawer(),
    });
    const escape = (event) => event.key === 'Escape' && this.#closeDrawer();
    const drawer = el('aside', { class: 'drawer', testid: 'drawer', 'aria-label': word('tools'), onkeydown: escape },
      close, this.clock.node, el('div', { class: 'tabs', role: 'tablist' }, Object.values(this.tabKeys)),
      el('div', { class: 'tab-body', role: 'tabpanel' }, Object.values(this.tabs)));
    this.#showTab('sms');
    return drawer;
  }

  #showTab(name) {
    for (const [other, node] of Object.entries(this.tabs)) {
      node.hidden = other !== name;
      this.tabKeys[other].setAttribute('aria-selected', String(other === name));
    }
    if (name === 'calls') this.changed(['calls']);
  }

  #openTab(name) {
    this.#showTab(name);
    this.drawer.classList.add('open');
    this.drawer.querySelector('button').focus({ preventScroll: true });
  }

  #closeDrawer() {
    if (this.drawer.classList.contains('open')) this.strip.replaceChildren();
    this.drawer.classList.remove('open');
  }

  /** Do something the server may refuse; its refusal is shown in red. True if it was done. */
  async run(action) {
    this.strip.replaceChildren();
    try {
      await action();
      return true;
    } catch (refusal) {
      this.#refused(refusal);
      return false;
    }
  }

  #refused(refusal) {
    this.strip.replaceChildren(el('div', { class: 'error', testid: 'error' }, el('span', {}, refusal.message),
      button(icon('close'), { class: 'tool', 'aria-label': word('close'), onclick: () => this.strip.replaceChildren() })));
  }

  async #load() {
    const { people, bot, clock } = await api.state();
    this.people = people;
    this.bot = { ...this.bot, ...bot };
    for (const [id, phone] of this.phones) phone.became(people.find((person) => person.id === id));
    this.cards.show(people);
    if (clock) this.clock.show(clock);
    this.#arrange();
  }

  /** Ask again for what changed: "chat:<person>", "chats", "people", "bot", "sms", "clock", "calls". */
  async changed(names) {
    const wanted = new Set(names);
    const jobs = [...this.phones].filter(([id]) => wanted.has('chats') || wanted.has(`chat:${id}`)).map(([, phone]) => phone.refresh());
    if (wanted.has('people') || wanted.has('bot')) jobs.push(this.#load());
    if (wanted.has('sms')) jobs.push(this.sms.refresh());
    if (wanted.has('clock')) jobs.push(this.clock.refresh());
    if (wanted.has('calls') && !this.tabs.calls.hidden) jobs.push(this.calls.refresh());
    for (const name of wanted) this.#markUnread(name);
    await this.#quietly(Promise.all(jobs));
    this.#tick();
  }

  /** Looking again in the background: a refusal is shown until looking works again. */
  async #quietly(job) {
    try {
      await job;
      if (this.lost) this.strip.replaceChildren();
      this.lost = false;
    } catch (refusal) {
      this.lost = true;
      this.#refused(refusal);
    }
  }

  #markUnread(name) {
    const id = name.startsWith('chat:') && name.slice(5);
    if (id && !this.phones.has(id)) this.switcher.mark(id);
  }

  async #moveClock(body) {
    if (this.held) return;
    this.#hold(true);
    await this.run(() => api.moveClock(body));
    await this.changed(['clock', 'chats', 'sms', 'calls']);
    this.#hold(false);
  }

  #hold(on) {
    this.held = on;
    this.clock.setBusy(on);
    for (const phone of this.phones.values()) phone.held();
  }

  #chosen() {
    const known = (choices.open ?? []).filter((id) => this.people.some((person) => person.id === id));
    if (choices.open === undefined) known.push(...this.#first());
    return NARROW.matches ? known.slice(-1) : known;
  }

  #first() {
    const of = (role) => inOrder(this.people).find((person) => person.role === role)?.id;
    const first = [of('department'), of('parent')].filter(Boolean);
    return NARROW.matches ? first : first.reverse();
  }

  #toggle(id) {
    if (NARROW.matches) return this.#open(id);
    const open = this.#chosen();
    return open.includes(id) ? this.hide(id) : this.#open(id);
  }

  #open(id) {
    this.#closeDrawer();
    this.#setOpen([...this.#chosen().filter((other) => other !== id), id]);
    this.phones.get(id)?.node.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  hide(id) {
    this.#setOpen(this.#chosen().filter((other) => other !== id));
  }

  #setOpen(open) {
    choose({ open });
    this.#arrange();
  }

  #arrange() {
    const open = this.#chosen();
    for (const [id, phone] of this.phones) if (!open.includes(id)) { phone.node.remove(); this.phones.delete(id); }
    const added = open.filter((id) => !this.phones.has(id));
    for (const id of added) this.phones.set(id, new Phone(this.people.find((person) => person.id === id), this));
    open.forEach((id, at) => this.#put(this.phones.get(id).node, at));
    this.desk.classList.toggle('nobody', open.length === 0);
    this.desk.dataset.hint = word('no_phones');
    this.switcher.show(this.people, open);
    this.switcher.reveal();
    this.#tick();
    for (const id of added) this.#quietly(this.phones.get(id).refresh());
  }

  #put(node, at) {
    if (this.desk.children[at] !== node) this.desk.insertBefore(node, this.desk.children[at] ?? null);
  }

  #insert(person, code) {
    this.#open(person.id);
    this.phones.get(person.id)?.composer.insert(code);
  }

  #arrived(person, sms) {
    if (!person) return;
    const phone = this.phones.get(person.id);
    if (phone) phone.peek(sms);
    else this.switcher.mark(person.id);
  }

  #say(text) {
    const note = el('div', { class: 'toast', testid: 'page-toast' }, text);
    this.says.replaceChildren(note);
    setTimeout(() => note.remove(), 2500);
  }

  #tick() {
    const now = this.clock.now();
    this.clock.tick();
    this.barClock.textContent = dates.brief(now);
    for (const phone of this.phones.values()) phone.tick(now);
  }

  /** What the bot says of itself to somebody who has not begun, in each of its languages. */
  descriptions() {
    const all = this.bot.description ?? {};
    const own = [all.kk, all.ru].filter(Boolean);
    return [...new Set(own.length ? own : Object.values(all).filter(Boolean))];
  }

  /** The commands this person is offered: those of the chat, else those of the person's language. */
  commands(person, chat) {
    const all = this.bot.commands ?? {};
    return chat.commands ?? all[person.language_code] ?? all[''] ?? [];
  }
}

function banner() {
  const node = el('div', { class: 'banner', testid: 'banner', role: 'note' },
    el('div', { class: 'banner-words' }, Object.entries(BANNER).map(([code, [what, more]]) =>
      el('span', { lang: code }, what, el('i', {}, more)))),
    button('', { testid: 'banner-toggle', onclick: () => show(!node.classList.contains('small')) }));
  const show = (small) => {
    choose({ small });
    node.classList.toggle('small', small);
    node.querySelector('button').textContent = word(small ? 'show_banner' : 'understood');
  };
  show(choices.small ?? false);
  return node;
}

function turnTheme() {
  const isDark = getComputedStyle(document.documentElement).colorScheme === 'dark'
    || (!choices.theme && matchMedia('(prefers-color-scheme: dark)').matches);
  choose({ theme: isDark ? 'light' : 'dark' });
  document.documentElement.dataset.theme = choices.theme;
}

const digits = (phone) => (phone ?? '').replace(/\D/g, '').replace(/^8/, '7');

if (choices.theme) document.documentElement.dataset.theme = choices.theme;
speak(choices.language ?? (navigator.language.startsWith('ru') ? 'ru' : 'kk'));
document.documentElement.lang = spoken();
document.title = `Balabaqsha Bot — ${word('title')}`;
await new Page().start();
