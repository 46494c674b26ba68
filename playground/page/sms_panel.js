// The box of SMS the bot sent: each with its code ready to copy or to put into the chat.

import * as api from './api.js';
import * as dates from './dates.js';
import { button, copyText, el, icon } from './dom.js';
import { word } from './words.js';

/**
 * The box. `owner(phone)` finds whose phone it is, `insert(person, code)` puts a code into that chat,
 * `arrived(person, sms)` is told of each SMS that was not here before.
 */
export class SmsPanel {
  constructor({ owner, insert, arrived, copied, count }) {
    Object.assign(this, { owner, insert, arrived, copied, count });
    this.seen = null;
    this.node = el('div', { class: 'list', testid: 'sms-box' });
  }

  async refresh() {
    const { sms } = await api.sms();
    const fingerprint = JSON.stringify(sms);
    if (fingerprint === this.fingerprint) return;
    this.fingerprint = fingerprint;
    this.node.replaceChildren(...(sms.length ? sms.toReversed().map((one) => this.#item(one)) : [empty()]));
    this.count(sms.length);
    this.#tell(sms);
  }

  #tell(all) {
    const known = this.seen;
    this.seen = new Set(all.map((one) => one.id));
    if (known === null) return;
    for (const one of all) if (!known.has(one.id)) this.arrived(this.owner(one.phone), one);
  }

  #item(one) {
    const person = this.owner(one.phone);
    return el('article', { class: 'item sms', testid: 'sms-item', 'data-phone': one.phone },
      el('header', {}, el('b', {}, person?.name ?? one.phone), el('time', {}, dates.brief(dates.instant(one.at)))),
      person ? el('small', {}, one.phone) : null, el('p', {}, one.text), one.code ? this.#keys(person, one.code) : null);
  }

  #keys(person, code) {
    const copy = () => copyText(code).then(() => this.copied());
    return el('div', { class: 'item-keys' },
      button(icon('copy'), { class: 'primary', testid: 'sms-copy', 'data-code': code, 'aria-label': `${word('sms_copy')} ${code}`, onclick: copy },
        el('span', { testid: 'sms-code' }, code)),
      person ? button(word('sms_insert'), { testid: 'sms-insert', onclick: () => this.insert(person, code) }) : null);
  }
}

function empty() {
  return el('p', { class: 'hint' }, word('sms_none'));
}
