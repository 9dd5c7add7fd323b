import { documentOwn } from './page/document.js';

/** Carries a widget's host to other places of the page and back. */
export interface Mover {
  /** Into an element, as its last child; null: back to where it was before the first such move. */
  moveTo(element: Element | null): void;
  /** Leaves no mark of where the host was. */
  dispose(): void;
}

/** A move that the browser can't make at once would lose what has the focus and how far lists are scrolled. */
function carry(host: Element, parent: Node & ParentNode, before: Node | null): void {
  // A form has its fields before what it can do.
  const { prototype } = parent instanceof Element ? Element : DocumentFragment;
  try {
    prototype.moveBefore.call(parent, host, before);
  } catch {
    const root = host.shadowRoot;
    const focused = root?.activeElement;
    const tops = [...(root?.querySelectorAll('*') ?? [])].map((e) => [e, e.scrollTop] as const);
    Node.prototype.insertBefore.call(parent, host, before);
    for (const [element, top] of tops) if (top) element.scrollTop = top;
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  }
}

export function createMover(host: Element): Mover {
  let home: Comment | undefined;
  const dispose = () => {
    home?.remove();
    home = undefined;
  };
  return {
    moveTo(element) {
      if (element) {
        if (!home) {
          home = documentOwn('createComment').call(document, '');
          host.before(home);
        }
        carry(host, element, null);
      } else if (home) {
        // What it stood in may be gone; then there is no way back.
        if (home.parentNode) carry(host, home.parentNode, home);
        dispose();
      }
    },
    dispose,
  };
}
