import { describe, expect, it } from 'vitest';
import { decideAssign } from '../../lib/licensing/assign.ts';
import { decideDelete } from '../../lib/licensing/delete-user.ts';
import { claimsDue, finishClaims, settleDue } from '../../lib/licensing/due.ts';
import { decideLiftHold, decidePlaceHold } from '../../lib/licensing/holds.ts';
import { withOneDriveRetention } from '../../lib/licensing/one-drive-retention.ts';
import { officeAppsOf } from '../../lib/licensing/products/providers.ts';
import { asOf, dataEntries } from '../../lib/licensing/reading.ts';
import { decideRestore } from '../../lib/licensing/restore-user.ts';
import type { Service } from '../../lib/licensing/products/service.ts';
import type { Instant } from '../../lib/licensing/time.ts';
import { addDays, addMs } from '../../lib/licensing/time.ts';
import type { Assignment, User } from '../../lib/licensing/user.ts';
import { decideUnassign } from '../../lib/licensing/unassign.ts';
import { allProducts, planId, skuId } from '../../simulation/builders/products.ts';
import {
  at,
  day,
  direct,
  groupId,
  hold,
  inherited,
  operationId,
  start,
  user,
} from '../../simulation/builders/users.ts';

const anySeats = new Map([...allProducts.keys()].map((id) => [id, 10]));

function entry(person: User, service: Service, now: Instant) {
  return dataEntries(asOf(person, at(now)), now).find((found) => found.service === service);
}

function unassigned(person: User, now = start, tenant = {}): User {
  return decideUnassign(person, 'allDirect', at(now, tenant)).user;
}

function assigned(person: User, name: Parameters<typeof direct>[0], now: Instant): User {
  const decided = decideAssign(person, [direct(name)], anySeats, at(now));
  if (!('user' in decided)) throw new Error(decided.kind);
  return decided.user;
}

function deleted(person: User, now = start, tenant = {}): User {
  const decided = decideDelete(person, 'deleteUser', operationId, at(now, tenant));
  if (decided.kind !== 'deleted') throw new Error(decided.kind);
  return decided.user;
}

function purged(person: User, now: Instant): User {
  const claimed = settleDue(person, at(now));
  return finishClaims(claimed, claimsDue(claimed, now), now);
}

describe('When the last license that provides a service goes', () => {
  const without = unassigned(user([direct('E3')]));

  it.each(['exchange', 'teams', 'other'] as const)('%s is held 30 times 24 hours', (service) => {
    expect(entry(without, service, start)).toMatchObject({
      state: 'held',
      since: start,
      until: '2026-12-23T10:00:00.000Z',
      ruleSet: '2020-07',
    });
  });

  it('OneDrive is kept and has no clock', () => {
    expect(entry(without, 'oneDrive', day(1000))).toMatchObject({
      state: 'kept',
      until: null,
      isReadable: true,
    });
  });

  it('the mailbox is no longer searchable for eDiscovery, at once', () => {
    expect(entry(user([direct('E3')]), 'exchange', start)?.eDiscoverySearchable).toBe(true);
    expect(entry(without, 'exchange', start)?.eDiscoverySearchable).toBe(false);
  });

  it('data is readable until the last millisecond and purgeable from then on', () => {
    const lastMoment = addMs(day(30), -1);
    expect(entry(without, 'exchange', lastMoment)).toMatchObject({
      state: 'held',
      isReadable: true,
    });
    expect(entry(without, 'exchange', day(30))).toMatchObject({
      state: 'purging',
      isReadable: false,
    });
  });

  it('Office shows "Unlicensed Product" when no license provides Office apps any more', () => {
    expect(officeAppsOf([direct('E3')], allProducts)).toBe('licensed');
    expect(officeAppsOf(without.assignments, allProducts)).toBe('unlicensedProduct');
  });
});

describe('What counts is the last provider', () => {
  it('taking E3 from someone who has Exchange Online Plan 1 does not touch the mailbox', () => {
    const both = user([direct('E3'), direct('EXCHANGE_P1')]);
    const after = decideUnassign(both, [skuId('E3')], at(start)).user;
    expect(after.data.exchange).toEqual(both.data.exchange);
    expect(after.data.teams?.state).toBe('held');
  });

  it('a disabled plan provides nothing', () => {
    const disabled = direct('E3', { disabledPlans: [planId('EXCHANGE_S_ENTERPRISE')] });
    expect(user([disabled]).data.exchange).toBeUndefined();
    expect(user([disabled, direct('EXCHANGE_P1')]).data.exchange?.state).toBe('provided');
  });

  it('a license in state Error provides nothing', () => {
    expect(user([direct('E3', { state: 'Error' })]).data).toEqual({});
  });

  it('a plan is on when one of the ways the product is held turns it on', () => {
    const off = direct('E3', { disabledPlans: [planId('EXCHANGE_S_ENTERPRISE')] });
    expect(user([off, inherited('E3')]).data.exchange?.state).toBe('provided');
  });
});

