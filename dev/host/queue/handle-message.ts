import type { DequeuedMessageItem, QueueClient } from '@azure/storage-queue';
import type { TriggerData } from '../app/invoke.ts';
import type { HostLog } from '../host-log.ts';
import type { QueueSettings } from '../host-json.ts';
import { decodeMessage } from './decode-message.ts';
import { Lease } from './lease.ts';

export interface MessageParts {
  readonly queue: QueueClient;
  /** Null of a poison queue: what fails there stays in it, and comes again. */
  readonly poison: QueueClient | null;
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
  if (!trigger) {
    // On a poison queue it is left as it is, and is visible again when its lease has ended.
    if (parts.poison) await moveTo(parts.poison, parts, message, 'is not base64');
    return;
  }
  // A worker that died each time never came to the copy below.
  if (parts.poison && message.dequeueCount > settings.maxDequeueCount) {
    return moveTo(parts.poison, parts, message, 'was received too often');
  }
  const lease = new Lease(queue, message, parts.leaseSeconds);
  parts.leases.add(lease);
  const failed = await fails(() => parts.run(trigger));
  parts.leases.delete(lease);
  const popReceipt = await lease.end();
  if (!failed) {
    await queue.deleteMessage(message.messageId, popReceipt);
    parts.onHandled();
  } else if (parts.poison && message.dequeueCount >= settings.maxDequeueCount) {
    const why = `failed ${message.dequeueCount} times`;
    await moveTo(parts.poison, parts, { ...message, popReceipt }, why);
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
async function moveTo(
  poison: QueueClient,
  { queue, log }: MessageParts,
  { messageId, popReceipt, messageText }: DequeuedMessageItem,
  why: string,
): Promise<void> {
  await poison.createIfNotExists();
  await poison.sendMessage(messageText);
  await queue.deleteMessage(messageId, popReceipt);
  log.problem(`A message ${why}: moved from ${queue.name} to ${poison.name}.`);
}
