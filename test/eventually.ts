import { vi } from 'vitest';

/** Waits until something holds. The limit is for what will never come, not for a slow machine. */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 5 * 60_000, interval: 20 });
}
