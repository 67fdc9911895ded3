import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Service } from '../../lib/licensing/products/service.ts';
import { addMs } from '../../lib/licensing/time.ts';
import { EntryAnswer } from '../../lib/operations/engine/answers/shapes.ts';
import type { ProductName } from '../../simulation/builders/products.ts';
import { guid, skuId } from '../../simulation/builders/products.ts';
import { MemoryApp } from '../in-memory/memory-app.ts';
import { TenantClient, person } from '../e2e/running-app.ts';

const one = guid(3, 1);
const day = 24 * 60 * 60 * 1000;

/** What happens at a time after the beginning, in days. */
type Step =
  | { readonly at: number; readonly does: Does }
  | { readonly at: number; readonly sees: Sees };
type Does = (tenant: TenantClient) => Promise<unknown>;
/**
 * Per service: state, the day its end stands at (null: none), whether its mail can be searched, and what reading an
 * item answers.
 */
type Sees = Partial<Record<Service, readonly [string, number | null, boolean, number]>>;

interface Story {
  readonly name: string;
  readonly products?: readonly ProductName[];
  readonly tenant?: Record<string, unknown>;
  readonly isSynced?: boolean;
  readonly steps: readonly Step[];
}

const route = (rest: string): string => `/api/users/${one}${rest}`;
const unassign: Does = (tenant) => tenant.ok('POST', '/api/users/unassign-all', { userIds: [one] });
const remove: Does = (tenant) => tenant.ok('DELETE', route(''));
const sync: Does = (tenant) =>
  tenant.ok('POST', '/api/directory-sync/deletions', { userIds: [one] });
const restore: Does = (tenant) => tenant.ok('POST', route('/restore'));
const assign: Does = (tenant) =>
  tenant.ok('POST', route('/assign'), { licenses: [{ skuId: skuId('E3') }] });
const placeHold: Does = (tenant) => tenant.ok('PUT', route('/holds/case'), { kind: 'litigation' });
const liftHold: Does = (tenant) => tenant.ok('DELETE', route('/holds/case'));
const keepOneDrive =
  (days: number): Does =>
  (tenant) =>
    tenant.ok('PUT', '/api/tenant', { displayName: 'Contoso', oneDriveRetentionDays: days });

/** An hour before and a moment after a day; the storage service tells its time in whole seconds. */
const before = (days: number): number => days - 1 / 24;
const after = (days: number): number => days + 2 / 86_400;

const provided = ['provided', null, false, 200] as const;
const mailProvided = ['provided', null, true, 200] as const;
const kept = ['kept', null, false, 200] as const;
const held = (until: number) => ['held', until, false, 200] as const;
const onHold = ['onHold', null, false, 200] as const;
const purged = ['purged', null, false, 410] as const;
const allHeld = (until: number): Sees => ({
  exchange: held(until),
  teams: held(until),
  other: held(until),
});
const allPurged: Sees = { exchange: purged, teams: purged, other: purged };

