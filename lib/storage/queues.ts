/** The queues of the app. */
export const queueNames = ['retention', 'purges', 'notices'] as const;
export type QueueName = (typeof queueNames)[number];

/** Sends to a queue, at least once. Messages are JSON and never expire. */
export interface Queues {
  /** @throws StorageOutage when it is not known whether the message is in the queue */
  send(queue: QueueName, message: object): Promise<void>;
}
