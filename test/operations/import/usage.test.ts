import { beforeEach, describe, expect, it } from 'vitest';
import type { User } from '../../../lib/licensing/user.ts';
import { readCalendar } from '../../../lib/operations/retention/read-calendar.ts';
import { retentionIcs } from '../../../lib/operations/retention/retention-ics.ts';
import { importUsage } from '../../../lib/operations/tenant/import-usage.ts';
import { MemoryWorld } from '../../../simulation/builders/memory-world.ts';
import { planId, product } from '../../../simulation/builders/products.ts';
import { day, direct, user, userId } from '../../../simulation/builders/users.ts';

const name = 'adele@contoso.com';

let world: MemoryWorld;
beforeEach(() => {
  world = new MemoryWorld();
});

function load(somebody: User = user([direct('E3')])): Promise<void> {
  return world.load([product('E3')], [somebody]);
}

function mailbox(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    'Report Refresh Date': '2026-11-01',
    'User Principal Name': name,
    'Is Deleted': 'False',
    'Item Count': '5000',
    'Storage Used (Byte)': '123456',
    ...changes,
  };
}

function take(...rows: readonly unknown[]) {
  return importUsage(world.session(), 'mailboxUsage', rows);
}

async function person(): Promise<User | undefined> {
  return (await world.store.user(userId(1)))?.value;
}

async function usage() {
  return (await person())?.data.exchange?.usage ?? null;
}

describe('A row of what is deleted', () => {
  const deleted = mailbox({ 'Is Deleted': 'TRUE', 'Item Count': '777' });

  it.each([
    ['before the living one', [deleted, mailbox()]],
    ['after it', [mailbox(), deleted]],
  ])('does not count, %s', async (_, rows) => {
    await load();
    expect(await take(...rows)).toMatchObject({ accepted: 1, unchanged: 1, rejected: [] });
    expect(await usage()).toMatchObject({ itemCount: 5000, sizeBytes: 123_456 });
  });

  it('says nothing of a living mailbox, also alone', async () => {
    await load();
    expect(await take(deleted)).toMatchObject({ unchanged: 1 });
    expect(await usage()).toBeNull();
  });
});

describe('Several rows of one person', () => {
  const small = mailbox({ 'Item Count': 3, 'Storage Used (Byte)': 30 });

  it.each([
    ['in one part', [[small, mailbox()]]],
    ['the other way round', [[mailbox(), small]]],
    ['in two parts', [[small], [mailbox()]]],
    ['in two parts the other way round', [[mailbox()], [small]]],
  ])('come to the larger one, %s; again they change nothing', async (_, parts) => {
    await load();
    for (const part of parts) await take(...part);
    expect(await usage()).toMatchObject({ itemCount: 5000 });
    for (const part of parts) expect(await take(...part)).toMatchObject({ accepted: 0 });
  });

  it('a later report counts though it says less; an earlier one no more', async () => {
    await load();
    await take(mailbox());
    await take({ ...small, 'Report Refresh Date': '2026-11-08' });
    await take(mailbox());
    expect(await usage()).toMatchObject({ itemCount: 3 });
  });
});

describe('What a report does not say', () => {
  it.each([
    ['blank', { 'Item Count': '', 'Storage Used (Byte)': ' ' }],
    ['absent', { 'Item Count': undefined, 'Storage Used (Byte)': undefined }],
  ])('is not known: %s', async (_, cells) => {
    await load();
    expect(await take(mailbox(cells))).toMatchObject({ rejected: [] });
    expect(await usage()).toBeNull();
  });

  it('leaves what an earlier one said', async () => {
    await load();
    await take(mailbox());
    await take(mailbox({ 'Report Refresh Date': '2026-11-08', 'Item Count': '' }));
    expect(await usage()).toMatchObject({ itemCount: 5000, sizeBytes: 123_456 });
  });

  it('is no 0 in the calendar, nor in the file for calendars', async () => {
    await load(user([direct('E3', { disabledPlans: [planId('EXCHANGE_S_ENTERPRISE')] })]));
    await take(mailbox({ 'Item Count': '', 'Storage Used (Byte)': '' }));
    expect(await readCalendar(world.session())).toMatchObject([
      { entries: 1, itemCount: null, sizeBytes: null, uncounted: 1 },
    ]);
    const text = (await retentionIcs(world.session())).replaceAll('\r\n ', '');
    expect(text).toContain('how much is in 1 of them is not known');
    expect(text).not.toContain('0 items');
  });

  it('a number that is none is named with its column', async () => {
    await load();
    const { rejected } = await take(mailbox({ 'Item Count': '1,234' }));
    expect(rejected).toMatchObject([{ reason: expect.stringMatching(/Item Count.*'1,234'/) }]);
  });
});

describe('Concealed names', () => {
  it.each(['22C5B5A0E3BB38EA4BB5B8CCEEEEA51D', '(Unknown)', '(Unbekannt)', ''])(
    '%o: load nothing, in one sentence that says where the setting is',
    async (concealed) => {
      await load();
      const row = mailbox({ 'User Principal Name': concealed });
      const { rejected, accepted } = await take(row, row);
      expect(accepted).toBe(0);
      expect(new Set(rejected.map(({ reason }) => reason)).size).toBe(1);
      expect(rejected[0]?.reason).toMatch(/conceals names.*Org settings > Services > Reports/);
    },
  );
});

describe('The mailbox of somebody whose plan is off', () => {
  it('is shown as held, with its counts, and said so', async () => {
    await load(user([direct('E3', { disabledPlans: [planId('EXCHANGE_S_ENTERPRISE')] })]));
    const { notes } = await take(mailbox());
    expect(notes).toMatchObject([{ note: expect.stringContaining(`held, until ${day(30)}`) }]);
    expect((await person())?.data.exchange).toMatchObject({
      state: 'held',
      until: day(30),
      usage: { itemCount: 5000 },
    });
    expect(await take(mailbox())).toMatchObject({ accepted: 0, unchanged: 1 });
  });
});

describe('Recipient Type', () => {
  it.each([
    ['Shared', 'shared'],
    ['SharedMailbox', 'shared'],
    ['User', 'user'],
    ['Room', 'room'],
    ['Discovery', 'other'],
    ['', null],
  ])('%o is kept on the user', async (cell, mailboxType) => {
    await load();
    await take(mailbox({ 'Recipient Type': cell, 'Has Archive': 'True' }));
    expect(await person()).toMatchObject({ mailboxType, hasArchive: true });
    await take(mailbox());
    expect(await person()).toMatchObject({ mailboxType, hasArchive: true });
  });
});

it("A report reads alike as Graph's CSV and as its JSON; a file of something else is named", async () => {
  await load();
  await take({ userPrincipalName: name, isDeleted: false, itemCount: 7, storageUsedInBytes: 9 });
  expect(await usage()).toMatchObject({ itemCount: 7, sizeBytes: 9 });
  const { rejected } = await take({ Benutzername: name });
  expect(rejected).toMatchObject([{ reason: 'User Principal Name: is no column of this file' }]);
});
