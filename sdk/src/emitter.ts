/** Ends what it came from: a subscription, a timer. Calling it twice is harmless. */
export type Off = () => void;

/** Only its owner emits; `on` is what owners hand out. `Events` maps a name to what listeners get. */
export interface Emitter<Events> {
  on<Name extends keyof Events>(name: Name, listener: (value: Events[Name]) => void): Off;
  emit<Name extends keyof Events>(name: Name, value: Events[Name]): void;
}

export function createEmitter<Events>(): Emitter<Events> {
  const listeners: { [Name in keyof Events]?: Set<(value: Events[Name]) => void> } = {};
  return {
    on(name, listener) {
      // A wrapper of its own, so that one function registered twice is two subscriptions.
      const own: typeof listener = (value) => listener(value);
      const set = listeners[name] ?? new Set();
      listeners[name] = set.add(own);
      return () => {
        set.delete(own);
      };
    },
    emit(name, value) {
      for (const listener of [...(listeners[name] ?? [])]) {
        try {
          listener(value);
        } catch (error) {
          // The listener's fault must be seen, and must not stop the connection or other listeners.
          queueMicrotask(() => {
            throw error;
          });
        }
      }
    },
  };
}
