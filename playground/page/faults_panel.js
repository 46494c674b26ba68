// Making things fail on purpose, and starting everything over.

import * as api from './api.js';
import { button, el } from './dom.js';
import { confirmPage } from './overlay.js';
import { word } from './words.js';

const HTTP = [400, 401, 403, 429, 500, 502, 503, 504];
const CODES = {
  telegram: [429, ...HTTP.filter((code) => code !== 429), 0],
  sms: [500, 503, 429, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  registry: ['pending', 'timeout', 'not_found', 'invalid', ...HTTP, 0],
  sigex: [503, 500, 400, 0],
  ocsp: [503, 500, 0],
};

/** The form of faults. `run(action)` is true unless the server refused; `told(text)` says it; `restarted()` follows a reset. */
export function faultsPanel(run, told, restarted) {
  const codes = el('select', { name: 'code', testid: 'fault-code' });
  const offer = (target) => codes.replaceChildren(...CODES[target].map((code) => el('option', { value: code }, codeName(target, code))));
  const targets = el('select', { name: 'target', testid: 'fault-target', onchange: () => offer(targets.value) },
    Object.keys(CODES).map((target) => el('option', { value: target }, word(`target_${target}`))));
  offer('telegram');
  const form = el('form', { class: 'list', testid: 'fault-form' },
    el('p', { class: 'hint' }, word('faults_note')),
    field('target', targets),
    field('method', el('input', { name: 'method', testid: 'fault-method', placeholder: 'sendMessage', autocomplete: 'off' })),
    el('div', { class: 'pair' },
      field('code', codes), field('retry_after', number('retry_after', 'fault-retry-after', 3, 0)),
      field('times', number('times', 'fault-times', 1, 1))),
    el('button', { type: 'submit', class: 'primary', testid: 'fault-send' }, word('break_it')));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    run(() => api.fault(wish(new FormData(form)))).then((done) => done && told(word('broken')));
  });
  return el('div', {}, form, resetButton(run, restarted));
}

function codeName(target, code) {
  if (code === 0) return word('no_answer');
  return target === 'sms' && code < 10 ? `smsc ${code}` : String(code);
}

function field(name, control) {
  return el('label', { class: 'field' }, word(name), control);
}

function number(name, testid, value, min) {
  return el('input', { type: 'number', name, testid, min, value });
}

function wish(data) {
  const asked = data.get('code');
  const code = /^\d+$/.test(asked) ? Number(asked) : asked;
  const body = { target: data.get('target'), code, times: Number(data.get('times')) };
  if (data.get('method')) body.method = data.get('method');
  if (code === 429) body.retry_after = Number(data.get('retry_after'));
  return body;
}

function resetButton(run, restarted) {
  const ask = async () => {
    if (!await confirmPage(word('ask_reset'), word('reset'))) return;
    if (await run(api.reset)) restarted();
  };
  return el('div', { class: 'list' }, button(word('reset'), { class: 'danger', testid: 'reset', onclick: ask }));
}
