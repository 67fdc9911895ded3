import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Azurite } from '../../dev/azurite.ts';
import { startAzurite } from '../../dev/azurite.ts';
import { OperationBody } from '../../lib/api/operation-body.ts';
import { OperationDetails } from '../../lib/operations/engine/answers/operation-shapes.ts';
import { guid, productNames, skuId } from '../../simulation/builders/products.ts';
import { TenantClient, person, rowsOf, startApp } from './running-app.ts';
import { eventually } from '../eventually.ts';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite({ memory: true, port: 0 });
});
afterAll(() => azurite.stop());

const people = Array.from({ length: 60 }, (_, index) => person(index + 1, productNames));
/** The archiving add-on would not let the last mailbox go. */
const mailProducts = ['E3', 'EXCHANGE_P1'] as const;
const userIds = people.map(({ id }) => id);

async function keysOf(tenant: TenantClient, beginning: string): Promise<readonly string[]> {
  const rows = await rowsOf(azurite, 'licensing', tenant.tenantId);
  return rows.map(({ rowKey }) => String(rowKey)).filter((key) => key.startsWith(beginning));
}

describe('A host killed in the middle of unassigning everything from 60 users', () => {
  it.each([1, 2, 3])(
    'after %i transactions: the next host finishes it, each seat is freed once',
    async (parts) => {
      const first = await startApp({ azurite });
      const tenant = new TenantClient(first);
      await tenant.setUp(people);
      await first.clock.settle();
      const before = (await keysOf(tenant, 'O~')).length;
      const options = { key: 'bulk' };
      const cut = tenant
        .send('POST', '/api/users/unassign-all', { userIds }, options)
        .catch(() => null);
      await eventually(async () =>
        expect((await keysOf(tenant, 'O~')).length).toBeGreaterThanOrEqual(before + parts),
      );
      await first.kill();
      await cut;

      const second = await startApp({ azurite });
      const again = tenant.on(second);
      for (const name of productNames) {
        expect(await again.consumed(name)).toBe(await again.holders(name));
      }
      // The sweep comes every 15 minutes; the wake-up of the operation stands two minutes after it.
      await second.clock.advance('PT17M', { settle: true });
      for (const name of productNames) {
        expect(await again.consumed(name)).toBe(0);
        expect(await again.holders(name)).toBe(0);
      }
      const answers = await Promise.all(
        [1, 2].map(() => again.send('POST', '/api/users/unassign-all', { userIds }, options)),
      );
      expect(answers[0]?.body).toEqual(answers[1]?.body);
      const answer = OperationBody.parse(answers[0]?.body);
      expect(answer.results).toHaveLength(60);
      expect(answer.freedSeats.map(({ count }) => count)).toEqual([60, 60, 60, 60]);
      const operations = await again.list('/api/operations', OperationDetails);
      expect(operations.filter(({ path }) => path === 'activeUsers')).toHaveLength(1);
      expect(operations.every(({ message }) => message === 'handled')).toBe(true);
      await second.stop();
    },
  );
});

describe('Two hosts at once', () => {
  it('sweep together and purge once; the same key on both is one operation', async () => {
    const hosts = await Promise.all([startApp({ azurite }), startApp({ azurite })]);
    const [first, second] = hosts;
    const tenant = new TenantClient(first);
    await tenant.setUp(userIds.slice(0, 20).map((_, index) => person(index + 1, mailProducts)));
    for (const id of userIds.slice(0, 20)) await tenant.putItem(id, 'exchange', 'mail-1', 'letter');
    const body = { userIds: userIds.slice(0, 20) };
    const route = `/api/products/${skuId('E3')}/unassign`;
    const answers = await Promise.all(
      hosts.map((host) => tenant.on(host).send('POST', route, body, { key: 'same' })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
    expect(await tenant.consumed('E3')).toBe(0);

    // Exchange Online Plan 1 still provides the mailbox; without it nothing does.
    await tenant.ok('POST', `/api/products/${skuId('EXCHANGE_P1')}/unassign`, body);
    await first.clock.advance('P31D');
    await Promise.all(
      hosts.map((host) =>
        fetch(`${host.url}/admin/functions/sweep`, { method: 'POST', body: '{"input":""}' }),
      ),
    );
    await Promise.all([first.clock.settle(), second.clock.settle()]);
    const vault = await rowsOf(azurite, 'vault', tenant.tenantId);
    expect(vault.filter(({ rowKey }) => String(rowKey).startsWith('exchange'))).toEqual([]);
    const tombstones = await keysOf(tenant, 'P~');
    expect(tombstones.filter((key) => key.includes('exchange'))).toHaveLength(20);
    expect(await tenant.consumed('E3')).toBe(0);
    await Promise.all(hosts.map((host) => host.stop()));
  });
});

describe('A request repeated with its key', () => {
  it('answers the same bytes, and another body with that key is refused', async () => {
    const host = await startApp({ azurite });
    const tenant = new TenantClient(host);
    await tenant.setUp(people.slice(0, 3));
    const route = `/api/users/${guid(3, 1)}/unassign`;
    const send = (body: unknown) => tenant.send('POST', route, body, { key: 'k' });
    const first = await send({ skuIds: [skuId('E3')] });
    const second = await send({ skuIds: [skuId('E3')] });
    expect(JSON.stringify(second.body)).toBe(JSON.stringify(first.body));
    const reused = await send({ skuIds: [skuId('POWER_BI')] });
    expect(reused.status).toBe(422);
    expect(z.object({ error: z.object({ code: z.string() }) }).parse(reused.body).error.code).toBe(
      'idempotencyKeyReused',
    );
    expect(await tenant.consumed('E3')).toBe(2);
    expect(await tenant.consumed('POWER_BI')).toBe(3);
    await host.stop();
  });
});
