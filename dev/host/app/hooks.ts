import type { HookCallback } from './core-types.ts';

const known = ['appStart', 'appTerminate', 'preInvocation', 'postInvocation', 'log'];

export class Hooks {
  readonly #callbacks = new Map<string, Set<HookCallback>>();

  register(name: string, callback: HookCallback): () => void {
    if (!known.includes(name)) {
      throw new RangeError(`Unknown hook "${name}"; the host has ${known.join(', ')}.`);
    }
    const callbacks = this.#callbacks.get(name) ?? new Set<HookCallback>();
    this.#callbacks.set(name, callbacks.add(callback));
    return () => void callbacks.delete(callback);
  }

  async run(name: string, context: object): Promise<void> {
    for (const callback of this.#callbacks.get(name) ?? []) await callback(context);
  }

  /** Log hooks are the one kind that is not awaited. */
  runLog(context: object): void {
    for (const callback of this.#callbacks.get('log') ?? []) callback(context);
  }
}
