// The clock of the playground: what time it is in Kazakhstan here, and the ways to move it.

import * as api from './api.js';
import * as dates from './dates.js';
import { button, el, icon } from './dom.js';
import { word } from './words.js';

/** The clock; `move(body)` asks the server to move it and holds the page meanwhile. */
export class ClockPanel {
  constructor(move) {
    this.move = move;
    this.base = Date.now();
    this.since = performance.now();
    this.frozen = true;
    this.busy = false;
    this.node = this.#build();
  }

  #build() {
    this.date = el('span', { testid: 'clock-date-text' });
    this.hour = el('b', {});
    this.run = button('', { testid: 'clock-freeze', onclick: () => this.move({ frozen: !this.frozen }) });
    this.next = el('small', {});
    this.state = el('small', { class: 'clock-state' });
    this.when = el('input', { type: 'datetime-local', testid: 'clock-date', 'aria-label': word('to_date') });
    const go = () => this.when.value && this.move({ now: dates.fromInput(this.when.value) });
    const step = (name, testid, body, ...more) => button(el('span', {}, word(name)), { testid, onclick: () => this.move(body) }, more);
    this.nextKey = step('next_due', 'clock-next', { advance: 'next_due' }, this.next);
    return el('section', { class: 'clock', 'aria-label': word('clock') },
      el('div', { class: 'clock-now', testid: 'clock-now', role: 'timer' }, this.hour, el('span', { class: 'lines' }, this.date, this.state)),
      el('div', { class: 'steps' }, step('plus_hour', 'clock-hour', { advance: 'PT1H' }),
        step('plus_day', 'clock-day', { advance: 'working_day' }), this.nextKey, this.run),
      el('form', { class: 'clock-form', onsubmit: (event) => { event.preventDefault(); go(); } },
        this.when, el('button', { type: 'submit', testid: 'clock-set' }, word('go'))));
  }

  async refresh() {
    this.show(await api.clock());
  }

  show({ now, frozen, next_due: next }) {
    this.base = dates.instant(now);
    this.since = performance.now();
    this.frozen = Boolean(frozen);
    this.run.replaceChildren(icon(this.frozen ? 'play' : 'pause'), word(this.frozen ? 'run' : 'freeze'));
    this.run.setAttribute('aria-pressed', String(this.frozen));
    this.state.textContent = `${word('almaty')} · ${word(this.frozen ? 'frozen' : 'running')}`;
    this.next.textContent = next ? dates.brief(dates.instant(next)) : word('nothing_due');
    this.toNext = Boolean(next);
    this.setBusy(this.busy);
    if (document.activeElement !== this.when) this.when.value = dates.toInput(this.base);
    this.tick();
  }

  now() {
    return this.frozen ? this.base : this.base + performance.now() - this.since;
  }

  tick() {
    const now = this.now();
    this.hour.textContent = dates.hours(now);
    this.date.textContent = dates.day(now, true);
  }

  setBusy(busy) {
    this.busy = busy;
    for (const key of this.node.querySelectorAll('button')) key.disabled = busy;
    this.nextKey.disabled = busy || !this.toNext;
  }
}
