// Kazakhstan has one time, UTC+5 the year round: an instant is shown by shifting it and reading it as UTC.

import { monthName, weekdayName } from './words.js';

const SHIFT = 5 * 3600 * 1000;

/** Milliseconds of an instant the server wrote as ISO text or as unix seconds. */
export function instant(value) {
  return typeof value === 'number' ? value * 1000 : Date.parse(value);
}

const local = (ms) => new Date(ms + SHIFT);
const two = (number) => String(number).padStart(2, '0');

/** "14:05" */
export function hours(ms) {
  const at = local(ms);
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
}

/** "27 қараша, жұма"; with the year "27 қараша 2026, жұма" */
export function day(ms, withYear = false) {
  const at = local(ms);
  const year = withYear ? ` ${at.getUTCFullYear()}` : '';
  return `${at.getUTCDate()} ${monthName(at.getUTCMonth())}${year}, ${weekdayName(at.getUTCDay())}`;
}

/** "27.11 14:05", for narrow places */
export function brief(ms) {
  const at = local(ms);
  return `${two(at.getUTCDate())}.${two(at.getUTCMonth() + 1)} ${hours(ms)}`;
}

/** A key that is equal for two instants of one local day. */
export function dayKey(ms) {
  return local(ms).toISOString().slice(0, 10);
}

/** The value of a datetime-local input for an instant. */
export function toInput(ms) {
  return local(ms).toISOString().slice(0, 16);
}

/** The ISO instant a person meant by a datetime-local value in local time. */
export function fromInput(value) {
  return new Date(Date.parse(`${value}Z`) - SHIFT).toISOString();
}