const stories: readonly Story[] = [
  {
    name: 'last providing license removed, user kept: held 30 days, OneDrive kept without a clock',
    steps: [
      { at: 0, sees: { exchange: mailProvided, teams: provided, other: provided } },
      { at: 0, does: unassign },
      { at: 0, sees: { ...allHeld(30), oneDrive: kept } },
      { at: before(30), sees: { ...allHeld(30), oneDrive: kept } },
      { at: after(30), sees: { ...allPurged, oneDrive: kept } },
      { at: 400, sees: { ...allPurged, oneDrive: kept } },
    ],
  },
  {
    name: 'another license still provides the mailbox: it is not touched',
    products: ['E3', 'EXCHANGE_P1'],
    steps: [
      {
        at: 0,
        does: (tenant) => tenant.ok('POST', route('/unassign'), { skuIds: [skuId('E3')] }),
      },
      { at: after(30), sees: { exchange: mailProvided, oneDrive: kept, teams: purged } },
    ],
  },
  {
    name: 'user deleted: everything held 30 days, OneDrive as the tenant says (default 30)',
    steps: [
      { at: 0, does: remove },
      { at: before(30), sees: { ...allHeld(30), oneDrive: held(30) } },
      { at: after(30), sees: { exchange: purged, oneDrive: purged } },
    ],
  },
  {
    name: 'removed through directory sync: the same',
    isSynced: true,
    steps: [
      { at: 0, does: sync },
      { at: before(30), sees: { ...allHeld(30), oneDrive: held(30) } },
      { at: after(30), sees: { exchange: purged, oneDrive: purged } },
    ],
  },
  {
    name: 'OneDrive of a deleted user is held as long as the tenant says',
    tenant: { oneDriveRetentionDays: 60 },
    steps: [
      { at: 0, does: remove },
      { at: after(30), sees: { ...allPurged, oneDrive: held(60) } },
      { at: before(60), sees: { oneDrive: held(60) } },
      { at: after(60), sees: { oneDrive: purged } },
    ],
  },
  {
    name: 'a changed OneDrive retention applies to deletes in progress',
    steps: [
      { at: 0, does: remove },
      { at: 10, does: keepOneDrive(90) },
      { at: 10, sees: { ...allHeld(30), oneDrive: held(90) } },
      { at: after(30), sees: { ...allPurged, oneDrive: held(90) } },
      { at: after(90), sees: { oneDrive: purged } },
    ],
  },
  {
    name: 'deleted while a clock runs: the clock keeps its earlier end',
    steps: [
      { at: 0, does: unassign },
      { at: 10, does: remove },
      { at: 10, sees: { ...allHeld(30), oneDrive: held(40) } },
      { at: after(30), sees: { ...allPurged, oneDrive: held(40) } },
      { at: after(40), sees: { oneDrive: purged } },
    ],
  },
  {
    name: 'a providing license comes back while held: data back as it was, clock gone',
    steps: [
      { at: 0, does: unassign },
      { at: before(30), does: assign },
      {
        at: before(30),
        sees: { exchange: mailProvided, oneDrive: provided, teams: provided, other: provided },
      },
      { at: 70, sees: { exchange: mailProvided, oneDrive: provided } },
    ],
  },
  {
    name: 'a license comes back after the deletion: a new, empty service',
    steps: [
      { at: 0, does: unassign },
      { at: 31, does: assign },
      { at: 31, sees: { exchange: ['provided', null, true, 404], oneDrive: provided } },
      { at: 70, sees: { exchange: ['provided', null, true, 404], oneDrive: provided } },
    ],
  },
  {
    name: 'a deleted user is restored: licenses and data are back',
    steps: [
      { at: 0, does: remove },
      { at: before(30), does: restore },
      { at: before(30), sees: { exchange: mailProvided, oneDrive: provided, teams: provided } },
      { at: 70, sees: { exchange: mailProvided, oneDrive: provided, teams: provided } },
    ],
  },
  {
    name: 'inactive mailbox: under hold with an enterprise plan it stays and is searched, then 30 days',
    steps: [
      { at: 0, does: placeHold },
      { at: 0, does: remove },
      { at: 0, sees: { exchange: ['inactiveMailbox', null, true, 200], oneDrive: held(30) } },
      { at: 200, sees: { exchange: ['inactiveMailbox', null, true, 200], oneDrive: onHold } },
      { at: 200, does: liftHold },
      { at: 200, sees: { exchange: held(230), oneDrive: held(230) } },
      { at: before(230), sees: { exchange: held(230) } },
      { at: after(230), sees: { exchange: purged, oneDrive: purged } },
    ],
  },
  {
    name: 'Exchange Online Plan 1 with the archiving add-on is an enterprise plan too',
    products: ['EXCHANGE_P1', 'ARCHIVE'],
    steps: [
      { at: 0, does: placeHold },
      { at: 0, does: remove },
      { at: 100, sees: { exchange: ['inactiveMailbox', null, true, 200] } },
    ],
  },
  {
    name: 'deleted under no hold, with an enterprise plan: the ordinary 30 days',
    steps: [
      { at: 0, does: placeHold },
      { at: 0, does: liftHold },
      { at: 0, does: remove },
      { at: 0, sees: { exchange: held(30) } },
      { at: after(30), sees: { exchange: purged } },
    ],
  },
  {
    name: 'deleted under hold without an enterprise plan: no inactive mailbox; the hold still stops the purge',
    products: ['EXCHANGE_P1'],
    steps: [
      { at: 0, does: placeHold },
      { at: 0, does: remove },
      { at: 0, sees: { exchange: held(30) } },
      { at: after(30), sees: { exchange: onHold } },
    ],
  },
  {
    name: 'a hold on a kept user stops the purge; after the last one is lifted, 30 more days',
    steps: [
      { at: 0, does: unassign },
      { at: 5, does: placeHold },
      { at: before(30), sees: allHeld(30) },
      { at: after(30), sees: { exchange: onHold, teams: onHold, other: onHold, oneDrive: kept } },
      { at: 60, does: liftHold },
      { at: 60, sees: allHeld(90) },
      { at: before(90), sees: allHeld(90) },
      { at: after(90), sees: allPurged },
    ],
  },
  {
    name: 'the rules of January 2025: only Exchange has a clock, OneDrive is archived after 93 days',
    tenant: { ruleSet: '2025-01' },
    steps: [
      { at: 0, does: unassign },
      { at: before(30), sees: { exchange: held(30), oneDrive: kept, teams: kept, other: kept } },
      { at: after(30), sees: { exchange: purged, oneDrive: kept, teams: kept, other: kept } },
      { at: before(93), sees: { oneDrive: kept } },
      { at: after(93), sees: { oneDrive: ['kept', null, false, 409], teams: kept } },
      { at: 120, does: assign },
      { at: 120, sees: { oneDrive: provided, exchange: ['provided', null, true, 404] } },
    ],
  },
];