describe('Direct and inherited', () => {
  it('a license inherited from a group stays, and the group is named', () => {
    const member = user([inherited('E3', 7)]);
    const decided = decideUnassign(member, [skuId('E3')], at(start));
    expect(decided.kind).toBe('unchanged');
    expect(decided.user).toBe(member);
    expect(decided.licenses).toEqual([
      {
        skuId: skuId('E3'),
        outcome: 'inheritedFromGroup',
        groups: [{ groupId: groupId(7), state: 'Active', error: null }],
        state: 'Active',
        error: null,
      },
    ]);
  });

  it('of a license held both ways the direct one goes and nothing is held', () => {
    const decided = decideUnassign(user([direct('E3'), inherited('E3')]), [skuId('E3')], at(start));
    expect(decided.licenses[0]?.outcome).toBe('stillInherited');
    expect(decided.user.assignments).toEqual([inherited('E3')]);
    expect(decided.user.data.exchange?.state).toBe('provided');
  });

  it('"all licenses" are all direct ones; what stays through a group is named', () => {
    const decided = decideUnassign(
      user([direct('E3'), inherited('POWER_BI')]),
      'allDirect',
      at(start),
    );
    expect(decided.licenses.map(({ outcome }) => outcome)).toEqual([
      'unassigned',
      'inheritedFromGroup',
    ]);
  });

  it('what is taken is noted exactly, with the disabled plans', () => {
    const disabledPlans = [planId('TEAMS1')];
    const decided = decideUnassign(user([direct('E3', { disabledPlans })]), 'allDirect', at(start));
    const inOrder = { state: null, error: null };
    expect(decided.taken).toEqual([
      { skuId: skuId('E3'), disabledPlans, assignedAt: null, ...inOrder },
    ]);
  });

  it('unassigning twice is unassigning once', () => {
    const once = unassigned(user([direct('E3')]));
    expect(decideUnassign(once, [skuId('E3')], at(day(3)))).toMatchObject({
      kind: 'unchanged',
      licenses: [{ outcome: 'notAssigned' }],
    });
  });
});

describe('When a license comes back', () => {
  it('within 30 days the data is back as it was and the clock is gone', () => {
    const back = assigned(unassigned(user([direct('E3')])), 'E3', addMs(day(30), -1));
    expect(back.data.exchange).toMatchObject({ state: 'provided', until: null, generation: 1 });
  });

  it('after 30 days the service is new and empty, and the old data goes all the same', () => {
    const back = assigned(unassigned(user([direct('E3')])), 'E3', day(30));
    expect(back.data.exchange).toMatchObject({ state: 'provided', generation: 2, usage: null });
    expect(back.claims).toContainEqual(
      expect.objectContaining({ service: 'exchange', generation: 1 }),
    );
  });

  it('a purge that ends afterwards leaves the new service alone', () => {
    const back = assigned(unassigned(user([direct('E3')])), 'E3', day(30));
    expect(purged(back, day(30)).data.exchange).toMatchObject({ state: 'provided', generation: 2 });
  });

  it('a kept OneDrive is simply provided again, years later', () => {
    const back = assigned(unassigned(user([direct('E3')])), 'E3', day(900));
    expect(back.data.oneDrive).toMatchObject({ state: 'provided', generation: 1 });
  });
});

