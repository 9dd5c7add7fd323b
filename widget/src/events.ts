/** What the widget tells its page, as `on(event, fn)` and as DOM events `roomlet:<event>`. */
export interface RoomletEvents {
  /** The widget can be used. */
  ready: undefined;
  open: undefined;
  close: undefined;
  /** Somebody wrote, the visitor included; live messages only. `at` in ms. */
  message: {
    room: string;
    seq: number;
    at: number;
    by: { id: string; name: string };
    text: string;
  };
  /** Messages not yet seen changed to `count`. */
  unread: { count: number };
  /** Something failed; `code` is one of the contract's, `message` says what to do. */
  error: { code: string; message: string };
}

export type RoomletEvent = keyof RoomletEvents;
export type Listener<E extends RoomletEvent> = (detail: RoomletEvents[E]) => void;

export interface Bus {
  on<E extends RoomletEvent>(event: E, listener: Listener<E>): () => void;
  emit<E extends RoomletEvent>(event: E, detail: RoomletEvents[E]): void;
}

/** Events of one widget, told to its listeners and dispatched from `host` (composed, bubbling). */
export function createBus(host: EventTarget): Bus {
  const listeners = new Map<string, Set<Listener<RoomletEvent>>>();
  return {
    on(event, listener) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(listener as Listener<RoomletEvent>));
      return () => set.delete(listener as Listener<RoomletEvent>);
    },
    emit(event, detail) {
      for (const listener of listeners.get(event) ?? []) {
        try {
          listener(detail as never);
        } catch (error) {
          // A page's listener may throw; that is its own error, and no reason for ours.
          reportError(error);
        }
      }
      host.dispatchEvent(
        new CustomEvent(`roomlet:${event}`, { detail, bubbles: true, composed: true }),
      );
    },
  };
}
