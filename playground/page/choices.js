// What this browser remembers between visits: language, theme, whose phones are open.

const KEY = 'balabaqsha-playground';

const remembered = () => {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
};

export const choices = remembered();

/** Remember more choices. */
export function choose(more) {
  Object.assign(choices, more);
  try {
    localStorage.setItem(KEY, JSON.stringify(choices));
  } catch {
    // A browser that keeps nothing still works until the page is left.
  }
}
