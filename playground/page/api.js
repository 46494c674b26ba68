// All the page ever talks to: /sim of the server it came from.

import { word } from './words.js';

/** What the server refused, in its own words. */
export class Refusal extends Error {}

async function call(path, options = {}) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Refusal(word('no_server'));
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(wordsOf(body) || `${response.status} ${response.statusText}`);
  return body;
}

function wordsOf(body) {
  const said = body.error ?? body.description ?? body.message;
  return typeof said === 'string' ? said : said && JSON.stringify(said);
}

const get = (path) => call(path);
const post = (path, body = {}) => call(path, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

export const state = () => get('/sim/state');
export const chat = (id) => get(`/sim/people/${id}/chat`);
export const sms = () => get('/sim/sms');
export const calls = (since) => get(`/sim/calls?since=${encodeURIComponent(since)}`);
export const clock = () => get('/sim/clock');
export const moveClock = (body) => post('/sim/clock', body);
export const egov = (session) => get(`/sim/egov/${encodeURIComponent(session)}`);
export const cms = (id, body) => post(`/sim/people/${id}/cms`, body);
export const fault = (body) => post('/sim/faults', body);
export const reset = () => post('/sim/reset');

/** One action of a person: start, say, tap, contact, location, block, unblock. Answers when the bot is idle. */
export const act = (id, action, body) => post(`/sim/people/${id}/${action}`, body);

/** Send a file as it is, or a picture as a photo. */
export function sendFile(id, file, asPhoto) {
  const form = new FormData();
  form.append('file', file, file.name);
  if (asPhoto) form.append('as', 'photo');
  return call(`/sim/people/${id}/file`, { method: 'POST', body: form });
}

const EVERYTHING = ['clock', 'sms', 'calls', 'chats'];

/** Call `changed(names)` whenever something changed; ask each second while the stream of events is down. */
export function follow(changed) {
  let polling = null;
  const poll = (on) => {
    clearInterval(polling);
    polling = on ? setInterval(() => changed(EVERYTHING), 1000) : null;
  };
  const events = new EventSource('/sim/events');
  events.onopen = () => {
    poll(false);
    changed(EVERYTHING);
  };
  events.onmessage = (event) => changed(JSON.parse(event.data).changed ?? EVERYTHING);
  events.onerror = () => {
    poll(true);
    if (events.readyState === EventSource.CLOSED) setTimeout(() => { poll(false); follow(changed); }, 5000);
  };
}
