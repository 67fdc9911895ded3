import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { LocalHostError } from '../local-host-error.ts';

const Refusal = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    details: z.array(z.object({ message: z.string() })).optional(),
  }),
});

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

const attempts = 6;

/** The portal API of a running app, with a token: an outage is waited for, a repeat carries the same key. */
export class PortalApi {
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.#url = url.replace(/\/$/, '');
    this.#token = token;
  }

  /** @throws LocalHostError with the app's own words when it refuses */
  async send(method: string, path: string, body?: unknown, key?: string): Promise<unknown> {
    const answer = await this.ask(method, path, body, key);
    if (answer.status < 300) return answer.body;
    const refusal = Refusal.safeParse(answer.body);
    throw new LocalHostError(
      refusal.success
        ? [
            `${method} ${path}: ${refusal.data.error.message}`,
            ...(refusal.data.error.details ?? []).map(({ message }) => `  ${message}`),
          ].join('\n')
        : `${method} ${path}: the app answers ${answer.status}.`,
    );
  }

  /** The answer, whatever its status; 429, 503 and a broken connection are tried again. */
  async ask(method: string, path: string, body?: unknown, key?: string): Promise<ApiAnswer> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.#once(method, path, body, key).catch(() => undefined);
      const isThere = answer !== undefined && answer.status !== 429 && answer.status !== 503;
      if (answer !== undefined && (isThere || attempt === attempts)) {
        return { status: answer.status, body: await answer.json().catch(() => undefined) };
      }
      if (attempt === attempts) {
        throw new LocalHostError(
          `Nothing answers on ${this.#url}. Is the app running (npm start)?`,
        );
      }
      const asked = Number(answer?.headers.get('retry-after') ?? Number.NaN);
      await setTimeout(Number.isFinite(asked) ? asked * 1000 : 250 * 2 ** attempt);
    }
  }

  #once(method: string, path: string, body: unknown, key: string | undefined): Promise<Response> {
    return fetch(`${this.#url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }
}
