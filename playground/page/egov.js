// eGov Mobile, played: what is to be signed, by whom, with which key; Sign or Cancel. And signing a file as NCALayer does.

import * as api from './api.js';
import { el } from './dom.js';
import { card } from './overlay.js';
import { spoken, word } from './words.js';

/** The session that a link of eGov Mobile leads to, or null. */
export function sessionIn(address) {
  const url = new URL(address);
  const inner = url.hostname === 'm.egov.kz' ? url.searchParams.get('link') : address;
  return /\/egov\/([\w-]+)/.exec(inner ?? '')?.[1] ?? null;
}

const KINDS = [['gost', 'ГОСТ 34.10-2015'], ['rsa', 'RSA']];

function chooser(label, options, testid) {
  const select = el('select', { testid }, options.map(([value, text]) => el('option', { value }, text)));
  return { select, node: el('label', { class: 'field' }, label, select) };
}

function bytesOf(base64) {
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
}

/** A document as the app shows it: a text as it stands, a PDF behind a link. */
function paper({ nameKz, nameRu, document: { file } }) {
  const name = el('b', {}, spoken() === 'ru' ? nameRu : nameKz);
  if (file.mime !== '@file/pdf') {
    const text = el('pre', { class: 'egov-text', testid: 'egov-text', tabindex: 0 }, new TextDecoder().decode(bytesOf(file.data)));
    return el('div', { class: 'egov-paper' }, name, text);
  }
  const href = URL.createObjectURL(new Blob([bytesOf(file.data)], { type: 'application/pdf' }));
  return el('div', { class: 'egov-paper' }, name, el('a', { href, target: '_blank', rel: 'noopener', testid: 'egov-pdf' }, word('egov_open_pdf')));
}

async function whole(id) {
  for (let left = 50; ; left -= 1) { // the bot hands the document over as soon as the app has opened the session
    const session = await api.egov(id);
    if (session.documents.length || !left) return session;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The app over `phone`; resolves to {action, body} of /sim, or null when it was closed. */
export async function openEgov(phone, id, people) {
  const session = await whole(id);
  const others = people.filter((person) => person.id !== phone.person.id);
  const who = chooser(word('egov_whose'), [[phone.person.id, phone.person.name], ...others.map((p) => [p.id, p.name])], 'egov-whose');
  const kind = chooser(word('egov_kind'), KINDS, 'egov-kind');
  const body = el('div', { class: 'egov' }, session.documents.map(paper), who.node, kind.node);
  const signed = () => ({ action: 'sign', body: { session: id, kind: kind.select.value, as: who.select.value } });
  return card(phone, {
    testid: 'egov', text: 'eGov Mobile', body,
    answers: [
      { label: word('egov_sign'), value: signed, testid: 'egov-sign', kind: 'primary' },
      { label: word('egov_cancel'), value: { action: 'refuse_to_sign', body: { session: id } }, testid: 'egov-cancel' },
      { label: word('close'), value: null, testid: 'egov-close' },
    ],
  });
}

/** NCALayer over `phone`: the newest file of the bot signed, as a File; null when it was closed. */
export async function signFile(phone) {
  const kind = chooser(word('egov_kind'), KINDS, 'ncalayer-kind');
  const chosen = await card(phone, {
    testid: 'ncalayer', text: 'NCALayer', body: kind.node,
    answers: [
      { label: word('ncalayer_sign'), value: () => kind.select.value, testid: 'ncalayer-sign', kind: 'primary' },
      { label: word('close'), value: null, testid: 'ncalayer-close' },
    ],
  });
  if (!chosen) return null;
  const made = await api.cms(phone.person.id, { kind: chosen });
  return new File([bytesOf(made.cms)], made.name, { type: 'application/octet-stream' });
}
