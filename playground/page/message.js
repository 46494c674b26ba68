// One message of a chat as a bubble with its inline keyboard underneath.

import * as dates from './dates.js';
import { button, copyText, el, icon } from './dom.js';
import { safeHtml } from './safe_html.js';
import { word } from './words.js';

/**
 * The element of a message. `on` says what presses do: `on.press(message, key)`, `on.link(address)`,
 * `on.command(text)`, `on.photo(media)`, `on.copied()`.
 */
export function messageNode(message, on) {
  const author = message.from === 'bot' ? word('bot') : word('you');
  return el('article', {
    class: `message ${message.from}`,
    testid: 'message',
    'data-id': message.id,
    'data-from': message.from,
  }, el('div', { class: 'bubble' },
    el('span', { class: 'offscreen' }, `${author}: `), media(message.media, on), words(message, on), meta(message)),
  inlineKeyboard(message, on));
}

function words(message, on) {
  if (message.html) return el('div', { class: 'words' }, safeHtml(message.html, on));
  return message.text ? el('div', { class: 'words' }, message.text) : null;
}

function meta(message) {
  const edited = message.edited && el('span', { testid: 'edited' }, word('edited'));
  return el('div', { class: 'meta' }, edited || null, el('time', {}, dates.hours(dates.instant(message.date))));
}

const MEDIA = { photo, contact, location, sticker: photo };

function media(what, on) {
  return what ? (MEDIA[what.type] ?? document_)(what, on) : null;
}

function photo(what, on) {
  if (!what.url) return document_(what, on);
  const picture = el('img', { src: what.url, alt: what.name || word('photo'), onload: on.grown });
  return button(picture, { class: 'photo', testid: 'photo', 'aria-label': what.name || word('photo'), onclick: () => on.photo(what) });
}

const TO_SIGN = 'balabaqsha-sign-'; // so the bot names what is to be signed

function document_(what, on) {
  const inside = [el('span', { class: 'round' }, icon('file')), lines(what.name || word('file'), size(what.size))];
  if (!what.url) return el('div', { class: 'attachment', testid: 'file' }, inside);
  const link = el('a', { class: 'attachment', testid: 'file', href: what.url, download: what.name || true }, inside);
  if (!what.name?.startsWith(TO_SIGN)) return link;
  return el('div', {}, link, button(word('ncalayer'), { class: 'quiet', testid: 'ncalayer-open', onclick: on.sign }));
}

function contact(what) {
  return el('div', { class: 'attachment', testid: 'contact' },
    el('span', { class: 'round' }, icon('person')), lines(what.name || word('contact'), what.phone));
}

function location(what) {
  const title = what.title || word('location');
  const place = what.address || (what.latitude === undefined ? what.name : `${what.latitude}, ${what.longitude}`);
  return el('div', { class: 'attachment', testid: 'location' },
    el('span', { class: 'round' }, icon('pin')), lines(title, place));
}

function lines(title, under) {
  return el('span', { class: 'lines' }, el('b', {}, title), under ? el('small', {}, under) : null);
}

function size(bytes) {
  if (!bytes) return null;
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function inlineKeyboard(message, on) {
  if (!message.buttons?.length) return null;
  const rows = message.buttons.map((row) => el('div', { class: 'row' }, row.map((key) => inlineButton(message, key, on))));
  return el('div', { class: 'inline-keyboard' }, rows);
}

function inlineButton(message, key, on) {
  const kind = key.copy !== undefined ? 'copy' : key.url !== undefined ? 'url' : 'data';
  const press = {
    data: (event) => on.press(message, key, event.currentTarget),
    url: () => on.link(key.url),
    copy: () => copyText(key.copy).then(on.copied),
  }[kind];
  const mark = { copy: 'copy', url: 'link' }[kind];
  return button(el('span', {}, key.text), {
    testid: 'inline-button', 'data-kind': kind, 'data-style': key.style, onclick: press,
  }, mark ? icon(mark) : null);
}
