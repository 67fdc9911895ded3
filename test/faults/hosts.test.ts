import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setTimeout as delay } from 'node:timers/promises';
import type { StartedHost } from '../../dev/start-local-host.ts';
import { TenantId } from '../../lib/licensing/ids.ts';
import { OperationDetails } from '../../lib/operations/engine/answers/operation-shapes.ts';
import { itemKey, vaultPartition } from '../../lib/storage/rows/vault-item-row.ts';
import { fromUserRow } from '../../lib/storage/rows/user-row.ts';
import { guid, productNames, skuId } from '../../simulation/builders/products.ts';
import { TenantClient, person, rowsOf, startApp } from '../e2e/running-app.ts';
import { print } from '../../simulation/runs/print.ts';
import { proxyFaults } from './fault-proxy.ts';
import { ProxiedAzurite } from './proxied-azurite.ts';
import { eventually } from '../eventually.ts';

const peopleCount = 40;
const clients = 4;
const requestsOfEach = 25;

/** Numbers that look random and are the same for the same seed. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

let azurite: ProxiedAzurite;
let hosts: StartedHost[];
beforeAll(async () => {
  azurite = await ProxiedAzurite.start();
  hosts = await Promise.all([1, 2].map(() => startApp({ azurite: azurite.seen })));
});
afterAll(async () => {
  await Promise.all(hosts.map((host) => host.kill()));
  await azurite.stop();
});

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly key: string;
}

function anyRequest(random: (below: number) => number, key: string): Sent {
  const userId = guid(3, 1 + random(peopleCount));
  const sku = skuId(productNames[random(productNames.length)] ?? 'E3');
  const several = [...new Set([1, 2, 3, 4].map(() => guid(3, 1 + random(peopleCount))))];
  const of = (method: string, path: string, body?: unknown): Sent => ({ method, path, body, key });
  const choices = [
    () => of('POST', `/api/users/${userId}/unassign`, { skuIds: [sku] }),
    () => of('POST', `/api/products/${sku}/unassign`, { userIds: several }),
    () => of('POST', '/api/users/unassign-all', { userIds: several }),
    () => of('POST', `/api/users/${userId}/assign`, { licenses: [{ skuId: sku }] }),
    () => of('DELETE', `/api/users/${userId}`),
    () => of('POST', `/api/users/${userId}/restore`),
    () => of('PUT', `/api/users/${userId}/holds/case`, { kind: 'litigation' }),
    () => of('DELETE', `/api/users/${userId}/holds/case`),
  ];
  return (choices[random(choices.length)] ?? choices[0])?.() ?? of('DELETE', '/');
}

/** Sends until the app says what became of it, as a client with a key may. */
async function insist(tenant: TenantClient, random: (below: number) => number, sent: Sent) {
  return eventually(async () => {
    const host = hosts[random(hosts.length)];
    if (host === undefined) throw new Error('no host');
    const answer = await tenant.on(host).send(sent.method, sent.path, sent.body, { key: sent.key });
    if (answer.status !== 503 && answer.status !== 429) return answer;
    throw new Error(`${sent.method} ${sent.path} is answered ${answer.status}`);
  });
}

