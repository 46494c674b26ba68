// What the bot asked of Telegram, of the SMS service and of the registers; refusals stand out in red.

import * as api from './api.js';
import * as dates from './dates.js';
import { el } from './dom.js';
import { word } from './words.js';

const KEPT = 300;

/** The log, newest first, the last few hundred calls. */
export class CallsPanel {
  constructor() {
    this.since = 0;
    this.list = el('div', { class: 'calls', testid: 'calls' }, el('p', { class: 'hint' }, word('calls_none')));
    const only = el('input', { type: 'checkbox', testid: 'calls-errors', onchange: () => this.list.classList.toggle('errors-only', only.checked) });
    this.node = el('div', { class: 'list' }, el('label', { class: 'check' }, only, word('only_errors')), this.list);
  }

  async refresh() {
    const { calls } = await api.calls(this.since);
    if (!calls.length) return;
    if (this.since === 0) this.list.replaceChildren();
    this.since = calls.at(-1).id;
    this.list.prepend(...calls.toReversed().map(line));
    while (this.list.childElementCount > KEPT) this.list.lastElementChild.remove();
  }

  forget() {
    this.since = 0;
  }
}

function line(call) {
  return el('div', { class: call.ok ? 'call' : 'call failed', testid: 'call-item', 'data-ok': String(Boolean(call.ok)) },
    el('time', {}, dates.brief(dates.instant(call.at))), el('span', { class: 'call-target' }, word(`target_${call.target}`)),
    el('code', {}, call.method), el('b', {}, String(call.status ?? '')), call.error ? el('p', {}, call.error) : null);
}
