import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { RawClients } from './replay.ts';
import { replay } from './replay.ts';
import type { Plan, ScriptedWrite } from './script.ts';

/** The storage, and what is done on it for each path. */
export interface Given {
  readonly connectionString: string;
  readonly plans: Readonly<Record<string, Plan>>;
}

const Asked = z.object({
  users: z.array(z.object({ userId: z.string(), nameKey: z.string() })),
});
const Sent = z.object({ plan: z.string(), operationId: z.string() });

/** Does what the app does to storage for a path, and nothing else. */
export class Replayer {
  readonly #clients: RawClients;
  readonly #plans: Given['plans'];
  #last: Promise<unknown> = Promise.resolve();

  constructor(clients: RawClients, plans: Given['plans']) {
    this.#clients = clients;
    this.#plans = plans;
  }

  /** @returns the answer to a request for these users, as text */
  async answer(name: string, asked: unknown): Promise<string> {
    const plan = this.#planOf(name);
    const { users } = Asked.parse(asked);
    const operationId = randomUUID().replaceAll('-', '');
    const read = await this.#inTurn(plan, () =>
      replay(this.#clients, plan.request, { users, operationId }),
    );
    return JSON.stringify(read ?? { operationId });
  }

  /** Makes the calls of a message's consumer. */
  async consume(message: unknown): Promise<void> {
    const { plan, operationId } = Sent.parse(message);
    await replay(this.#clients, this.#planOf(plan).message, { users: [], operationId });
  }

  #planOf(name: string): Plan {
    const plan = this.#plans[name];
    if (plan === undefined) throw new Error(`There is no plan '${name}'.`);
    return plan;
  }

  /** Those who take a seat of one product go one after the other, as the app's do: at once all but one would be refused. */
  #inTurn<Answer>({ request }: Plan, work: () => Promise<Answer>): Promise<Answer> {
    const takesSeat = request
      .flat()
      .some((step) => step.kind === 'submit' && step.writes.some(isSeatBase));
    if (!takesSeat) return work();
    const mine = this.#last.then(work);
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}

function isSeatBase({ kind, key }: ScriptedWrite): boolean {
  return kind === 'replace' && key.startsWith('S~');
}
