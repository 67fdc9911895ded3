import { beforeEach, describe, expect, it } from 'vitest';
import type { Service } from '../../lib/licensing/products/service.ts';
import { addDelegate } from '../../lib/operations/held-data/delegate-data.ts';
import { putItems } from '../../lib/operations/held-data/put-items.ts';
import { listItems, readData, readItem } from '../../lib/operations/held-data/read-data.ts';
import { assignLicenses } from '../../lib/operations/licenses/assign-licenses.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import type { TableName, Tables } from '../../lib/storage/tables.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { direct, start, user, userId } from '../../simulation/builders/users.ts';

const [one, other] = [userId(1), userId(2)];
const delegate = { kind: 'delegate', id: other } as const;
const page = { top: 10, skipToken: null };
const letter = {
  itemId: 'a',
  name: 'Offer',
  contentType: 'text/plain',
  sizeBytes: 1,
  content: 'x',
};

let world: MemoryWorld;
/** What happens before a table is read. */
let before: (table: TableName) => Promise<unknown>;

function withMeeting(tables: Tables): Tables {
  return {
    get: async (table, ...call) => {
      await before(table);
      return tables.get(table, ...call);
    },
    page: async (table, ...call) => {
      await before(table);
      return tables.page(table, ...call);
    },
    pageBelow: (...call) => tables.pageBelow(...call),
    submit: (...call) => tables.submit(...call),
    remove: (...call) => tables.remove(...call),
    lastSeenClock: () => tables.lastSeenClock(),
  };
}

/** Somebody with Exchange Online beside E3, one letter in each service, and a delegate. */
beforeEach(async () => {
  before = () => Promise.resolve();
  world = new MemoryWorld(withMeeting);
  await world.load(
    [product('E3'), product('EXCHANGE_P1')],
    [
      user([direct('E3'), direct('EXCHANGE_P1')], { id: one }),
      user([], { id: other, userPrincipalName: 'other@contoso.com' }),
    ],
  );
  for (const service of ['exchange', 'oneDrive', 'teams'] as const) {
    await putItems(world.session(), one, service, [{ ...letter, createdAt: start }]);
  }
  await addDelegate(world.session(), one, other);
});

function unassign(...skuIds: Parameters<typeof skuId>[0][]) {
  const request = { path: 'activeUser', userIds: [one], skuIds: skuIds.map(skuId) } as const;
  return unassignLicenses(world.session(), request);
}

function readings(service: Service) {
  return [
    () => listItems(world.session(), { idOrName: one, service, reader: delegate }, page),
    () => readItem(world.session(), { idOrName: one, service, reader: delegate }, 'a'),
  ];
}

describe('A delegate', () => {
  it('reads and is shown what is held, and nothing of what somebody at work still uses', async () => {
    await unassign('E3');
    for (const service of ['exchange', 'oneDrive'] as const) {
      for (const reading of readings(service)) {
        await expect(reading()).rejects.toMatchObject({ code: 'notFound' });
      }
    }
    for (const reading of readings('teams')) await expect(reading()).resolves.toBeDefined();
    const entries = await readData(world.session(), one, delegate);
    expect(entries.map(({ service, state }) => [service, state])).toEqual([
      ['teams', 'held'],
      ['other', 'held'],
    ]);
  });

  it('gets nothing that was read while a license came back', async () => {
    await unassign('E3', 'EXCHANGE_P1');
    const licenses = [{ skuId: skuId('EXCHANGE_P1'), disabledPlans: [] }];
    for (const reading of readings('exchange')) {
      let isBack = false;
      before = async (table) => {
        if (table !== 'vault' || isBack) return;
        isBack = true;
        await assignLicenses(world.session(), one, licenses);
      };
      await expect(reading()).rejects.toMatchObject({ code: 'notFound' });
      await unassign('EXCHANGE_P1');
    }
  });

  it('does not learn who is there', async () => {
    const messages = [];
    for (const name of ['adele@contoso.com', 'nobody@contoso.com']) {
      const reading = readData(world.session(), name, delegate);
      const error: unknown = await reading.catch((refusal: unknown) => refusal);
      messages.push(String(error).replace(name, ''));
    }
    expect(messages[0]).toBe(messages[1]);
  });
});
