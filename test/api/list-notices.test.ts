import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { listNoticesRoute } from '../../functions/api/list-notices.ts';
import { listUndeliveredRoute } from '../../functions/api/list-undelivered.ts';
import { addMs } from '../../lib/licensing/time.ts';
import type { NoticeMessage } from '../../lib/messages/notices.ts';
import { markDelivered } from '../../lib/operations/notices/delivered-notices.ts';
import { removeOldNotices } from '../../lib/operations/notices/kept-notices.ts';
import { NoticeAnswer } from '../../lib/operations/notices/list-notices.ts';
import { eventIdOf } from '../../lib/operations/notices/notice-event.ts';
import { markUndelivered } from '../../lib/operations/notices/undelivered-notices.ts';
import { MemoryWorld, tenantId } from '../../simulation/builders/memory-world.ts';
import { day, start, userId } from '../../simulation/builders/users.ts';
import { ask } from '../in-memory/ask.ts';
import { CountedTables } from '../in-memory/counted-tables.ts';

const List = z.strictObject({ value: z.array(NoticeAnswer), nextLink: z.string().nullable() });
const counted = new CountedTables();

let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld(counted.decorate);
  await world.load([], []);
});

/** A notice of each minute, about one of two people by turns. */
function notice(minute: number): NoticeMessage {
  return {
    v: 1,
    kind: 'held',
    tenantId,
    userId: userId(1 + (minute % 2)),
    service: 'exchange',
    operationId: null,
    at: addMs(start, minute * 60_000),
    until: day(30 + minute),
    daysBefore: null,
    itemCount: null,
    sizeBytes: null,
  };
}

async function take(...at: readonly number[]): Promise<void> {
  for (const minute of at) await markDelivered(world.services, notice(minute));
}

async function giveUp(...at: readonly number[]): Promise<void> {
  for (const minute of at) await markUndelivered(world.services, notice(minute));
}

async function notices(query: Record<string, string> = {}) {
  const answer = await ask(world, listNoticesRoute, { query });
  expect(answer).toMatchObject({ status: 200 });
  return List.parse(answer.body);
}

async function minutes(query: Record<string, string> = {}): Promise<number[]> {
  const { value } = await notices(query);
  return value.map(({ at }) => (Date.parse(at) - Date.parse(start)) / 60_000);
}

describe('The list of notices', () => {
  it('says of each, newest first, whether it was taken and when', async () => {
    await take(1, 3);
    await giveUp(2);
    expect((await notices()).value).toMatchObject([
      { eventId: eventIdOf(notice(3)), delivery: 'delivered', deliveredAt: start },
      { eventId: eventIdOf(notice(2)), delivery: 'undelivered', deliveredAt: null },
      { eventId: eventIdOf(notice(1)), delivery: 'delivered', userId: userId(2) },
    ]);
  });

  it('is of one kind, about one person, between two instants', async () => {
    await take(1, 3, 4);
    await giveUp(2, 5);
    expect(await minutes({ delivery: 'delivered' })).toEqual([4, 3, 1]);
    expect(await minutes({ delivery: 'undelivered' })).toEqual([5, 2]);
    expect(await minutes({ userId: userId(1) })).toEqual([4, 2]);
    expect(await minutes({ from: notice(2).at, to: notice(4).at })).toEqual([3, 2]);
    const query = { from: start, to: start };
    expect(await ask(world, listNoticesRoute, { query })).toMatchObject({ status: 400 });
  });

  it('goes on where its page ended, in the order of time over both kinds', async () => {
    await take(1, 2, 5, 6, 7);
    await giveUp(3, 4, 8);
    const seen: number[] = [];
    let query: Record<string, string> | null = { top: '3' };
    while (query !== null) {
      seen.push(...(await minutes(query)));
      const { nextLink }: { nextLink: string | null } = await notices(query);
      const skipToken: string | null =
        nextLink === null ? null : new URL(nextLink).searchParams.get('skipToken');
      query = skipToken === null ? null : { top: '3', skipToken };
    }
    expect(seen).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
  });

  it('is two pages of storage, however many there are', async () => {
    await take(...Array.from({ length: 120 }, (_, index) => index));
    await giveUp(200);
    // The tenant, its products and its groups, read once in five minutes.
    await notices();
    counted.take();
    expect(await minutes({ top: '50' })).toHaveLength(50);
    expect(counted.take()).toEqual({ calls: 2, rows: 51 + 1 });
    // Those nobody took are found without the others.
    expect(await minutes({ delivery: 'undelivered' })).toEqual([200]);
    expect(counted.take()).toEqual({ calls: 2, rows: 1 });
  });

  it('has one that was taken after it was given up as delivered, in whatever order that was noted', async () => {
    await giveUp(1);
    await take(1, 2);
    await giveUp(2);
    expect((await notices()).value.map(({ delivery }) => delivery)).toEqual([
      'delivered',
      'delivered',
    ]);
    expect(await minutes({ delivery: 'undelivered' })).toEqual([]);
    expect(await ask(world, listUndeliveredRoute)).toMatchObject({ body: { value: [] } });
  });

  it('is kept 30 days, and then in no table', async () => {
    await take(...Array.from({ length: 250 }, (_, index) => index));
    world.now = addMs(day(30), 10 * 60_000);
    expect(await minutes({ top: '200', to: notice(60).at })).toHaveLength(50);
    await world.moveTo(day(33));
    expect(await removeOldNotices(world.services, world.store)).toBe(true);
    expect(world.memory.all('licensing').filter(({ key }) => key.startsWith('XD~'))).toEqual([]);
  });
});
