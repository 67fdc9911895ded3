import { createConnection } from 'node:net';
import { serviceUrl } from './connection-string.ts';

/** Azurite answers at once, or when the machine lets it; a program that never does is another one. */
const answerMs = 30_000;

/** What answers on a port: an Azurite service, something else or nothing. */
export async function probe(
  port: number,
): Promise<'blob' | 'queue' | 'table' | 'other' | 'nothing'> {
  if (!(await isTaken(port))) return 'nothing';
  try {
    const answer = await fetch(serviceUrl(port), { signal: AbortSignal.timeout(answerMs) });
    await answer.arrayBuffer();
    const server = answer.headers.get('server')?.toLowerCase() ?? '';
    if (server.startsWith('azurite-blob/')) return 'blob';
    if (server.startsWith('azurite-queue/')) return 'queue';
    return server.startsWith('azurite-table/') ? 'table' : 'other';
  } catch {
    return 'other';
  }
}

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    const answer = (taken: boolean) => {
      socket.destroy();
      resolve(taken);
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
  });
}
