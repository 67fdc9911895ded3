import { parse } from 'csv-parse/sync';
import { beforeEach, describe, expect, it } from 'vitest';
import { deleteUsers } from '../../lib/operations/users/delete-users.ts';
import { putItems } from '../../lib/operations/held-data/put-items.ts';
import type { RetentionQuery } from '../../lib/operations/retention/read-retention.ts';
import { retentionCsv } from '../../lib/operations/retention/retention-csv.ts';
import { retentionIcs } from '../../lib/operations/retention/retention-ics.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { MemoryWorld, tenantId } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { day, direct, start, user, userId } from '../../simulation/builders/users.ts';

const everything: Omit<RetentionQuery, 'top'> = {
  userId: null,
  service: null,
  state: null,
  dueFrom: null,
  dueBefore: null,
  skipToken: null,
};

let world: MemoryWorld;
beforeEach(() => {
  world = new MemoryWorld();
});

/** People whose data is held from the start on, with one mail of so many bytes each. */
async function holdDataOf(names: readonly string[], sizeBytes = 1): Promise<void> {
  const users = names.map((displayName, index) =>
    user([direct('E3')], {
      id: userId(index + 1),
      userPrincipalName: `u${index + 1}@contoso.com`,
      displayName,
    }),
  );
  await world.load([product('E3', 1000)], users);
  const userIds = users.map(({ id }) => id);
  const mail = { itemId: 'm', name: '', contentType: '', content: '', createdAt: start, sizeBytes };
  for (const id of userIds) await putItems(world.session(), id, 'exchange', [mail]);
  await unassignLicenses(world.session(), {
    path: 'activeUsers',
    userIds,
    skuIds: [skuId('E3')],
  });
}

async function csvRows(filter: Partial<RetentionQuery> = {}): Promise<Record<string, string>[]> {
  const { text } = await retentionCsv(world.session(), { ...everything, ...filter });
  return parse(text, { bom: true, columns: true, record_delimiter: '\r\n' });
}

describe('The CSV of what is held', () => {
  it('has a header and a line for each service of each user', async () => {
    await holdDataOf(['Adèle "Addy" Vance, Sales']);
    const rows = await csvRows();
    expect(rows).toHaveLength(3);
    expect(rows[0]).toEqual({
      until: day(30),
      service: 'exchange',
      state: 'held',
      userId: userId(1),
      userPrincipalName: 'u1@contoso.com',
      displayName: 'Adèle "Addy" Vance, Sales',
      itemCount: '1',
      sizeBytes: '1',
      since: start,
      isReadable: 'true',
      eDiscoverySearchable: 'false',
      operationId: expect.stringMatching(/^[0-9a-f]{32}$/),
      ruleSet: '2020-07',
      holdKinds: '',
      startedBy: 'admin',
      startedPath: 'activeUsers',
    });
    expect(rows[1]).toMatchObject({ service: 'teams', itemCount: '' });
  });

  it('has its header also when nothing is held', async () => {
    await world.load([product('E3')], []);
    const { text } = await retentionCsv(world.session(), everything);
    expect(text).toMatch(/^\uFEFFuntil,service,state,userId,/);
    expect(text.split('\r\n')).toHaveLength(2);
  });

  it('makes no formula of what somebody chose as a name', async () => {
    const names = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\n=1', ' =1', '＝1', 'a=1'];
    await holdDataOf(names);
    const rows = await csvRows({ service: 'exchange' });
    const written = new Set(rows.map(({ displayName }) => displayName));
    expect(written).toEqual(new Set([...names.slice(0, -1).map((name) => `'${name}`), 'a=1']));
  });

  it('takes the filters of the list and goes on over its pages', async () => {
    await holdDataOf(Array.from({ length: 230 }, (_, index) => `User ${index}`));
    expect(await csvRows()).toHaveLength(690);
    const filter: Partial<RetentionQuery> = { service: 'teams', dueBefore: day(31) };
    expect(await csvRows(filter)).toHaveLength(230);
    const sooner = { dueBefore: day(30) };
    expect(await csvRows(sooner)).toEqual([]);
  });
});

async function icsEvents(): Promise<Record<string, string>[]> {
  const text = await retentionIcs(world.session());
  const lines = text.replaceAll(/\r\n[ \t]/g, '').split('\r\n');
  expect(lines[0]).toBe('BEGIN:VCALENDAR');
  return lines
    .join('\n')
    .split('BEGIN:VEVENT')
    .slice(1)
    .map((event) =>
      Object.fromEntries(
        event
          .trim()
          .split('\n')
          .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
      ),
    );
}

describe('The calendar of purges', () => {
  it('has one all-day event for each day in UTC with a purge, with counts and no names', async () => {
    await holdDataOf(['Adele', 'Ben'], 256_000_000);
    const events = await icsEvents();
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      UID: `${tenantId}.2026-12-23@unseat`,
      DTSTAMP: '20261123T100000Z',
      'DTSTART;VALUE=DATE': '20261223',
      'DTEND;VALUE=DATE': '20261224',
      SUMMARY: String.raw`Purge: 2 users\, 2 items\, 512 MB`,
      TRANSP: 'TRANSPARENT',
    });
    expect(events[0]?.['DESCRIPTION']).toContain(String.raw`6 services\, 2 items\, 512\,000\,000`);
    expect(JSON.stringify(events)).not.toMatch(/adele|ben|u1@/i);
  });

  it('keeps the UID of a day when more is purged on it, and drops the day when nothing is', async () => {
    await holdDataOf(['Adele', 'Ben']);
    await world.load([], [user([direct('E3')], { id: userId(9), userPrincipalName: 'c@c.com' })]);
    world.now = day(1);
    const removal = { path: 'deleteUser', userIds: [userId(9)] } as const;
    await deleteUsers(world.session(), removal);
    const before = await icsEvents();
    expect(before.map((event) => event['DTSTART;VALUE=DATE'])).toEqual(['20261223', '20261224']);
    await world.moveTo(day(30));
    const after = await icsEvents();
    expect(after.map(({ UID }) => UID)).toEqual([before[1]?.['UID']]);
    expect(after[0]?.['DTSTAMP']).toBe('20261223T100000Z');
  });

  it('is a calendar without events when nothing is held', async () => {
    await world.load([product('E3')], [user([direct('E3')])]);
    expect(await icsEvents()).toEqual([]);
  });
});
