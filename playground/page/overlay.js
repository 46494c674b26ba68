// What asks for an answer: a card over one phone, or a dialog over the whole page.

import { button, copyText, el } from './dom.js';
import { word } from './words.js';

/**
 * Lay a card over `phone` and keep the rest of it out of reach until one of `answers` is pressed.
 * Resolves to the `value` of the pressed answer, null for Escape.
 */
export function card(phone, { testid, role = 'dialog', text, body, answers }) {
  return new Promise((resolve) => {
    const before = document.activeElement;
    const close = (value) => {
      layer.remove();
      phone.screen.inert = false;
      if (before?.isConnected) before.focus({ preventScroll: true });
      resolve(value);
    };
    const keys = answers.map(({ label, value, testid: id, kind }) =>
      button(label, { class: kind, testid: id, onclick: () => close(typeof value === 'function' ? value() : value) }));
    const box = el('div', { class: 'card', role, 'aria-modal': 'true', 'aria-label': text, testid },
      el('p', { class: 'card-text' }, text), body ?? null, el('div', { class: 'card-answers' }, keys));
    const layer = el('div', { class: 'overlay', onkeydown: (event) => event.key === 'Escape' && close(null) }, box);
    phone.screen.inert = true;
    phone.node.append(layer);
    keys[0].focus({ preventScroll: true });
  });
}

/** The bot's alert: it waits to be read. */
export function alertCard(phone, text) {
  return card(phone, {
    testid: 'alert', role: 'alertdialog', text,
    answers: [{ label: word('ok'), value: true, testid: 'alert-ok', kind: 'primary' }],
  });
}

export function confirmContact(phone) {
  return card(phone, {
    testid: 'ask-contact', text: word('ask_contact'),
    body: el('p', { class: 'big' }, phone.person.phone ?? ''),
    answers: [
      { label: word('share'), value: true, testid: 'confirm-yes', kind: 'primary' },
      { label: word('not_now'), value: false, testid: 'confirm-no' },
    ],
  });
}

const PLACES = [
  ['Алматы', 43.238949, 76.889709], ['Астана', 51.128207, 71.43042],
  ['Шымкент', 42.341685, 69.590101], ['Қазығұрт', 41.7597, 69.3857],
];

/** {latitude, longitude} of a place the person chose or typed, or null. */
export function chooseLocation(phone) {
  const coordinate = (label, value, testid) => el('label', { class: 'field' }, word(label),
    el('input', { type: 'number', step: 'any', testid, value }));
  const latitude = coordinate('latitude', PLACES[0][1], 'location-latitude');
  const longitude = coordinate('longitude', PLACES[0][2], 'location-longitude');
  const number = (field) => Number(field.querySelector('input').value);
  const places = PLACES.map(([name, north, east]) => button(name, {
    onclick: () => {
      latitude.querySelector('input').value = north;
      longitude.querySelector('input').value = east;
    },
  }));
  return card(phone, {
    testid: 'ask-location', text: word('ask_location'),
    body: el('div', {}, el('div', { class: 'choices' }, places), el('div', { class: 'pair' }, latitude, longitude)),
    answers: [
      {
        label: word('share'), testid: 'confirm-yes', kind: 'primary',
        value: () => ({ latitude: number(latitude), longitude: number(longitude) }),
      },
      { label: word('not_now'), value: null, testid: 'confirm-no' },
    ],
  });
}

/** Show where a link leads before anything leaves the page. */
export async function confirmLink(phone, address) {
  const answer = await card(phone, {
    testid: 'ask-link', text: word('ask_link'), body: el('p', { class: 'address' }, address),
    answers: [
      { label: word('copy'), value: 'copy', testid: 'link-copy', kind: 'primary' },
      { label: word('open'), value: 'open', testid: 'link-open' },
      { label: word('close'), value: null, testid: 'link-close' },
    ],
  });
  if (answer === 'copy') await copyText(address);
  if (answer === 'open') window.open(address, '_blank', 'noopener,noreferrer');
}

/** The payload of a start link typed or pasted by the person, or null. */
export async function askDeepLink(phone) {
  const input = el('input', { type: 'text', testid: 'deep-link', placeholder: word('deep_link_hint'), 'aria-label': word('deep_link') });
  const typed = await card(phone, {
    testid: 'ask-deep-link', text: word('deep_link'), body: el('div', { class: 'field' }, input),
    answers: [
      { label: word('open'), value: () => input.value.trim(), testid: 'deep-link-open', kind: 'primary' },
      { label: word('close'), value: null },
    ],
  });
  return typed ? payloadOf(typed) : null;
}

/** "abc" of "https://t.me/bot?start=abc", or of "abc" itself. */
export function payloadOf(text) {
  return /[?&]start=([\w-]*)/.exec(text)?.[1] ?? text;
}

/** A question over the whole page; true if the person agreed. */
export function confirmPage(text, yes) {
  return modal(el('p', {}, text), [
    { label: word('not_now'), value: false, testid: 'confirm-no' },
    { label: yes, value: true, testid: 'confirm-yes', kind: 'danger' },
  ]);
}

/** A picture as large as the window lets it be. */
export function openPhoto(media) {
  return modal(el('img', { src: media.url, alt: media.name || word('photo') }), [
    { label: word('close'), value: null, testid: 'photo-close' },
  ], 'lightbox');
}

function modal(content, answers, kind = '') {
  return new Promise((resolve) => {
    const dialog = el('dialog', { class: `page-dialog ${kind}`, testid: 'dialog' });
    const close = (value) => {
      dialog.remove();
      resolve(value);
    };
    dialog.append(content, el('div', { class: 'card-answers' }, answers.map(({ label, value, testid, kind: look }) =>
      button(label, { class: look, testid, onclick: () => close(value) }))));
    dialog.addEventListener('cancel', () => close(null));
    dialog.addEventListener('click', (event) => event.target === dialog && close(null));
    document.body.append(dialog);
    dialog.showModal();
  });
}
