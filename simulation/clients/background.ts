import { UnseatError } from '../../lib/errors.ts';
import {
  handleOperation,
  markPoisoned,
} from '../../lib/operations/after-commit/handle-operation.ts';
import { handlePurgeMessage } from '../../lib/operations/purge/handle-purge-message.ts';
import { reportJob } from '../../lib/operations/jobs/report-job.ts';
import { runJob } from '../../lib/operations/jobs/run-job.ts';
import { JobMessage } from '../../lib/messages/jobs.ts';
import { RetentionMessage } from '../../lib/messages/retention.ts';
import { PurgeMessage } from '../../lib/messages/purges.ts';
import { SweepMessage } from '../../lib/messages/sweeps.ts';
import { handleSweepMessage } from '../../lib/operations/purge/handle-sweep-message.ts';
import { reportPurge, reportSweep } from '../../lib/operations/purge/report-poisoned.ts';
import { sweep } from '../../lib/operations/purge/sweep.ts';
import { StorageOutage } from '../../lib/storage/tables.ts';
import { checkClocks } from '../checks/clock-checks.ts';
import { describe } from './clients.ts';
import type { Faults } from '../faults/faults.ts';
import { countFault } from '../faults/faults.ts';
import type { Instance } from '../world/instance.ts';
import type { Message } from '../world/mailbox.ts';
import type { Random } from '../world/random.ts';
import type { World } from '../world/world.ts';

/** The timer and the queue functions, as the host runs them. */
export class Background {
  readonly #world: World;
  readonly #faults: Faults;
  readonly #random: Random;

  constructor(world: World, faults: Faults, random: Random) {
    this.#world = world;
    this.#faults = faults;
    this.#random = random;
  }

  async sweep(instance: Instance): Promise<void> {
    const now = instance.now();
    await this.#try('sweep', instance, () =>
      this.#world.act(instance, null, (services) => sweep(services, now)),
    );
  }

  /** Takes any message and handles it; one that fails comes back, and after 5 times goes to poison. */
  async handleAny(instance: Instance): Promise<void> {
    const { mailbox } = this.#world;
    const message = mailbox.take(this.#random);
    if (message === null) return;
    const isShared = this.#faults.next('handled') !== null;
    // Its time out of sight ends while it is being handled: somebody else takes it too.
    if (isShared) message.isTaken = false;
    const isDone = await this.#try(message.queue, instance, () => this.#handle(message, instance));
    if (isDone && this.#faults.next('handled') === null) mailbox.delete(message);
    else if (mailbox.giveBack(message)) await this.#poisoned(message, instance);
  }

  #handle(message: Message, instance: Instance): Promise<unknown> {
    const content: unknown = JSON.parse(message.text);
    const now = instance.now();
    if (message.queue === 'retention') {
      const pointer = RetentionMessage.parse(content);
      return this.#world.act(instance, pointer.tenantId, (services) =>
        handleOperation(services, pointer, now),
      );
    }
    if (message.queue === 'sweeps') {
      const step = SweepMessage.parse(content);
      return this.#world.act(instance, 'tenantId' in step ? step.tenantId : null, (services) =>
        handleSweepMessage(services, step, now),
      );
    }
    if (message.queue === 'jobs') {
      const job = JobMessage.parse(content);
      return this.#world.act(instance, job.tenantId, (services) => runJob(services, job, now));
    }
    const work = PurgeMessage.parse(content);
    return this.#world.act(instance, work.tenantId, (services) =>
      handlePurgeMessage(services, work),
    );
  }

  async #poisoned(message: Message, instance: Instance): Promise<void> {
    countFault(this.#faults.counts, 'poisoned');
    const content: unknown = JSON.parse(message.text);
    await this.#try(`${message.queue}-poison`, instance, () =>
      this.#report(message.queue, content, instance),
    );
  }

  #report(queue: Message['queue'], content: unknown, instance: Instance): Promise<unknown> {
    if (queue === 'retention') {
      const pointer = RetentionMessage.parse(content);
      return this.#world.act(instance, pointer.tenantId, (services) =>
        markPoisoned(services, pointer),
      );
    }
    if (queue === 'sweeps') {
      const step = SweepMessage.parse(content);
      return this.#world.act(instance, 'tenantId' in step ? step.tenantId : null, (services) =>
        reportSweep(services, step),
      );
    }
    if (queue === 'jobs') {
      const job = JobMessage.parse(content);
      return this.#world.act(instance, job.tenantId, (services) => reportJob(services, job));
    }
    const work = PurgeMessage.parse(content);
    return this.#world.act(instance, work.tenantId, (services) => reportPurge(services, work));
  }

  async #try(name: string, instance: Instance, what: () => Promise<unknown>): Promise<boolean> {
    try {
      return (await what()) !== 'crashed';
    } catch (error) {
      checkClocks(this.#world.findings, instance, error);
      this.#world.findings.check('error', isForeseen(error), () => `${name}: ${describe(error)}`);
      return false;
    }
  }
}

function isForeseen(error: unknown): boolean {
  if (error instanceof UnseatError) return error.retry === 'later';
  return error instanceof StorageOutage;
}
