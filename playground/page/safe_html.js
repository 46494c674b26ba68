// A message's Telegram-HTML as elements: the markup is read by an inert parser and only what is named here is rebuilt.

import { copyText, el, icon } from './dom.js';
import { word } from './words.js';

const PLAIN = {
  B: 'b', STRONG: 'b', I: 'i', EM: 'i', U: 'u', INS: 'u', S: 's', STRIKE: 's', DEL: 's', PRE: 'pre',
};
const SCHEMES = new Set(['http:', 'https:', 'tel:', 'mailto:', 'tg:']);
const COMMAND = /(^|[\s(«])(\/[a-z][a-z0-9_]{0,31})(?![\w/])/g;

/**
 * A fragment for `html`. `on` says what presses do: `on.link(address)`, `on.command(text)`, `on.copied()`.
 * Unknown elements leave only their text behind.
 */
export function safeHtml(html, on) {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const fragment = document.createDocumentFragment();
  fragment.append(...children(parsed.body, on, true));
  return fragment;
}

function children(node, on, commands) {
  return [...node.childNodes].flatMap((child) => rebuilt(child, on, commands));
}

function rebuilt(node, on, commands) {
  if (node.nodeType === Node.TEXT_NODE) return commands ? withCommands(words(node), on) : [words(node)];
  if (node.nodeType !== Node.ELEMENT_NODE) return [];
  const name = node.tagName;
  if (name === 'SCRIPT' || name === 'STYLE') return [];
  if (name === 'BR') return ['\n'];
  if (name === 'CODE') return [code(node, on)];
  if (name === 'A') return [link(node, on)];
  if (name === 'BLOCKQUOTE') return [quote(node, on, commands)];
  if (name === 'TG-SPOILER' || node.classList.contains('tg-spoiler')) return [spoiler(node, on)];
  if (PLAIN[name]) return [el(PLAIN[name], {}, ...children(node, on, commands && name !== 'PRE'))];
  return children(node, on, commands);
}

/** The text itself; a block before it has already broken the line. */
function words(node) {
  const afterBlock = ['PRE', 'BLOCKQUOTE'].includes(node.previousSibling?.tagName);
  return afterBlock ? node.data.replace(/^\n/, '') : node.data;
}

function withCommands(text, on) {
  const parts = [];
  let last = 0;
  for (const match of text.matchAll(COMMAND)) {
    const from = match.index + match[1].length;
    parts.push(text.slice(last, from), commandLink(match[2], on));
    last = from + match[2].length;
  }
  return [...parts, text.slice(last)];
}

function commandLink(command, on) {
  return el('button', { type: 'button', class: 'in-text', onclick: () => on.command(command) }, command);
}

function code(node, on) {
  if (node.parentElement?.tagName === 'PRE') return el('span', {}, node.textContent);
  const copy = async () => {
    await copyText(node.textContent);
    on.copied();
  };
  const attributes = { class: 'code', tabindex: 0, title: word('copy'), onclick: copy, onkeydown: onEnter(copy) };
  return el('code', attributes, node.textContent);
}

function link(node, on) {
  const address = node.getAttribute('href') ?? '';
  if (!isAllowed(address)) return el('span', {}, ...children(node, on, false));
  const follow = (event) => {
    event.preventDefault();
    on.link(address);
  };
  return el('a', { href: address, rel: 'noopener noreferrer', onclick: follow }, ...children(node, on, false));
}

/** Whether an address has a scheme a chat may lead to. */
export function isAllowed(address) {
  try {
    return SCHEMES.has(new URL(address).protocol);
  } catch {
    return false;
  }
}

function quote(node, on, commands) {
  const inside = children(node, on, commands);
  if (!node.hasAttribute('expandable')) return el('blockquote', {}, ...inside);
  const text = el('div', { class: 'quote-text' }, ...inside);
  const toggle = el('button', { type: 'button', class: 'quote-toggle', 'data-testid': 'quote-toggle' });
  const box = el('blockquote', { class: 'expandable' }, text, toggle);
  const show = (open) => {
    box.classList.toggle('open', open);
    toggle.setAttribute('aria-expanded', String(open));
    toggle.replaceChildren(word(open ? 'show_less' : 'show_more'), icon('down'));
  };
  toggle.addEventListener('click', () => show(!box.classList.contains('open')));
  show(false);
  return box;
}

function spoiler(node, on) {
  const box = el('span', { class: 'spoiler', role: 'button', tabindex: 0, 'aria-label': word('hidden_text') },
    el('span', {}, ...children(node, on, false)));
  const reveal = () => {
    box.classList.add('open');
    ['role', 'tabindex', 'aria-label'].forEach((name) => box.removeAttribute(name));
  };
  box.addEventListener('click', reveal, { once: true });
  box.addEventListener('keydown', onEnter(reveal));
  return box;
}

function onEnter(act) {
  return (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    act();
  };
}
