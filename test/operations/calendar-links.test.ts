import { HttpRequest } from '@azure/functions';
import { beforeEach, describe, expect, it } from 'vitest';
import { retentionIcsRoute } from '../../functions/api/retention-ics.ts';
import { calendarLinkCreated } from '../../lib/api/calendar-link-answer.ts';
import type { Access } from '../../lib/api/route.ts';
import { linkPrincipal } from '../../lib/api/link-principal.ts';
import { UnseatError } from '../../lib/errors.ts';
import { rateLimitsOf } from '../../lib/http/rate-limits.ts';
import { TenantId } from '../../lib/licensing/ids.ts';
import { addMs } from '../../lib/licensing/time.ts';
import { deleteUsers } from '../../lib/operations/users/delete-users.ts';
import type { Tables } from '../../lib/storage/tables.ts';
import {
  createCalendarLink,
  findCalendarLink,
  listCalendarLinks,
  revokeCalendarLink,
} from '../../lib/operations/retention/calendar-links.ts';
import { MemoryWorld, tenantId } from '../../simulation/builders/memory-world.ts';
import { guid, product } from '../../simulation/builders/products.ts';
import { day, direct, start, user, userId } from '../../simulation/builders/users.ts';
import type { Answered } from '../in-memory/ask.ts';
import { ask } from '../in-memory/ask.ts';

let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld();
  await world.load([product('E3')], [user([direct('E3')])]);
});

async function create(name: string | null = 'Outlook') {
  const created = await createCalendarLink(world.session(), name);
  if (created === null) throw new Error('a link is made outside of a dry run');
  return created;
}

/** Asks a route of an access the way a calendar program does: with an address and nothing else. */
function get(url: string, access: Access = 'readOrCalendarLink'): Promise<Answered> {
  const query = Object.fromEntries(URL.parse(url)?.searchParams ?? []);
  return ask(world, { ...retentionIcsRoute, access }, { query, as: null });
}

/** Counts the rows that are read. */
class CountedReads {
  reads = 0;

  of(tables: Tables): Tables {
    return {
      get: (...row) => {
        this.reads += 1;
        return tables.get(...row);
      },
      page: (...page) => tables.page(...page),
      pageBelow: (...page) => tables.pageBelow(...page),
      submit: (...writes) => tables.submit(...writes),
      remove: (...row) => tables.remove(...row),
      lastSeenClock: () => tables.lastSeenClock(),
    };
  }
}

function open(token: string): Promise<Answered> {
  return get(`https://unseat.example/x?token=${token}`);
}

