export type Handler = (event: unknown) => void;

/** The `on`, `once` and `off` of an Element. */
export function createEmitter() {
  const handlers = new Map<string, Set<Handler>>();
  const on = (type: string, handler: Handler): void => {
    handlers.set(type, (handlers.get(type) ?? new Set()).add(handler));
  };
  const off = (type: string, handler?: Handler): void => {
    if (handler) handlers.get(type)?.delete(handler);
    else handlers.delete(type);
  };
  return {
    on,
    off,
    once(type: string, handler: Handler): void {
      const onlyOnce: Handler = (event) => {
        off(type, onlyOnce);
        handler(event);
      };
      on(type, onlyOnce);
    },
    emit(type: string, event: object): void {
      for (const handler of [...(handlers.get(type) ?? [])]) handler(event);
    },
  };
}
