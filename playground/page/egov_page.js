// eGov Mobile on a page of its own: whoever has scanned the code says who they are, then signs or cancels.

import * as api from './api.js';
import { button, el } from './dom.js';
import { openEgov } from './egov.js';
import { speak, word } from './words.js';

const main = document.getElementById('egov');
const id = location.pathname.split('/').pop();

function says(text) {
  main.replaceChildren(el('p', { role: 'status', testid: 'egov-status' }, text));
}

async function as(person, people) {
  const screen = el('div', { class: 'screen' });
  const node = el('section', { class: 'phone' }, screen);
  main.replaceChildren(node);
  try {
    const done = await openEgov({ person, screen, node }, id, people);
    if (done) await api.act(person.id, done.action, done.body);
    says(word(done?.action === 'sign' ? 'egov_signed' : 'egov_closed'));
  } catch (error) {
    says(error.message);
  }
}

async function start() {
  speak(navigator.language.startsWith('ru') ? 'ru' : 'kk');
  const { people } = await api.state();
  const choices = people.map((person) => button(person.name, { onclick: () => as(person, people) }));
  main.replaceChildren(el('h1', {}, 'eGov Mobile'), el('p', {}, word('egov_who')), el('div', { class: 'choices' }, choices));
}

start().catch((error) => says(error.message));
