// How a person looks in lists: a coloured disc with initials, a role in words.

import { el } from './dom.js';
import { word } from './words.js';

const HUES = { parent: [168, 24, 262, 338, 205, 88, 300], department: [218], kindergarten: [42], support: [290], stranger: [0] };

/** "ата-ана", "отдел образования"… ; an unknown role stands as it is. */
export function roleName(person) {
  return word(`role_${person.role}`).replace(/^role_/, '');
}

/** One line that tells a person from the others: a family's own story, a clerk's role. */
export function saying(person) {
  const isStaff = ['department', 'kindergarten', 'support'].includes(person.role);
  return isStaff ? roleName(person) : person.about || roleName(person);
}

/** Initials on a colour that stays the same for one person. */
export function avatar(person) {
  const hues = HUES[person.role] ?? [195];
  const disc = el('span', { class: 'avatar', 'aria-hidden': 'true' }, initials(person.name));
  disc.style.setProperty('--hue', hues[sum(person.id) % hues.length]);
  return disc;
}

function initials(name) {
  return name.match(/\p{L}+/gu)?.slice(0, 2).map((part) => part[0].toUpperCase()).join('') ?? '';
}

function sum(text) {
  return [...text].reduce((total, letter) => total + letter.codePointAt(0), 0);
}
