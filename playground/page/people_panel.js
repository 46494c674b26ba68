// The synthetic people: to choose whose phones are open, and to copy their numbers.

import { button, copyText, el, icon } from './dom.js';
import { avatar, roleName, saying } from './person.js';
import { word } from './words.js';

const ROLES = ['parent', 'stranger', 'department', 'kindergarten', 'support'];
const rank = (person) => (ROLES.indexOf(person.role) + ROLES.length + 1) % (ROLES.length + 1);

/** People as the page lists them: families first, then those who serve them. */
export function inOrder(people) {
  return people.toSorted((one, other) => rank(one) - rank(other));
}

/** The switcher: one button a person, pressed while the phone is open, dotted when something came meanwhile. */
export class Switcher {
  constructor(choose) {
    this.choose = choose;
    this.node = el('nav', { class: 'switcher', testid: 'people', 'aria-label': word('whose_phone') });
    this.unread = new Set();
  }

  show(people, open) {
    this.node.replaceChildren(...inOrder(people).map((person) => this.#chip(person, open.includes(person.id))));
  }

  #chip(person, isOpen) {
    if (isOpen) this.unread.delete(person.id);
    return button(avatar(person), {
      class: 'chip', testid: `person-${person.id}`, title: `${person.name}, ${roleName(person)}`, 'aria-pressed': String(isOpen),
      'data-unread': String(this.unread.has(person.id)), onclick: () => this.choose(person.id),
    }, el('span', { class: 'lines' }, el('b', {}, person.name), el('small', {}, saying(person))));
  }

  mark(id) {
    this.unread.add(id);
    const chip = this.node.querySelector(`[data-testid="person-${CSS.escape(id)}"]`);
    if (chip) chip.dataset.unread = 'true';
  }

  /** Bring the chip of the open phone into view (it matters on a narrow screen). */
  reveal() {
    this.node.querySelector('[aria-pressed=true]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }
}

/** Cards with every number of every person; `open(id)` opens a phone, `copied()` says that a copy was made. */
export class PeoplePanel {
  constructor(open, copied) {
    this.open = open;
    this.copied = copied;
    this.node = el('div', { class: 'list', testid: 'people-cards' });
  }

  show(people) {
    const fingerprint = JSON.stringify(people);
    if (fingerprint === this.fingerprint) return;
    this.fingerprint = fingerprint;
    this.node.replaceChildren(el('p', { class: 'hint' }, word('people_note')), ...inOrder(people).map((person) => this.#card(person)));
  }

  #card(person) {
    const children = person.children ?? [];
    return el('article', { class: 'item', testid: `card-${person.id}` },
      el('header', {}, avatar(person), el('span', { class: 'lines' },
        el('b', {}, person.name), el('small', {}, `${roleName(person)} · ${person.language_code ?? ''}`)),
      button(icon('link'), {
        class: 'tool', 'aria-label': `${word('show_phone')}: ${person.name}`, title: word('show_phone'),
        onclick: () => this.open(person.id),
      })),
      person.about ? el('small', {}, person.about) : null,
      this.#number(word('phone'), person.phone, 'copy-phone'), this.#number(word('iin'), person.iin, 'copy-iin'),
      children.length ? el('small', { class: 'under' }, word('children')) : null,
      children.map((child) => this.#number(child.name, child.iin, 'copy-child-iin')));
  }

  #number(label, value, testid) {
    if (!value) return null;
    const copy = () => copyText(value).then(() => this.copied());
    return button(el('span', {}, label), { class: 'number', testid, 'data-value': value, title: word('copy'), onclick: copy },
      el('code', {}, value), icon('copy'));
  }
}
