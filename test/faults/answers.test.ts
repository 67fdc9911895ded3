import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RetentionMessage } from '../../lib/messages/retention.ts';
import type { Storage } from '../../lib/storage/connect.ts';
import { connect } from '../../lib/storage/connect.ts';
import type { Write } from '../../lib/storage/tables.ts';
import { StorageOutage, StorageRefusal } from '../../lib/storage/tables.ts';
import { guid } from '../../simulation/builders/products.ts';
import { TenantClient, startApp } from '../e2e/running-app.ts';
import type { ProxyFault } from './fault-proxy.ts';
import { proxyFaults } from './fault-proxy.ts';
import { ProxiedAzurite } from './proxied-azurite.ts';

/** For answers that never come, and only for these: anything else has the time a slow machine needs. */
const impatientMs = 300;
const endless: ReadonlySet<ProxyFault> = new Set(['stalled', 'hung']);

let azurite: ProxiedAzurite;
let storage: Storage;
let impatient: Storage;
beforeAll(async () => {
  azurite = await ProxiedAzurite.start();
  for (const proxy of azurite.proxies) proxy.hangMs = 60_000;
  const { connectionString } = azurite.seen;
  const settings = { kind: 'connectionString', connectionString } as const;
  storage = await connect(settings);
  impatient = await connect(settings, { timeoutMs: impatientMs });
  await storage.create();
});
afterAll(() => azurite.stop());

let partitions = 0;
let partition = '';
beforeEach(async () => {
  partitions += 1;
  partition = `p${partitions}`;
  await storage.tables.submit('licensing', partition, [create('kept')]);
});

function create(key: string): Write {
  return { kind: 'create', key, properties: { value: 1 } };
}

const message = RetentionMessage.parse({
  v: 1,
  tenantId: guid(9, 1),
  operationId: '0'.repeat(32),
});

const calls = {
  get: ({ tables }: Storage) => tables.get('licensing', partition, 'kept'),
  page: ({ tables }: Storage) => tables.page('licensing', partition, { from: '-', to: '~~' }),
  pageBelow: ({ tables }: Storage) => tables.pageBelow('wakeups', '~~'),
  submit: ({ tables }: Storage) =>
    tables.submit('licensing', partition, [create('a'), create('b')]),
  remove: async ({ tables }: Storage) => {
    const row = await storage.tables.get('licensing', partition, 'kept');
    azurite.inject(current);
    return tables.remove('licensing', partition, 'kept', row?.etag ?? '');
  },
  send: ({ queues }: Storage) => queues.send('retention', message),
} as const;
let current: () => ProxyFault | null = () => null;

/** What a caller hears when every one of its requests meets the fault. */
async function hear(call: (typeof callNames)[number], fault: ProxyFault): Promise<unknown> {
  current = () => fault;
  if (call !== 'remove') azurite.inject(current);
  try {
    return (await calls[call](endless.has(fault) ? impatient : storage)) ?? 'done';
  } catch (error) {
    return error;
  } finally {
    azurite.inject(() => null);
  }
}

const callNames = ['get', 'page', 'pageBelow', 'submit', 'remove', 'send'] as const;
/** Throttled calls wait as long as they are told: once is enough for each kind of client. */
const quickFaults = proxyFaults.filter((fault) => fault !== 'throttled');

/** Some calls come to a right answer all the same; a delete has no body that could be cut short. */
const harmless: ReadonlySet<ProxyFault> = new Set(['late', 'twice', 'clipped']);

describe.each(callNames)('%s', (call) => {
  it.each(quickFaults)(
    'is answered, refused or an outage when every request is %s',
    async (fault) => {
      const heard = await hear(call, fault);
      const isAnswer = harmless.has(fault) && !(heard instanceof Error);
      const isKnown = isAnswer || heard instanceof StorageOutage || heard instanceof StorageRefusal;
      expect(isKnown, String(heard)).toBe(true);
    },
  );
});

it('The time to wait that the storage service asks for is passed on', async () => {
  expect(await hear('get', 'throttled')).toMatchObject({ retryAfterSeconds: 1 });
  expect(await hear('get', 'busy')).toMatchObject({ retryAfterSeconds: null });
});

it('The app answers 503 with the time to wait that the storage service asks for', async () => {
  const host = await startApp({ azurite: azurite.seen });
  try {
    const tenant = new TenantClient(host);
    await tenant.ok('PUT', '/api/tenant', { displayName: 'Contoso' });
    azurite.inject(() => 'throttled');
    const answer = await tenant.send('GET', '/api/products');
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('1');
  } finally {
    azurite.inject(() => null);
    await host.kill();
  }
});

it('A transaction whose answer was cut short is carried out, and nobody is told that it was not', async () => {
  const heard = await hear('submit', 'truncated');
  expect(heard).toBeInstanceOf(StorageOutage);
  expect(await storage.tables.get('licensing', partition, 'b')).not.toBeNull();
});

it('A transaction whose answer reads like a success but for its end is no success', async () => {
  expect(await hear('submit', 'clipped')).toBeInstanceOf(StorageOutage);
});
