import type { Queues } from '../../lib/storage/queues.ts';
import type { Tables } from '../../lib/storage/tables.ts';
import { withPlaces } from './script.ts';
import type { Ids, Script, Step } from './script.ts';

/** Writes down every storage call of the app, and which of them were under way at the same time. */
export class Recorder {
  #groups: Step[][] = [];
  #underWay = 0;

  readonly tables = (tables: Tables): Tables => ({
    get: (table, partition, key) =>
      this.#note({ kind: 'get', table, partition, key }, () => tables.get(table, partition, key)),
    page: (table, partition, range, options = {}) =>
      this.#note({ kind: 'page', table, partition, ...range, top: options.top ?? 1000 }, () =>
        tables.page(table, partition, range, options),
      ),
    pageBelow: () => {
      throw new Error('No path that is measured reads the marks.');
    },
    submit: (table, partition, writes) => {
      const scripted = writes.map((write) => ({
        kind: write.kind,
        key: write.key,
        properties: write.kind === 'delete' ? {} : write.properties,
      }));
      return this.#note({ kind: 'submit', table, partition, writes: scripted }, () =>
        tables.submit(table, partition, writes),
      );
    },
    remove: () => {
      throw new Error('No path that is measured removes single rows.');
    },
    lastSeenClock: () => tables.lastSeenClock(),
  });

  readonly queues = (queues: Queues): Queues => ({
    send: (queue, message) =>
      this.#note({ kind: 'send', queue, message: JSON.stringify(message) }, () =>
        queues.send(queue, message),
      ),
  });

  /** What was called since the last time, with places for the ids of the request. */
  take(ids: Ids): Script {
    const taken = this.#groups;
    this.#groups = [];
    return taken.map((group) => group.map((step) => placed(step, (text) => withPlaces(text, ids))));
  }

  async #note<Answer>(step: Step, call: () => Promise<Answer>): Promise<Answer> {
    const group = this.#underWay > 0 ? this.#groups.at(-1) : undefined;
    if (group === undefined) this.#groups.push([step]);
    else group.push(step);
    this.#underWay += 1;
    try {
      // The next call of this turn is made before this one is answered, as over a network.
      await Promise.resolve();
      return await call();
    } finally {
      this.#underWay -= 1;
    }
  }
}

function placed(step: Step, place: (text: string) => string): Step {
  switch (step.kind) {
    case 'get':
      return { ...step, key: place(step.key) };
    case 'page':
      return { ...step, from: place(step.from), to: place(step.to) };
    case 'submit':
      return {
        ...step,
        writes: step.writes.map((write) => ({ ...write, key: place(write.key) })),
      };
    case 'send':
      return { ...step, message: place(step.message) };
    default:
      return step satisfies never;
  }
}