describe('When a user is deleted', () => {
  it('every license is free at once, direct or inherited', () => {
    expect(deleted(user([direct('E3'), inherited('POWER_BI')])).assignments).toEqual([]);
  });

  it('all data is held 30 days, OneDrive as long as the tenant says', () => {
    const gone = deleted(user([direct('E3')]), start, { oneDriveRetentionDays: 365 });
    expect(entry(gone, 'exchange', start)).toMatchObject({ state: 'held', until: day(30) });
    expect(entry(gone, 'oneDrive', start)).toMatchObject({ state: 'held', until: day(365) });
  });

  it('a kept OneDrive of an unlicensed user gets its clock with the delete', () => {
    const gone = deleted(unassigned(user([direct('E3')])), day(10));
    expect(entry(gone, 'oneDrive', day(10))).toMatchObject({ state: 'held', until: day(40) });
  });

  it('a clock that was running keeps its earlier end', () => {
    const gone = deleted(unassigned(user([direct('E3')])), day(10));
    expect(entry(gone, 'exchange', day(10))).toMatchObject({ state: 'held', until: day(30) });
  });

  it('a change of the OneDrive retention applies to the delete in progress', () => {
    const gone = deleted(user([direct('E3')]));
    const { tenant } = at(start, { oneDriveRetentionDays: 90 });
    expect(withOneDriveRetention(gone, tenant).data.oneDrive?.until).toBe(day(90));
    expect(withOneDriveRetention(gone, at(start).tenant)).toBe(gone);
  });

  it('a change of the OneDrive retention never shortens the 30 days after the last hold', () => {
    const gone = deleted(user([direct('E3')], { holds: [hold()] }));
    const lifted = decideLiftHold(gone, 'case-1', at(day(10)));
    if (lifted.kind !== 'lifted') throw new Error(lifted.kind);
    expect(lifted.user.data.oneDrive?.until).toBe(day(40));
    expect(withOneDriveRetention(lifted.user, at(start).tenant)).toBe(lifted.user);
    const longer = at(start, { oneDriveRetentionDays: 90 }).tenant;
    expect(withOneDriveRetention(lifted.user, longer).data.oneDrive?.until).toBe(day(90));
  });

  it('a synced user is refused, and only such a one goes by directory sync', () => {
    const synced = user([direct('E3')], { isSynced: true });
    expect(decideDelete(synced, 'deleteUser', operationId, at(start)).kind).toBe('synced');
    expect(decideDelete(synced, 'directorySync', operationId, at(start)).kind).toBe('deleted');
    expect(decideDelete(user([]), 'directorySync', operationId, at(start)).kind).toBe('notSynced');
  });
});

describe('Restoring a deleted user', () => {
  const held: Assignment[] = [
    direct('E3', { disabledPlans: [planId('TEAMS1')] }),
    inherited('POWER_BI'),
  ];

  it('takes back exactly the licenses and the data', () => {
    const before = user(held);
    const decided = decideRestore(deleted(before), anySeats, at(addMs(day(30), -1)));
    expect(decided).toMatchObject({ kind: 'restored', withoutSeat: [] });
    if (decided.kind !== 'restored') return;
    expect(decided.user.assignments).toEqual(before.assignments);
    expect(decided.user.data.exchange).toMatchObject({ state: 'provided', generation: 1 });
    expect(decided.user.data.oneDrive).toMatchObject({ state: 'provided', until: null });
  });

  it('names what has no seat any more and leaves its data on the old clock', () => {
    const seats = new Map([[skuId('POWER_BI'), 1]]);
    const decided = decideRestore(deleted(user(held)), seats, at(day(5)));
    if (decided.kind !== 'restored') throw new Error(decided.kind);
    expect(decided.withoutSeat).toEqual([skuId('E3')]);
    expect(decided.user.data.exchange).toMatchObject({ state: 'held', until: day(30) });
    expect(decided.user.data.oneDrive).toMatchObject({ state: 'kept', until: null });
  });

  it('is over after 30 days', () => {
    expect(decideRestore(deleted(user(held)), anySeats, at(day(30))).kind).toBe('gone');
  });
});

