import { type QueueClient, QueueServiceClient } from '@azure/storage-queue';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Azurite, startAzurite } from '../../dev/azurite.ts';
import type { StartedHost } from '../../dev/start-local-host.ts';
import { post, readSeen, startFixture } from './fixture.ts';
import { eventually } from '../eventually.ts';

let azurite: Azurite;
let host: StartedHost;
let jobs: QueueClient;
let poison: QueueClient;

beforeAll(async () => {
  azurite = await startAzurite({ memory: true, port: 0 });
  const service = QueueServiceClient.fromConnectionString(azurite.connectionString);
  jobs = service.getQueueClient('jobs');
  poison = service.getQueueClient('jobs-poison');
  // Messages are renewed every two seconds, so that a test needs no ten minutes.
  host = await startFixture({
    azurite,
    args: ['--queue-lease', '4'],
    env: { AzureFunctionsJobHost__extensions__queues__visibilityTimeout: '00:00:00' },
  });
});
afterAll(async () => {
  await host.stop();
  await azurite.stop();
});
beforeEach(async () => {
  await poison.clearMessages();
});

const enqueue = (job: object) => post(`${host.url}/api/enqueue`, job);
const runsOf = async (name: string) =>
  (await readSeen(host)).jobs.filter(({ job }) => JSON.stringify(job).includes(`"${name}"`));
const count = async (queue: QueueClient) =>
  (await queue.getProperties()).approximateMessagesCount ?? 0;

it('hands a message to the function with its metadata and deletes it', async () => {
  await enqueue({ name: 'plain' });
  await eventually(async () => expect(await count(jobs)).toBe(0));
  const [run, ...more] = await runsOf('plain');
  expect(more).toEqual([]);
  expect(run?.job).toEqual({ name: 'plain' });
  expect(run?.metadata).toMatchObject({
    id: expect.any(String),
    popReceipt: expect.any(String),
    dequeueCount: 1,
    insertionTime: expect.any(String),
    expirationTime: expect.any(String),
    nextVisibleTime: expect.any(String),
  });
});

it('lets a property of the body hide the metadata of the same name', async () => {
  await enqueue({ name: 'with id', id: 'mine' });
  await eventually(async () => expect((await runsOf('with id'))[0]?.metadata.id).toBe('mine'));
});

it('returns a failed message and runs it again', async () => {
  await enqueue({ name: 'second time', fails: 1 });
  await eventually(async () => expect(await runsOf('second time')).toHaveLength(2));
  const [, second] = await runsOf('second time');
  expect(second?.metadata.dequeueCount).toBe(2);
  await eventually(async () => expect(await count(jobs)).toBe(0));
  expect(await count(poison)).toBe(0);
});

it('moves a message to the poison queue after five failures', async () => {
  await enqueue({ name: 'hopeless', fails: 99 });
  await eventually(async () => expect(await count(poison)).toBe(1));
  expect(await runsOf('hopeless')).toHaveLength(5);
  expect(await count(jobs)).toBe(0);
  const { receivedMessageItems } = await poison.receiveMessages();
  const text = Buffer.from(receivedMessageItems[0]?.messageText ?? '', 'base64').toString();
  expect(JSON.parse(text)).toEqual({ name: 'hopeless', fails: 99 });
});

it('moves text that is not base64 to the poison queue at once, as it was', async () => {
  await jobs.sendMessage('{"name":"bare"}');
  await eventually(async () => expect(await count(poison)).toBe(1));
  const { receivedMessageItems } = await poison.receiveMessages();
  expect(receivedMessageItems[0]?.messageText).toBe('{"name":"bare"}');
  expect(await runsOf('bare')).toEqual([]);
});

it('keeps a message invisible for as long as its function runs', async () => {
  await enqueue({ name: 'long', ms: 5000 });
  await eventually(async () => expect(await count(jobs)).toBe(0));
  expect(await runsOf('long')).toHaveLength(1);
});

it('runs no more than batchSize and newBatchThreshold messages at a time', async () => {
  await Promise.all(Array.from({ length: 30 }, (_, n) => enqueue({ name: 'many', n, ms: 30 })));
  await eventually(async () => expect(await runsOf('many')).toHaveLength(30));
  // 4 and 2 in the fixture's host.json.
  expect((await readSeen(host)).mostRunning).toBeLessThanOrEqual(6);
});

it('runs a queue function by an admin call', async () => {
  const input = JSON.stringify({ name: 'by hand' });
  const answer = await post(`${host.url}/admin/functions/work`, { input });
  expect(answer.status).toBe(202);
  await eventually(async () => expect(await runsOf('by hand')).toHaveLength(1));
});

it('ends what runs before it stops, and gives nothing up', async () => {
  const second = await startFixture({ azurite });
  await post(`${second.url}/api/enqueue`, { name: 'at the end', ms: 800 });
  await eventually(async () => expect(await count(jobs)).toBe(1));
  await second.stop();
  await host.clock.settle();
  expect(await count(jobs)).toBe(0);
  expect(await count(poison)).toBe(0);
});
