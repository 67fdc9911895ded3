import { afterAll, beforeAll, vi } from 'vitest';
import type { MemoryApp } from './memory-app.ts';

/** While the tests of a file run, the global fetch reaches an app in memory: for clients that take no other. */
export function reachByGlobalFetch(app: MemoryApp): void {
  beforeAll(() => void vi.stubGlobal('fetch', app.globalFetch));
  afterAll(() => void vi.unstubAllGlobals());
}
