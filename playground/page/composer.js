// The foot of a phone: reply keyboard, command menu, attachments, and the line one types into.

import { button, el, icon } from './dom.js';
import { chooseLocation, confirmContact } from './overlay.js';
import { word } from './words.js';

/** The composer of `phone`; the phone acts, the composer only asks it to. */
export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.input = el('textarea', {
      rows: 1, testid: 'input', placeholder: word('message'), 'aria-label': word('message'), maxlength: 4096,
      autocomplete: 'off', enterkeyhint: 'send', onkeydown: (event) => this.#key(event), oninput: () => this.#typed(),
    });
    this.keyboard = el('div', { class: 'reply-keyboard', testid: 'reply-keyboard', hidden: true });
    this.menu = el('div', { class: 'pop menu', testid: 'commands', 'aria-label': word('commands'), hidden: true });
    this.wake = button(word('unblock'), { class: 'wake', testid: 'wake', hidden: true, onclick: () => phone.act('unblock', {}) });
    const escape = (event) => event.key === 'Escape' && this.closeMenus();
    this.node = el('div', { class: 'composer', onkeydown: escape }, this.keyboard, this.menu, this.#attachments(), this.#line(), this.wake);
  }

  #line() {
    this.menuButton = this.#tool('menu', 'menu', () => this.#toggle(this.menu));
    this.attachButton = this.#tool('clip', 'attach', () => this.#toggle(this.attach));
    this.sendButton = button(icon('send'), {
      class: 'send', testid: 'send', 'aria-label': word('send'), title: word('send'), onclick: () => this.#send(),
    });
    return el('div', { class: 'line' }, this.menuButton, this.attachButton, this.input, this.sendButton);
  }

  #tool(picture, name, act) {
    return button(icon(picture), {
      class: 'tool', testid: name, title: word(name), 'aria-label': word(name), 'aria-expanded': 'false', onclick: act,
    });
  }

  #attachments() {
    const photo = this.#files('attach_photo', true);
    const file = this.#files('attach_file', false);
    const item = (picture, name, act) => button(icon(picture), {
      testid: `${name.replace('_', '-')}-button`, onclick: () => { this.closeMenus(); act(); },
    }, el('span', {}, word(name)));
    this.attach = el('div', { class: 'pop attach', hidden: true, testid: 'attachments' },
      item('photo', 'attach_photo', () => photo.click()),
      item('file', 'attach_file', () => file.click()),
      item('person', 'attach_contact', () => this.#contact()),
      item('pin', 'attach_location', () => this.#location()));
    return el('div', { class: 'attach-place' }, photo, file, this.attach);
  }

  #files(name, asPhoto) {
    const input = el('input', {
      type: 'file', class: 'offscreen', tabindex: -1, testid: name.replace('_', '-'), 'aria-label': word(name),
      accept: asPhoto ? 'image/jpeg,image/png' : null,
      onchange: () => {
        if (input.files[0]) this.phone.sendFile(input.files[0], asPhoto);
        input.value = '';
      },
    });
    return input;
  }

  /** Show the reply keyboard that is in force, or none. */
  setKeyboard(rows) {
    const fingerprint = JSON.stringify(rows ?? null);
    if (fingerprint === this.fingerprint) return;
    this.fingerprint = fingerprint;
    this.keyboard.hidden = !rows?.length;
    this.keyboard.replaceChildren(...(rows ?? []).map((row) =>
      el('div', { class: 'row' }, row.map((key) => this.#replyButton(key)))));
  }

  #replyButton(key) {
    const press = () => (key.contact ? this.#contact() : key.location ? this.#location() : this.phone.say(key.text));
    return button(el('span', {}, key.text), {
      testid: 'reply-button', 'data-kind': key.contact ? 'contact' : key.location ? 'location' : 'text',
      'data-style': key.style, onclick: press,
    });
  }

  /** `[{command, description}]` as the menu beside the line. */
  setCommands(commands) {
    this.menuButton.hidden = !commands.length;
    this.menu.replaceChildren(...commands.map(({ command, description }) => button(el('b', {}, `/${command}`), {
      testid: 'command', 'data-command': command, onclick: () => { this.closeMenus(); this.phone.say(`/${command}`); },
    }, el('span', {}, description))));
  }

  setBusy(busy, blocked) {
    this.busy = busy;
    this.node.classList.toggle('blocked', Boolean(blocked));
    this.wake.hidden = !blocked;
    for (const key of this.node.querySelectorAll('button')) key.disabled = busy;
  }

  insert(text) {
    this.input.value = text;
    this.#typed();
    this.input.focus();
  }

  closeMenus() {
    for (const pop of [this.menu, this.attach]) pop.hidden = true;
    for (const tool of [this.menuButton, this.attachButton]) tool.setAttribute('aria-expanded', 'false');
  }

  #toggle(pop) {
    const open = pop.hidden;
    this.closeMenus();
    pop.hidden = !open;
    const tool = pop === this.menu ? this.menuButton : this.attachButton;
    tool.setAttribute('aria-expanded', String(open));
    if (open) pop.querySelector('button')?.focus({ preventScroll: true });
  }

  #typed() {
    this.node.classList.toggle('has-text', this.input.value.trim() !== '');
    this.input.style.height = 'auto';
    this.input.style.height = `${Math.min(this.input.scrollHeight, 132)}px`;
  }

  #key(event) {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#send();
  }

  #send() {
    const text = this.input.value.trim();
    if (!text || this.busy) return;
    this.insert('');
    this.phone.say(text, () => this.input.value === '' && this.insert(text));
  }

  async #contact() {
    this.closeMenus();
    if (await confirmContact(this.phone)) this.phone.act('contact', {});
  }

  async #location() {
    this.closeMenus();
    const place = await chooseLocation(this.phone);
    if (place) this.phone.act('location', place);
  }
}
