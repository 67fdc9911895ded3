import type { DequeuedMessageItem, QueueClient } from '@azure/storage-queue';
import type { TriggerData } from '../app/invoke.ts';
import type { HostLog } from '../host-log.ts';
import type { QueueSettings } from '../host-json.ts';
import { decodeMessage } from './decode-message.ts';
import { Lease } from './lease.ts';

export interface MessageParts {
  readonly queue: QueueClient;
  readonly poison: QueueClient;
  readonly settings: QueueSettings;
  readonly leaseSeconds: number;
  /** Of the messages whose functions are running now. */
  readonly leases: Set<Lease>;
  readonly log: HostLog;
  run(trigger: TriggerData): Promise<unknown>;
  onHandled(): void;
}

/** From received to deleted, returned or poisoned, as the storage extension of the real host does it. */
export async function handleMessage(
  parts: MessageParts,
  message: DequeuedMessageItem,
): Promise<void> {
  const { queue, settings } = parts;
  const trigger = decodeMessage(message, settings.messageEncoding);
  if (!trigger) return poison(parts, message, message.popReceipt, 'is not base64');
  // A worker that died each time never came to the copy below.
  if (message.dequeueCount > settings.maxDequeueCount) {
    return poison(parts, message, message.popReceipt, 'was received too often');
  }
  const lease = new Lease(queue, message, parts.leaseSeconds);
  parts.leases.add(lease);
  const failed = await fails(() => parts.run(trigger));
  parts.leases.delete(lease);
  const popReceipt = await lease.end();
  if (!failed) {
    await queue.deleteMessage(message.messageId, popReceipt);
    parts.onHandled();
  } else if (message.dequeueCount >= settings.maxDequeueCount) {
    await poison(parts, message, popReceipt, `failed ${message.dequeueCount} times`);
  } else {
    const seconds = Math.round(settings.visibilityTimeout / 1000);
    await queue.updateMessage(message.messageId, popReceipt, undefined, seconds);
  }
}

/** The error itself is logged where the function is called. */
async function fails(run: () => Promise<unknown>): Promise<boolean> {
  try {
    await run();
    return false;
  } catch {
    return true;
  }
}

/** Two steps, as in the real host: a crash in between leaves the message in both queues. */
async function poison(
  { queue, poison: poisonQueue, log }: MessageParts,
  message: DequeuedMessageItem,
  popReceipt: string,
  why: string,
): Promise<void> {
  await poisonQueue.createIfNotExists();
  await poisonQueue.sendMessage(message.messageText);
  await queue.deleteMessage(message.messageId, popReceipt);
  log.problem(`A message ${why}: moved from ${queue.name} to ${poisonQueue.name}.`);
}
