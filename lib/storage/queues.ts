import type { QueueMessages } from '../messages/queue-messages.ts';

/** The queues of the app. */
export const queueNames = ['retention', 'purges', 'sweeps', 'notices', 'jobs'] as const;
export type QueueName = (typeof queueNames)[number] & keyof QueueMessages;

/** Sends to a queue what it carries, at least once. Messages are JSON and never expire. */
export interface Queues {
  /** @throws StorageOutage when it is not known whether the message is in the queue */
  send<Queue extends QueueName>(queue: Queue, message: QueueMessages[Queue]): Promise<void>;
}
