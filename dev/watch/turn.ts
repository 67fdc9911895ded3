import { once } from 'node:events';
import { LocalHostError } from '../local-host-error.ts';

/** In a host of `npm run dev`: says that its app is loaded, and waits until the host before it has ended. */
export async function waitForTurn(): Promise<void> {
  const left = new AbortController();
  process.once('disconnect', () => left.abort());
  process.send?.('loaded');
  try {
    await once(process, 'message', { signal: left.signal });
  } catch {
    throw new LocalHostError('Its turn has not come: npm run dev has ended.');
  }
}
