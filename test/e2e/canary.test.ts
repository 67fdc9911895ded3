import { TableClient } from '@azure/data-tables';
import { QueueServiceClient } from '@azure/storage-queue';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StartedHost } from '../../dev/start-local-host.ts';
import { TenantClient, startApp } from './running-app.ts';
import { addressesIn, canary, holdsCanary } from '../security/canary.ts';
import { CanaryWalk } from '../security/canary-walk.ts';
import { startReceiver } from '../security/notice-receiver.ts';
import { RecordedAzurite } from '../security/recorded-azurite.ts';

let azurite: RecordedAzurite;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let host: StartedHost;
let tenant: TenantClient;
let walk: CanaryWalk;
/** Every row as it stood before anything ended, and after all of it had. */
let rows: readonly Row[];

beforeAll(async () => {
  azurite = await RecordedAzurite.start();
  receiver = await startReceiver();
  host = await startApp({
    azurite: azurite.seen,
    quiet: false,
    args: ['--verbose'],
    env: { NOTICE_WEBHOOK_URL: receiver.url, NOTICE_WEBHOOK_SECRET: 'a secret of some length' },
  });
  tenant = new TenantClient(host);
  walk = new CanaryWalk(host, tenant);
  const names = await walk.setUp();
  await walk.walkWell(names);
  await walk.walkBadly(names);
  azurite.isAway = true;
  await walk.walkAtOnce(names);
  azurite.isAway = false;
  await walk.endAll();
  const before = await readRows();
  await host.clock.advance('P25D', { settle: true });
  await host.clock.advance('P6D', { settle: true });
  await walk.walkAtOnce(names);
  await poison();
  // The second sweep takes what the first one has purged into the chain.
  await host.clock.advance('PT1H', { settle: true });
  rows = [...before, ...(await readRows())];
});
afterAll(async () => {
  await host.stop();
  await receiver.stop();
  await azurite.stop();
});

type Row = Readonly<Record<string, unknown>> & { readonly key: string };

async function readRows(): Promise<Row[]> {
  const found: Row[] = [];
  for (const table of ['licensing', 'vault', 'wakeups']) {
    const client = TableClient.fromConnectionString(azurite.seen.connectionString, table, {
      allowInsecureConnection: true,
    });
    for await (const row of client.listEntities()) {
      found.push({ ...row, key: `${table} ${row.partitionKey} ${row.rowKey}` });
    }
  }
  return found;
}

/** Messages as they were sent end where nobody could handle them. */
async function poison(): Promise<void> {
  const service = QueueServiceClient.fromConnectionString(azurite.seen.connectionString);
  for (const queue of ['retention', 'notices']) {
    const client = service.getQueueClient(`${queue}-poison`);
    await client.createIfNotExists();
    const sent = azurite.recorded.messages.findLast((message) => message.queue === queue);
    await client.sendMessage(Buffer.from(sent?.text ?? '').toString('base64'));
  }
}

function offending(texts: readonly string[]): readonly string[] {
  return texts.filter((text) => holdsCanary(text)).map((text) => text.slice(0, 300));
}

describe('No name, address, note or content of a person stands', () => {
  it('in the words of the test before it looks for them: they were there to be found', () => {
    const statuses = new Set(walk.walked.map(({ answer }) => answer.status));
    for (const status of [200, 204, 400, 401, 403, 404, 409, 410, 413, 415, 422, 503]) {
      expect(statuses).toContain(status);
    }
    expect(statuses).not.toContain(500);
    const bodies = walk.walked.filter(({ answer }) => answer.text.includes(canary));
    expect(bodies.length).toBeGreaterThan(100);
    expect(holdsCanary(encodeURIComponent(Buffer.from(`"a ${canary} b"`).toString('base64')))).toBe(
      true,
    );
    expect(holdsCanary(Buffer.from(`x${canary}`).toString('hex'))).toBe(true);
  });

  it('in what the app and its host have logged', () => {
    const lines = host.output().split('\n');
    for (const said of [
      'handled',
      '"purged"',
      'serviceUnavailable',
      'poison queue',
      '"delivered":true',
    ]) {
      expect(lines.filter((line) => line.includes(said)).length).toBeGreaterThan(0);
    }
    expect(offending(lines)).toEqual([]);
  });

  it('in a message on any queue, nor in a notice to the outside', () => {
    const { messages } = azurite.recorded;
    const queues = new Set(messages.map(({ queue }) => queue));
    for (const queue of ['retention', 'purges', 'notices', 'retention-poison', 'notices-poison']) {
      expect(queues).toContain(queue);
    }
    expect(offending(messages.map(({ text }) => text))).toEqual([]);
    expect(receiver.bodies.length).toBeGreaterThan(4);
    expect(offending(receiver.bodies)).toEqual([]);
  });

  it('in the address of a request to the storage', () => {
    const { urls } = azurite.recorded;
    expect(urls.filter((url) => url.includes('N~')).length).toBeGreaterThan(10);
    expect(offending([...new Set(urls)])).toEqual([]);
  });

  it('in an address an answer gives out, unless the caller itself had put it there', () => {
    const given = walk.walked.flatMap(({ request, answer }) =>
      holdsCanary(request.path) ? [] : addressesIn(answer.headers, answer.text),
    );
    expect(given.filter((address) => address.includes('oken=')).length).toBeGreaterThan(10);
    expect(offending(given)).toEqual([]);
  });

  it('in the key of any row, nor in a tombstone, the chain or a wake-up', () => {
    const kept = ['P~', 'H', 'H~', 'J~', 'D~', 'E~', 'W~', 'X~', 'N~'];
    for (const kind of kept) {
      const ofKind = rows.filter(({ rowKey }) => /^\w+~?/.exec(String(rowKey))?.[0] === kind);
      expect({ kind, count: ofKind.length > 0 }).toEqual({ kind, count: true });
      expect(offending(ofKind.map((row) => JSON.stringify(row)))).toEqual([]);
    }
    expect(offending(rows.map(({ key }) => key))).toEqual([]);
  });

  it('in the vault after its end', async () => {
    const left = (await readRows()).map((row) => JSON.stringify(row));
    expect(left.filter((row) => row.includes('invoice'))).toEqual([]);
  });
});