describe('Holds', () => {
  it('a hold found at the due time stops the purge', () => {
    const onHold = settleDue(unassigned(user([direct('E3')], { holds: [hold()] })), at(day(30)));
    expect(onHold.data.exchange).toMatchObject({ state: 'onHold', until: null });
    expect(onHold.claims).toEqual([]);
  });

  it('when the last one is lifted, 30 more days begin', () => {
    const two = user([direct('E3')], { holds: [hold('a'), hold('b')] });
    const first = decideLiftHold(unassigned(two), 'a', at(day(40)));
    if (first.kind !== 'lifted') throw new Error(first.kind);
    expect(entry(first.user, 'exchange', day(40))?.state).toBe('onHold');
    const last = decideLiftHold(first.user, 'b', at(day(50)));
    if (last.kind !== 'lifted') throw new Error(last.kind);
    expect(entry(last.user, 'exchange', day(50))).toMatchObject({ state: 'held', until: day(80) });
  });

  it('lifted before the due time, no clock ends sooner than 30 days later', () => {
    const lifted = decideLiftHold(
      unassigned(user([direct('E3')], { holds: [hold()] })),
      'case-1',
      at(day(10)),
    );
    if (lifted.kind !== 'lifted') throw new Error(lifted.kind);
    expect(entry(lifted.user, 'exchange', day(10))?.until).toBe(day(40));
  });

  it('nothing is claimed within 30 days of the last one, whatever end its row says', () => {
    const without = unassigned(user([direct('E3')]));
    const early = settleDue({ ...without, holdsLiftedAt: day(29) }, at(day(30)));
    expect(early.claims).toEqual([]);
    expect(entry(early, 'exchange', day(30))).toMatchObject({ state: 'held', until: day(59) });
  });

  it('a hold that comes at the due instant has lost, one a moment before has won', () => {
    const without = unassigned(user([direct('E3')]));
    expect(decidePlaceHold(without, hold(), at(day(30))).kind).toBe('purging');
    const inTime = decidePlaceHold(without, hold(), at(addMs(day(30), -1)));
    if (inTime.kind !== 'placed') throw new Error(inTime.kind);
    expect(settleDue(inTime.user, at(day(30))).data.exchange?.state).toBe('onHold');
  });
});

describe('Inactive mailbox', () => {
  it.each<[string, Assignment[], boolean]>([
    ['Exchange Online Plan 2', [direct('E3')], true],
    ['Plan 1 with the archiving add-on', [direct('EXCHANGE_P1'), direct('ARCHIVE')], true],
    ['Plan 1 alone', [direct('EXCHANGE_P1')], false],
  ])('of a deleted user under a hold with %s', (_, licenses, isPreserved) => {
    const gone = deleted(user(licenses, { holds: [hold()] }));
    expect(entry(gone, 'exchange', day(10))).toMatchObject(
      isPreserved
        ? { state: 'inactiveMailbox', until: null, eDiscoverySearchable: true }
        : { state: 'held', until: day(30), eDiscoverySearchable: false },
    );
  });

  it('needs a hold at the time of the delete', () => {
    expect(deleted(user([direct('E3')])).data.exchange?.state).toBe('held');
  });

  it('stays without end, and gets 30 more days when the last hold is lifted', () => {
    const gone = deleted(user([direct('E3')], { holds: [hold()] }));
    expect(entry(gone, 'exchange', day(2000))?.state).toBe('inactiveMailbox');
    const lifted = decideLiftHold(gone, 'case-1', at(day(2000)));
    if (lifted.kind !== 'lifted') throw new Error(lifted.kind);
    expect(entry(lifted.user, 'exchange', day(2000))).toMatchObject({
      state: 'held',
      until: addDays(day(2000), 30),
    });
  });
});

describe('The rule set of January 2025', () => {
  const without = unassigned(user([direct('E3')]), start, { ruleSet: '2025-01' });

  it('holds only Exchange data for 30 days', () => {
    expect(entry(without, 'exchange', start)).toMatchObject({ until: day(30), ruleSet: '2025-01' });
    expect(entry(without, 'teams', start)).toMatchObject({ state: 'kept', until: null });
  });

  it('archives an unlicensed OneDrive after 93 days until a license brings it back', () => {
    expect(entry(without, 'oneDrive', addMs(day(93), -1))?.isReadable).toBe(true);
    expect(entry(without, 'oneDrive', day(93))?.isReadable).toBe(false);
    expect(entry(assigned(without, 'E3', day(200)), 'oneDrive', day(200))).toMatchObject({
      state: 'provided',
      isReadable: true,
    });
  });
});

describe('A purge', () => {
  it('of a kept user leaves the user and says purged', () => {
    const after = purged(unassigned(user([direct('E3')])), day(30));
    expect(entry(after, 'exchange', day(30))).toMatchObject({ state: 'purged', isReadable: false });
    expect(after.displayName).toBe('Adele');
  });

  it('of the last data of a gone user leaves nothing personal', () => {
    const after = purged(deleted(user([direct('E3')])), day(30));
    expect(after).toMatchObject({
      isGone: true,
      userPrincipalName: '',
      displayName: '',
      deletion: null,
    });
  });

  it('looks once more an hour later', () => {
    const after = purged(unassigned(user([direct('E3')])), day(30));
    expect(after.claims.every(({ phase }) => phase === 'recheck')).toBe(true);
    expect(claimsDue(after, addMs(day(30), 59 * 60_000))).toEqual([]);
    expect(purged(after, addMs(day(30), 60 * 60_000)).claims).toEqual([]);
  });
});
