import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideAssign } from '../../lib/licensing/assign.ts';
import { decideDelete } from '../../lib/licensing/delete-user.ts';
import { settleDue, wakeUpsOf } from '../../lib/licensing/due.ts';
import { providedServices, seatsOf } from '../../lib/licensing/products/providers.ts';
import { services } from '../../lib/licensing/products/service.ts';
import { addMs } from '../../lib/licensing/time.ts';
import type { Assignment } from '../../lib/licensing/user.ts';
import { User } from '../../lib/licensing/user.ts';
import { decideUnassign } from '../../lib/licensing/unassign.ts';
import { allProducts, planId, productNames, skuId } from '../../simulation/builders/products.ts';
import {
  at,
  day,
  direct,
  groupId,
  operationId,
  start,
  user,
} from '../../simulation/builders/users.ts';

const anyName = fc.constantFrom(...productNames);
const anyWay = fc.record({
  name: anyName,
  group: fc.option(fc.integer({ min: 1, max: 2 })),
  isMailboxOff: fc.boolean(),
  isError: fc.boolean(),
});
const anyAssignments: fc.Arbitrary<Assignment[]> = fc
  .uniqueArray(anyWay, { selector: ({ name, group }) => `${name}~${group}`, maxLength: 6 })
  .map((ways) =>
    ways.map(({ name, group, isMailboxOff, isError }) =>
      direct(name, {
        groupId: group === null ? null : groupId(group),
        disabledPlans: isMailboxOff && name === 'E3' ? [planId('EXCHANGE_S_ENTERPRISE')] : [],
        state: isError ? 'Error' : 'Active',
      }),
    ),
  );
const anyChoice = fc.oneof(
  fc.constant('allDirect' as const),
  fc.uniqueArray(anyName.map(skuId), { minLength: 1 }),
);
const anySeats = new Map([...allProducts.keys()].map((id) => [id, 10]));

function inheritedWays(ways: readonly Assignment[]): readonly Assignment[] {
  return ways.filter((way) => way.groupId !== null);
}

describe('For every user and every choice of products', () => {
  it('unassigning twice is unassigning once', () => {
    fc.assert(
      fc.property(anyAssignments, anyChoice, (assignments, choice) => {
        const once = decideUnassign(user(assignments), choice, at(start)).user;
        const twice = decideUnassign(once, choice, at(day(1)));
        expect(twice.kind).toBe('unchanged');
        expect(twice.user).toBe(once);
      }),
    );
  });

  it('inherited licenses are never taken', () => {
    fc.assert(
      fc.property(anyAssignments, anyChoice, (assignments, choice) => {
        const after = decideUnassign(user(assignments), choice, at(start)).user;
        expect(inheritedWays(after.assignments)).toEqual(inheritedWays(assignments));
      }),
    );
  });

  it('a service is held only if its last provider went', () => {
    fc.assert(
      fc.property(anyAssignments, anyChoice, (assignments, choice) => {
        const after = decideUnassign(user(assignments), choice, at(start)).user;
        const provided = providedServices(after.assignments, allProducts);
        for (const service of services) {
          const state = after.data[service]?.state;
          if (state === 'held') expect(provided.has(service)).toBe(false);
          if (provided.has(service)) expect(state).toBe('provided');
        }
      }),
    );
  });

  it('OneDrive of a kept user is never held', () => {
    fc.assert(
      fc.property(anyAssignments, anyChoice, (assignments, choice) => {
        const after = decideUnassign(user(assignments), choice, at(start)).user;
        expect(after.data.oneDrive?.state).not.toBe('held');
      }),
    );
  });

  it('seats only ever go down by what is named unassigned', () => {
    fc.assert(
      fc.property(anyAssignments, anyChoice, (assignments, choice) => {
        const before = user(assignments);
        const decided = decideUnassign(before, choice, at(start));
        const freed = [...seatsOf(before.assignments)].filter(
          (id) => !seatsOf(decided.user.assignments).has(id),
        );
        const unassigned = decided.licenses
          .filter(({ outcome }) => outcome !== 'notAssigned')
          .map((license) => license.skuId);
        expect(freed.every((id) => unassigned.includes(id))).toBe(true);
      }),
    );
  });

  it('assign, unassign and assign again inside 30 days loses nothing', () => {
    const anyMoment = fc.integer({ min: 0, max: 30 * 24 * 3600_000 - 1 });
    fc.assert(
      fc.property(anyAssignments, anyMoment, (assignments, ms) => {
        const before = user(assignments);
        const without = decideUnassign(before, 'allDirect', at(start)).user;
        const licenses = before.assignments.filter(
          (way) => way.groupId === null && way.state !== 'Error',
        );
        const decided = decideAssign(without, licenses, anySeats, at(addMs(start, ms)));
        if (!('user' in decided)) throw new Error(decided.kind);
        for (const service of services) {
          if (before.data[service]?.state !== 'provided') continue;
          const isBack = providedServices(decided.user.assignments, allProducts).has(service);
          expect(decided.user.data[service]?.generation).toBe(1);
          if (isBack) expect(decided.user.data[service]?.state).toBe('provided');
        }
      }),
    );
  });

  it('everything with an end date has a wake-up at it, and what is decided is a valid user', () => {
    fc.assert(
      fc.property(anyAssignments, fc.boolean(), (assignments, isDeleted) => {
        const before = user(assignments);
        const decided = isDeleted
          ? decideDelete(before, 'deleteUser', operationId, at(start))
          : decideUnassign(before, 'allDirect', at(start));
        if (!('user' in decided)) throw new Error(decided.kind);
        expect(User.parse(decided.user)).toEqual(decided.user);
        const ends = Object.values(decided.user.data).flatMap(({ until }) =>
          until === null ? [] : [until],
        );
        expect(wakeUpsOf(decided.user)).toEqual(expect.arrayContaining(ends));
      }),
    );
  });

  it('settling what is due twice is settling it once', () => {
    fc.assert(
      fc.property(anyAssignments, fc.integer({ min: 0, max: 60 }), (assignments, days) => {
        const without = decideUnassign(user(assignments), 'allDirect', at(start)).user;
        const settled = settleDue(without, at(day(days)));
        expect(settleDue(settled, at(day(days)))).toBe(settled);
      }),
    );
  });
});
