import type { QueueName, Queues } from '../../lib/storage/queues.ts';
import { StorageOutage } from '../../lib/storage/tables.ts';
import type { Surroundings } from '../world/instance.ts';
import type { Life } from '../world/scheduler.ts';
import { never } from '../world/scheduler.ts';
import { standStill } from '../world/stand-still.ts';

/** Queues as an instance meets them: a send may be lost, late or doubled, and kill its sender. */
export class FaultyQueues implements Queues {
  readonly #around: Surroundings;
  readonly #life: Life;

  constructor(around: Surroundings, life: Life) {
    this.#around = around;
    this.#life = life;
  }

  async send(queue: QueueName, message: object): Promise<void> {
    const { scheduler, faults, mailbox } = this.#around;
    if (this.#life.isOver) return never();
    this.#around.sending(queue, message);
    await scheduler.turn(this.#life, faults.delay());
    const fault = faults.next('send');
    const put = (): void => mailbox.put(queue, message);
    switch (fault) {
      case 'crashBefore':
        this.#life.crash();
        return never();
      case 'lostBefore':
      case 'throttled':
      case 'busy':
        throw new StorageOutage(fault);
      case 'hung':
        await standStill(this.#around, this.#life);
        throw new StorageOutage(fault);
      case 'paused':
        await standStill(this.#around, this.#life);
        return put();
      case 'late':
        scheduler.later(() => Promise.resolve(put()), faults.lateness());
        throw new StorageOutage(fault);
      case 'lostAfter':
      case 'truncated':
        put();
        throw new StorageOutage(fault);
      case 'crashAfter':
        put();
        this.#life.crash();
        return never();
      case 'sentTwice':
        put();
        put();
        return undefined;
      default:
        return put();
    }
  }
}
