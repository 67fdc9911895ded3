import { Agent, request as send } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** How long the answers took. */
export interface Driven {
  /** From the first request to the last answer, in milliseconds. */
  readonly ms: number;
  /** Of each answer, ascending, in milliseconds. */
  readonly latencies: readonly number[];
}

/**
 * Sends requests, so many at a time, over connections that are kept.
 * @throws Error with the first answer that is no success: what failed is not measured
 */
export async function drive(
  url: string,
  requests: readonly Sent[],
  callers: number,
): Promise<Driven> {
  const agent = new Agent({ keepAlive: true, maxSockets: callers });
  const latencies: number[] = [];
  const waiting = requests.values();
  const began = performance.now();
  const call = async (): Promise<void> => {
    for (const one of waiting) {
      const sentAt = performance.now();
      await sendOne(agent, url, one);
      latencies.push(performance.now() - sentAt);
    }
  };
  try {
    await Promise.all(Array.from({ length: callers }, call));
  } finally {
    agent.destroy();
  }
  return { ms: performance.now() - began, latencies: latencies.toSorted((a, b) => a - b) };
}

async function sendOne(agent: Agent, url: string, { method, path, headers, body }: Sent) {
  const content = body === undefined ? null : JSON.stringify(body);
  const length =
    content === null
      ? {}
      : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) };
  const answer = await new Promise<{ status: number; body: string }>((resolve, reject) => {
    const sending = send(`${url}${path}`, { agent, method, headers: { ...headers, ...length } });
    sending.once('error', reject);
    sending.once('response', (response) => {
      text(response).then(
        (read) => resolve({ status: response.statusCode ?? 0, body: read }),
        reject,
      );
    });
    sending.end(content ?? undefined);
  });
  if (answer.status !== 200) {
    throw new Error(`${method} ${path} was answered with ${answer.status}: ${answer.body}`);
  }
}

/** The value below which a share of ascending values lies. */
export function quantile(ascending: readonly number[], share: number): number {
  const index = Math.min(ascending.length - 1, Math.floor(ascending.length * share));
  return ascending[index] ?? Number.NaN;
}