describe('Two hosts, a network that loses and repeats, hosts killed and frozen, storage restarted', () => {
  it('lose no license, free no seat twice and purge nothing early', async () => {
    const random = seeded(20_261_124);
    const [first] = hosts;
    if (first === undefined) throw new Error('no host');
    const tenant = new TenantClient(first);
    await tenant.setUp(
      Array.from({ length: peopleCount }, (_, index) => person(index + 1, productNames)),
    );
    for (let index = 1; index <= peopleCount; index += 1) {
      await tenant.putItem(guid(3, index), 'exchange', 'mail-1', 'letter');
    }
    const isFaulty = (): boolean => random(100) < 8;
    azurite.inject(() => (isFaulty() ? (proxyFaults[random(proxyFaults.length)] ?? null) : null));

    const answers: { readonly sent: Sent; readonly status: number; readonly body: unknown }[] = [];
    const work = Array.from({ length: clients }, async (_, client) => {
      const own = seeded(client + 1);
      for (let count = 0; count < requestsOfEach; count += 1) {
        const sent = anyRequest(own, `client-${client}-${count}`);
        const { status, body } = await insist(tenant, own, sent);
        answers.push({ sent, status, body });
      }
    });
    const trouble = (async () => {
      for (let round = 0; round < 3; round += 1) {
        await delay(300);
        const index = random(hosts.length);
        const host = hosts[index];
        if (round === 0 && host !== undefined) {
          process.kill(host.pid, 'SIGSTOP');
          await delay(700);
          process.kill(host.pid, 'SIGCONT');
        } else {
          await host?.kill();
          if (round === 2) await azurite.restart();
          azurite.inject(() => null);
          hosts[index] = await startApp({ azurite: azurite.seen });
          azurite.inject(() =>
            isFaulty() ? (proxyFaults[random(proxyFaults.length)] ?? null) : null,
          );
        }
      }
    })();
    await Promise.all([...work, trouble]);

    azurite.inject(() => null);
    const [host] = hosts;
    if (host === undefined) throw new Error('no host');
    const calm = tenant.on(host);
    await host.clock.advance('PT17M', { settle: true });
    await accountForSeats(calm);
    const vault = await rowsOf(azurite.real, 'vault', tenant.tenantId);
    expect(vault).toHaveLength(peopleCount);

    // Whatever was accepted answers the same again.
    for (const { sent, status, body } of answers.filter((one) => one.status === 200)) {
      const again = await calm.send(sent.method, sent.path, sent.body, { key: sent.key });
      expect({ sent, status: again.status, body: again.body }).toEqual({ sent, status, body });
    }
    const operations = await calm.list('/api/operations?top=200', OperationDetails);
    expect(operations.filter(({ message }) => message !== 'handled')).toEqual([]);

    await host.clock.advance('P31D', { settle: true });
    await host.clock.advance('PT1H', { settle: true });
    await accountForSeats(calm);
    const rows = await rowsOf(azurite.real, 'licensing', tenant.tenantId);
    const now = (await host.clock.read()).now.toISOString();
    const overdue = rows.map(({ rowKey }) => String(rowKey)).filter((key) => key.startsWith('D~'));
    expect(overdue.filter((key) => (key.split('~')[1] ?? '') <= now)).toEqual([]);
    accountForData(rows, await rowsOf(azurite.real, 'vault', tenant.tenantId));
    expect(await calm.ok('GET', '/api/audit/verify')).toMatchObject({ isIntact: true });

    const faults = new Map<string, number>();
    for (const [kind, count] of azurite.proxies.flatMap(({ counts }) => [...counts])) {
      faults.set(kind, (faults.get(kind) ?? 0) + count);
    }
    expect([...faults.keys()].toSorted()).toEqual(proxyFaults.toSorted());
    const counts = [...faults].map(([kind, count]) => `${kind} ${count}`).join(', ');
    print([`Two hosts, ${answers.length} requests, 3 hosts killed or frozen, faults: ${counts}`]);
  });
});

/** I5 and I6: what lives is there, whole; what was purged is not. */
function accountForData(
  rows: readonly Record<string, unknown>[],
  vault: readonly Record<string, unknown>[],
): void {
  const letters = new Set(
    vault.map(({ partitionKey, rowKey }) => `${String(partitionKey)} ${String(rowKey)}`),
  );
  for (const { partitionKey, rowKey, etag, ...properties } of rows) {
    const key = String(rowKey);
    if (!key.startsWith('U~')) continue;
    const partition = String(partitionKey);
    const row = { partition, key, etag: String(etag), properties: documentProperties(properties) };
    const user = fromUserRow(row).value;
    const mailbox = user.data.exchange;
    // A license that came after a purge has given a new, empty mailbox.
    const isThere = mailbox?.generation === 1 && mailbox.state !== 'purged';
    const letter = `${vaultPartition(TenantId.parse(partition), user.id)} ${itemKey({ service: 'exchange', generation: 1 }, 'mail-1')}`;
    expect({ user: user.id, isThere: letters.delete(letter) }).toEqual({ user: user.id, isThere });
  }
  // Of users who are gone nothing is left.
  expect([...letters]).toEqual([]);
}

function documentProperties(properties: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );
}

/** I1: consumed seats are the users who hold the product, counted twice. */
async function accountForSeats(tenant: TenantClient): Promise<void> {
  for (const name of productNames) {
    expect([name, await tenant.consumed(name)]).toEqual([name, await tenant.holders(name)]);
  }
}
