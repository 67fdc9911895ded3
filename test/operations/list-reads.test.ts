import { readFile } from 'node:fs/promises';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { importTenantRoute } from '../../functions/api/import-tenant.ts';
import { listProductUsersRoute } from '../../functions/api/list-product-users.ts';
import { listProductsRoute } from '../../functions/api/list-products.ts';
import { listUsersRoute } from '../../functions/api/list-users.ts';
import type { User } from '../../lib/licensing/user.ts';
import { deleteUsers } from '../../lib/operations/users/delete-users.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { direct, user, userId } from '../../simulation/builders/users.ts';
import type { Answered } from '../in-memory/ask.ts';
import { ask } from '../in-memory/ask.ts';
import { CountedTables } from '../in-memory/counted-tables.ts';

const people = 10_000;
const withPowerBi = 9;
const counted = new CountedTables();
const world = new MemoryWorld(counted.decorate);

beforeAll(async () => {
  const everyone = Array.from({ length: people }, (_, index): User => {
    const number = index + 1;
    const own = number % (people / withPowerBi) < 1 ? ['POWER_BI' as const] : [];
    return user([direct('E3'), ...own.map((name) => direct(name))], {
      id: userId(number),
      userPrincipalName: `person${number}@contoso.com`,
      displayName: `Person Number${number}`,
    });
  });
  await world.load([product('E3', people), product('POWER_BI', people)], everyone);
  const userIds = [userId(500), userId(9000)];
  await deleteUsers(world.session(), { path: 'deleteUser', userIds });
  await world.handleMessages();
}, 60_000);

/** What the catalog reads it reads once in five minutes. */
beforeEach(async () => {
  await ask(world, listProductsRoute);
  counted.take();
});

async function users(query: Record<string, string>): Promise<Answered> {
  return ask(world, listUsersRoute, { query: { view: 'list', ...query } });
}

async function holders(name: 'E3' | 'POWER_BI', top: string): Promise<Answered> {
  const params = { skuId: skuId(name) };
  return ask(world, listProductUsersRoute, { params, query: { view: 'list', top } });
}

describe('A page of 10,000 users', () => {
  it('of 50 is one page of 50 rows', async () => {
    await users({});
    expect(counted.take()).toEqual({ calls: 1, rows: 50 });
  });

  it('of 1,000 is one page of 1,000 rows, and half a megabyte', async () => {
    const answer = await users({ top: '1000' });
    expect(answer.body).toMatchObject({ value: { length: 1000 } });
    expect(counted.take()).toEqual({ calls: 1, rows: 1000 });
    expect(answer.bytes).toBeLessThan(600_000);
  });

  it('of products is one page of their rows', async () => {
    await ask(world, listProductsRoute, { query: { view: 'list' } });
    const { calls, rows } = counted.take();
    expect(calls).toBe(1);
    expect(rows).toBeLessThan(10);
  });

  it('who are deleted, or of whom data is held, is their wake-ups and themselves', async () => {
    expect(await users({ state: 'deleted' })).toMatchObject({ body: { value: { length: 2 } } });
    // Mailbox and OneDrive of a deleted user end at one instant, as the time to restore does: one wake-up each.
    expect(counted.take()).toEqual({ calls: 3, rows: 4 });
    expect(await users({ held: 'true' })).toMatchObject({ body: { value: { length: 2 } } });
    expect(counted.take()).toEqual({ calls: 3, rows: 4 });
  });

  it('of whom few fit is short and leads on, however many there are', async () => {
    const answer = await users({ enabled: 'false', top: '1000' });
    expect(answer.body).toMatchObject({ value: [], nextLink: expect.any(String) });
    expect(counted.take()).toEqual({ calls: 2, rows: 2000 });
  });
});

describe('A page of a product’s users', () => {
  it('of 50 is the product with its seats, its rows and each of them', async () => {
    await holders('E3', '50');
    const { rows } = counted.take();
    expect(rows).toBe(2 + 50 + 50);
  });

  it('of 1,000 of a product most users have reads them in a row', async () => {
    expect(await holders('E3', '1000')).toMatchObject({ body: { value: { length: 1000 } } });
    expect(counted.take()).toEqual({ calls: 4, rows: 2 + 1000 + 1001 });
  });

  it('of a product few users have reads those alone', async () => {
    expect(await holders('POWER_BI', '1000')).toMatchObject({
      body: { value: { length: withPowerBi } },
    });
    expect(counted.take()).toEqual({ calls: 2 + withPowerBi, rows: 1 + 2 * withPowerBi });
  });
});

describe('The pages of a portal over 10,000 users', () => {
  it('Licenses and Active users are drawn from three requests and less than 1 MB', async () => {
    const licenses = await ask(world, listProductsRoute, { query: { view: 'list' } });
    expect(counted.take()).toEqual({ calls: 1, rows: 3 });
    const active = await users({ state: 'active', top: '1000' });
    // One of the first thousand is deleted: a few more are read, not as many again.
    expect(active.body).toMatchObject({ value: { length: 1000 } });
    expect(counted.take()).toEqual({ calls: 2, rows: 1000 + 50 });
    const holding = await holders('POWER_BI', '1000');
    expect(counted.take()).toEqual({ calls: 2 + withPowerBi, rows: 1 + 2 * withPowerBi });
    const answers = [licenses, active, holding];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(answers.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(1_000_000);
  });

  it('are a fortieth of that to a browser, which takes them compressed', async () => {
    const headers = { 'accept-encoding': 'gzip, deflate, br' };
    const query = { view: 'list', state: 'active', top: '1000' };
    const answer = await ask(world, listUsersRoute, { query, headers });
    expect(answer.body).toMatchObject({ value: { length: 1000 } });
    expect(answer.bytes).toBeLessThan(25_000);
  });

  it('show the products of a real tenant in a few kilobytes, with all their plans too', async () => {
    const real = new MemoryWorld();
    await real.load([], []);
    const dump = new URL('../../dev/contoso/subscribedSkus.json', import.meta.url);
    const { value } = z.object({ value: z.array(z.unknown()) }).parse(await readJson(dump));
    await ask(real, importTenantRoute, { body: { kind: 'subscribedSkus', value } });
    const slim = await ask(real, listProductsRoute, { query: { view: 'list' } });
    expect(slim.body).toMatchObject({ value: { length: 8 } });
    expect(slim.bytes).toBeLessThan(8 * 400);
    const whole = await ask(real, listProductsRoute);
    const small = await ask(real, listProductsRoute, { headers: { 'accept-encoding': 'br' } });
    expect(small.body).toEqual(whole.body);
    expect(small.bytes).toBeLessThan(whole.bytes / 5);
  });
});

async function readJson(file: URL): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}
