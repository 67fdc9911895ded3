/** How the app's own host.json has messages received, for those that are measured beside it. */
export const queueSettings = {
  batchSize: 16,
  newBatchThreshold: 8,
  maxDequeueCount: 5,
  visibilityTimeout: 30_000,
  maxPollingInterval: 2000,
  messageEncoding: 'base64',
} as const;