describe('A calendar link', () => {
  it('opens the calendar of its tenant until it is revoked', async () => {
    const created = await create();
    const made = new HttpRequest({
      method: 'POST',
      url: 'https://unseat.example/api/x?dryRun=false',
    });
    const { url } = calendarLinkCreated(created, made);
    expect(url).toMatch(
      /^https:\/\/unseat\.example\/api\/retention\.ics\?token=[0-9a-f-]{36}\.[\w-]{43}$/,
    );
    const opened = await get(url ?? '');
    expect(opened).toMatchObject({ status: 200, body: expect.stringMatching(/^BEGIN:VCALENDAR/) });
    await revokeCalendarLink(world.session(), created.link.linkId, false);
    expect(await get(url ?? '')).toMatchObject({
      status: 401,
      body: { error: { message: expect.stringContaining('POST /api/retention/calendar-links') } },
    });
  });

  it('opens nothing else', async () => {
    const { token } = await create();
    expect(await get(`https://unseat.example/x?token=${token}`, 'read')).toMatchObject({
      status: 401,
    });
    expect(await get(`https://unseat.example/x?token=${token}`, 'readOrDelegate')).toMatchObject({
      status: 401,
    });
  });

  it('is kept only as a hash, and listed without it', async () => {
    const { token, link } = await create();
    expect(JSON.stringify(world.memory.all('licensing'))).not.toContain(token.split('.')[1]);
    expect(await listCalendarLinks(world.session())).toEqual([link]);
    expect(link).toEqual({
      linkId: expect.stringMatching(/^[0-9a-f]{32}$/),
      name: 'Outlook',
      createdAt: start,
      createdBy: { id: 'admin', kind: 'user', name: null },
      expiresAt: day(180),
    });
  });

  it('is of one tenant: the same secret under another tenant opens nothing', async () => {
    const { token } = await create();
    const other = TenantId.parse(guid(9, 2));
    expect(await findCalendarLink(world.services.tables, token, start)).toMatchObject({ tenantId });
    const [, secret] = token.split('.');
    for (const wrong of [`${other}.${secret}`, `${tenantId}.${'A'.repeat(43)}`, '', '.', secret]) {
      expect(await findCalendarLink(world.services.tables, wrong ?? '', start)).toBeNull();
    }
    const session = world.session({ tenantId: other });
    expect(await listCalendarLinks(session)).toEqual([]);
  });

  it('is revoked by who made it or a Global administrator, nobody else', async () => {
    const { link } = await create();
    const other = world.session({ caller: { id: 'reader', kind: 'user' } });
    await expect(revokeCalendarLink(other, link.linkId, false)).rejects.toMatchObject({
      code: 'calendarLinkOfAnother',
    });
    await revokeCalendarLink(other, link.linkId, true);
    await expect(revokeCalendarLink(other, link.linkId, true)).rejects.toMatchObject({
      code: 'notFound',
    });
  });

  it('expires after 180 days', async () => {
    const { token, link } = await create();
    world.now = addMs(link.expiresAt, -1);
    expect((await open(token)).status).toBe(200);
    world.now = link.expiresAt;
    expect((await open(token)).status).toBe(401);
  });

  it('ends while its maker is blocked, and when it is deleted', async () => {
    const tokenOf = async (id: string): Promise<string> => {
      const created = await createCalendarLink(
        world.session({ caller: { id, kind: 'user' } }),
        null,
      );
      return created?.token ?? '';
    };
    const [one, two] = [await tokenOf(userId(1)), await tokenOf(userId(2))];
    expect([(await open(one)).status, (await open(two)).status]).toEqual([200, 200]);
    const blocked = { id: userId(2), userPrincipalName: 'b@contoso.com', accountEnabled: false };
    await world.load([], [user([], blocked)]);
    await deleteUsers(world.session(), { path: 'deleteUser', userIds: [userId(1)] });
    expect([(await open(one)).status, (await open(two)).status]).toEqual([401, 401]);
  });

  it('a dry run makes and revokes none', async () => {
    const dry = world.session({ isDryRun: true });
    expect(await createCalendarLink(dry, null)).toBeNull();
    const { link } = await create();
    await revokeCalendarLink(dry, link.linkId, false);
    expect(await listCalendarLinks(world.session())).toEqual([link]);
  });

  it('a tenant has 100 of them at the most', async () => {
    for (let index = 0; index < 100; index += 1) await create(null);
    await expect(create()).rejects.toMatchObject({ code: 'tooManyCalendarLinks' });
  });
});

it('1,000 invented links share one limit, and a known one has its own', async () => {
  const { token } = await create();
  const limits = rateLimitsOf({ perCaller: 5, perTenant: 0 });
  const counted = new CountedReads();
  const read = (wanted: string) => linkPrincipal(counted.of(world.memory), limits, wanted, start);
  await read(token);
  const before = counted.reads;
  const refusals = new Map<unknown, number>();
  for (let index = 0; index < 1000; index += 1) {
    const invented = `${tenantId}.${String(index).padStart(43, 'A')}`;
    const refusal: unknown = await read(invented).catch((error: unknown) => error);
    const code = refusal instanceof UnseatError ? refusal.code : refusal;
    refusals.set(code, (refusals.get(code) ?? 0) + 1);
  }
  expect(Object.fromEntries(refusals)).toEqual({ unauthenticated: 5, tooManyRequests: 995 });
  expect(counted.reads - before).toBe(5);
  for (let sent = 1; sent < 5; sent += 1) await read(token);
  await expect(read(token)).rejects.toMatchObject({ code: 'tooManyRequests' });
});
