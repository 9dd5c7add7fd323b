/** Ends what it came from: a subscription, a timer. Calling it twice is harmless. */
export type Off = () => void;

/** Only its owner emits; `on` is what owners hand out. `Events` maps a name to what listeners get. */
export interface Emitter<Events> {
  on<Name extends keyof Events>(name: Name, listener: (value: Events[Name]) => void): Off;
  emit<Name extends keyof Events>(name: Name, value: Events[Name]): void;
}

export function createEmitter<Events>(): Emitter<Events> {
  const subscriptions = new Set<readonly [keyof Events, (value: never) => void]>();
  return {
    on(name, listener) {
      const own = [name, listener] as const;
      subscriptions.add(own);
      return () => {
        subscriptions.delete(own);
      };
    },
    emit(name, value) {
      for (const [to, listener] of [...subscriptions]) {
        try {
          if (to === name) listener(value as never);
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
