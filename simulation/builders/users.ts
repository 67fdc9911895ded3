import { withAssignments } from '../../lib/licensing/data.ts';
import { GroupId, OperationId, UserId } from '../../lib/licensing/ids.ts';
import type { Occasion } from '../../lib/licensing/occasion.ts';
import type { Tenant } from '../../lib/licensing/tenant.ts';
import { tenantDefaults } from '../../lib/licensing/tenant.ts';
import type { Instant } from '../../lib/licensing/time.ts';
import { addDays, toInstant } from '../../lib/licensing/time.ts';
import type { Assignment, Hold, User } from '../../lib/licensing/user.ts';
import { emptyUser } from '../../lib/operations/tenant/new-user.ts';
import type { ProductName } from './products.ts';
import { allProducts, guid, skuId } from './products.ts';

/** The instant all stories begin at. */
export const start: Instant = toInstant('2026-11-23T10:00:00Z');

export function day(number: number): Instant {
  return addDays(start, number);
}

export function userId(number: number): UserId {
  return UserId.parse(guid(3, number));
}

export function groupId(number: number): GroupId {
  return GroupId.parse(guid(4, number));
}

export const operationId = OperationId.parse('0'.repeat(31).concat('1'));

/** The circumstances of a decision at a moment, with both clocks agreed. */
export function at(now: Instant, tenant: Partial<Tenant> = {}) {
  return {
    now,
    dueBy: now,
    operationId,
    products: allProducts,
    tenant: { displayName: 'Contoso', ...tenantDefaults, ...tenant },
  } satisfies Occasion;
}

export function direct(name: ProductName, changes: Partial<Assignment> = {}): Assignment {
  return {
    skuId: skuId(name),
    groupId: null,
    disabledPlans: [],
    state: 'Active',
    error: null,
    assignedAt: null,
    ...changes,
  };
}

export function inherited(name: ProductName, group = 1): Assignment {
  return direct(name, { groupId: groupId(group) });
}

export function hold(holdId = 'case-1'): Hold {
  return { holdId, kind: 'litigation', note: null, placedAt: start, placedBy: 'somebody' };
}

/** A user who has held these products since before the story begins. */
export function user(assignments: readonly Assignment[], changes: Partial<User> = {}): User {
  const bare: User = {
    id: userId(1),
    userPrincipalName: 'adele@contoso.com',
    displayName: 'Adele',
    mail: null,
    accountEnabled: true,
    usageLocation: 'NL',
    userType: 'Member',
    isSynced: false,
    createdAt: null,
    ...emptyUser,
    ...changes,
  };
  return withAssignments(bare, assignments, at(day(-100)));
}
