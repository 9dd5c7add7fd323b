import { attach, type Mounted } from './attach.js';
import { readOptions } from './options.js';

const TAG = 'roomlet-chat';

/**
 * Defines `<roomlet-chat room mode theme accent lang name site invite-params url>`; a no-op where it is defined, or where
 * there is no document. `open()`, `close()`, `join(code)` and `attachTo(element)` are its methods, and it
 * dispatches `roomlet:ready|open|close|message|unread|error`.
 *
 * @param defaultUrl the service, where the element names none
 */
export function defineRoomletChat(defaultUrl?: string): void {
  // The class is made here, for a server that renders pages has no HTMLElement to extend.
  if (typeof customElements === 'undefined' || customElements.get(TAG)) return;
  customElements.define(
    TAG,
    class extends HTMLElement {
      static observedAttributes = [
        'room',
        'mode',
        'theme',
        'accent',
        'lang',
        'name',
        'site',
        'url',
        'hotkeys',
        'invite-params',
      ];
      #widget: Mounted | undefined;

      connectedCallback() {
        this.#start();
      }

      // Moved in one go it was never away.
      connectedMoveCallback() {}

      disconnectedCallback() {
        // A node that is only moved is back by the end of the task.
        queueMicrotask(() => {
          if (!this.isConnected) this.#stop();
        });
      }

      attributeChangedCallback(name: string, before: string | null, after: string | null) {
        if (!this.#widget || before === after) return;
        if (name === 'theme') {
          this.#widget.setTheme(this.#options()?.theme ?? 'auto');
          return;
        }
        if (name === 'accent') {
          this.#widget.setAccent(after ?? undefined);
          return;
        }
        if (name === 'lang') {
          this.#widget.setLang(after?.trim());
          return;
        }
        this.#stop();
        this.#start();
      }

      open() {
        this.#widget?.open();
      }

      close() {
        this.#widget?.close();
      }

      join(code: string) {
        this.#widget?.join(code);
      }

      attachTo(element: Element | null) {
        this.#widget?.attachTo(element);
      }

      #options() {
        const url = this.getAttribute('url') ?? defaultUrl;
        if (url === undefined) return undefined;
        // An attribute's name is read in any case, and has hyphens for capitals.
        return readOptions(url, (name) => this.getAttribute(name.replace(/[A-Z]/, '-$&')));
      }

      #start() {
        const options = this.#options();
        if (options) this.#widget ??= attach(this, options);
        else
          console.error('Give <roomlet-chat> the address of its room service as url="https://…".');
      }

      #stop() {
        this.#widget?.unmount();
        this.#widget = undefined;
      }
    },
  );
}
