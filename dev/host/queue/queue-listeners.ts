import { QueueServiceClient } from '@azure/storage-queue';
import { z } from 'zod';
import type { AppFunction } from '../app/function-app.ts';
import type { Invoke } from '../app/invoke.ts';
import type { HandledMessages } from '../handled-messages.ts';
import type { QueueSettings } from '../host-json.ts';
import type { HostLog } from '../host-log.ts';
import { isDisabled, resolveConnection, resolveSettings } from '../settings.ts';
import { QueueListener } from './queue-listener.ts';

const QueueBinding = z.object({ queueName: z.string(), connection: z.string() });

export interface QueueParts {
  readonly settings: QueueSettings;
  readonly leaseSeconds: number;
  readonly invoke: Invoke;
  readonly log: HostLog;
  readonly handled: HandledMessages;
}

/** A developer should not wait for a message as long as a server may. */
const longestPause = 2000;

export function isQueue(fn: AppFunction): boolean {
  return fn.trigger.binding.type.toLowerCase() === 'queuetrigger';
}

/** One listener for each enabled queue function, its queues made; nothing is received yet. */
export async function createQueueListeners(
  functions: Iterable<AppFunction>,
  parts: QueueParts,
): Promise<QueueListener[]> {
  const wanted = [...functions].filter((fn) => isQueue(fn) && !isDisabled(fn.name));
  return Promise.all(wanted.map((fn) => createListener(fn, parts)));
}

async function createListener(fn: AppFunction, parts: QueueParts): Promise<QueueListener> {
  const { settings, leaseSeconds, log } = parts;
  const binding = QueueBinding.parse(fn.trigger.binding);
  const name = resolveSettings(binding.queueName, fn.name);
  const service = QueueServiceClient.fromConnectionString(
    resolveConnection(binding.connection, fn.name),
    { retryOptions: { maxTries: 3, tryTimeoutInMs: 10_000, retryDelayInMs: 200 } },
  );
  const queue = service.getQueueClient(name);
  // What fails on a poison queue has none of its own to go to.
  const poison = name.endsWith('-poison') ? null : service.getQueueClient(`${name}-poison`);
  await queue.createIfNotExists();
  await poison?.createIfNotExists();
  return new QueueListener(
    {
      queue,
      poison,
      settings,
      leaseSeconds,
      log,
      leases: new Set(),
      run: (trigger) => {
        parts.handled.begin();
        return parts.invoke(fn, trigger);
      },
      onHandled: () => parts.handled.add(name),
    },
    Math.min(settings.maxPollingInterval, longestPause),
  );
}