const itemServices = ['exchange', 'oneDrive', 'teams', 'other'] as const;

async function setUp(app: MemoryApp, { products = ['E3'], tenant = {}, isSynced = false }: Story) {
  const client = new TenantClient(app);
  await client.setUp([person(1, products, { onPremisesSyncEnabled: isSynced })], { tenant });
  const { data } = await client.user(one);
  for (const { service } of data)
    await client.putItem(one, service, 'item-1', `the ${service} item`);
  return client;
}

const Data = z.object({ value: z.array(EntryAnswer) });

/** What is seen of a service now: by its state, its end and an attempt to read. */
async function look(tenant: TenantClient, startedAt: number, service: Service): Promise<unknown> {
  const item = await tenant.send('GET', route(`/data/${service}/items/item-1`));
  const answer = await tenant.send('GET', route('/data'));
  if (answer.status === 404) return ['purged', null, false, item.status];
  const entry = Data.parse(answer.body).value.find((data) => data.service === service);
  expect(entry?.isReadable ?? false).toBe(item.status === 200 || item.status === 404);
  return [
    entry?.state,
    entry?.until && entry.state !== 'purged'
      ? Math.round((Date.parse(entry.until) - startedAt) / day)
      : null,
    entry?.eDiscoverySearchable,
    item.status,
  ];
}

describe('What happens to the data', () => {
  it.each(stories)('$name', async (story) => {
    const app = new MemoryApp();
    const { world } = app;
    const tenant = await setUp(app, story);
    const begin = world.now;
    const startedAt = Date.parse(begin);
    for (const step of story.steps) {
      const at = addMs(begin, step.at * day);
      if (at > world.now) await world.moveTo(at);
      if ('does' in step) {
        await step.does(tenant);
        continue;
      }
      const services = itemServices.filter((service) => step.sees[service] !== undefined);
      const seen = await Promise.all(services.map((service) => look(tenant, startedAt, service)));
      expect({ day: step.at, ...Object.fromEntries(services.map((s, i) => [s, seen[i]])) }).toEqual(
        {
          day: step.at,
          ...step.sees,
        },
      );
    }
  });
});
