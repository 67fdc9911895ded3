import { soonestEnd } from './delay-hold.ts';
import type { Occasion } from './occasion.ts';
import { plansVersionsOf } from './products/plans-version.ts';
import { hasEnterpriseMailbox, hasUnknownProduct, providedServices } from './products/providers.ts';
import type { RuleSet } from './rule-sets/rule-set.ts';
import { ruleSets } from './rule-sets/rule-sets.ts';
import type { Service } from './products/service.ts';
import { services } from './products/service.ts';
import { addDays } from './time.ts';
import type { Instant } from './time.ts';
import type { Assignment, ServiceData, User } from './user.ts';
import { isUnderHold } from './user.ts';

/**
 * Gives a user who exists other licenses and moves each service's data as the rules say: held when its last provider
 * went, back as it was when a provider came. With a product nobody knows among them, what no known one provides stays as
 * it is: no clock begins or ends on a guess.
 */
export function withAssignments(
  user: User,
  assignments: readonly Assignment[],
  occasion: Occasion,
): User {
  const provided = providedServices(assignments, occasion.products);
  const isUnknown = hasUnknownProduct(assignments, occasion.products);
  const plansVersions = plansVersionsOf(assignments, occasion.products);
  const after: User = { ...user, assignments: [...assignments], data: {}, plansVersions };
  for (const service of services) {
    const before = user.data[service];
    const data = provided.has(service)
      ? licensed(before, occasion)
      : before && (isUnknown ? before : unlicensed(user, service, before, occasion));
    if (data !== undefined) after.data[service] = data;
  }
  return after;
}

/** A provider is there: held data comes back as it was; after a purge a new, empty service begins. */
function licensed(before: ServiceData | undefined, occasion: Occasion): ServiceData {
  if (before?.state === 'provided') return before;
  const isNew = before === undefined || before.state === 'purged' || before.state === 'purging';
  return {
    // A claim has named the next generation already, so what a purge ended is never written to again.
    generation: before?.generation ?? 1,
    state: 'provided',
    since: occasion.now,
    until: null,
    archivedFrom: null,
    operationId: occasion.operationId,
    ruleSet: occasion.tenant.ruleSet,
    usage: isNew ? null : before.usage,
  };
}

/** The last provider is gone. OneDrive is kept while the user exists; the rest is held. */
function unlicensed(
  user: User,
  service: Service,
  before: ServiceData,
  occasion: Occasion,
): ServiceData {
  if (before.state !== 'provided') return before;
  const rule = ruleSetOf(occasion).afterLastLicense[service];
  const { now } = occasion;
  if (rule.kind === 'kept') {
    const archivedFrom =
      rule.archivedAfterDays === null ? null : addDays(now, rule.archivedAfterDays);
    return { ...moved(before, 'kept', occasion), archivedFrom };
  }
  return heldUntil(user, before, addDays(now, rule.days), occasion);
}

/** The user is deleted: every service gets an end date, but an enterprise mailbox under a hold. */
export function dataAfterDelete(user: User, occasion: Occasion): User['data'] {
  const rules = ruleSetOf(occasion);
  const ordinaryEnd = addDays(occasion.now, rules.deletedUserDays);
  const oneDriveEnd = addDays(occasion.now, occasion.tenant.oneDriveRetentionDays);
  const staysAsInactive =
    isUnderHold(user) &&
    (hasEnterpriseMailbox(user.assignments, occasion.products) ||
      hasUnknownProduct(user.assignments, occasion.products));
  return mapData(user, (service, before) => {
    // A clock that is already running keeps its earlier end; purging and purged data has none.
    if (before.state !== 'provided' && before.state !== 'kept') return before;
    if (service === 'exchange' && before.state === 'provided' && staysAsInactive) {
      return moved(before, 'inactiveMailbox', occasion);
    }
    return heldUntil(user, before, service === 'oneDrive' ? oneDriveEnd : ordinaryEnd, occasion);
  });
}

/** The user is back: what its licenses provide is provided, OneDrive has no clock, the rest goes on as it was. */
export function dataAfterRestore(
  user: User,
  assignments: readonly Assignment[],
  occasion: Occasion,
): User {
  const rules = ruleSetOf(occasion);
  const back = withAssignments(user, assignments, occasion);
  const data = mapData(back, (service, before) => {
    const isClocked = before.state === 'held' || before.state === 'onHold';
    if (service === 'oneDrive' && isClocked) return moved(before, 'kept', occasion);
    if (before.state === 'inactiveMailbox') {
      return heldUntil(user, before, addDays(occasion.now, rules.deletedUserDays), occasion);
    }
    return before;
  });
  return { ...back, data };
}

/** The last hold has been lifted: what it kept gets 30 more days, and no clock ends sooner than that. */
export function dataAfterLastHold(lifted: User, occasion: Occasion): User['data'] {
  return mapData(lifted, (_, before) => {
    if (before.state === 'onHold' || before.state === 'inactiveMailbox') {
      return heldUntil(lifted, before, occasion.now, occasion);
    }
    if (before.state === 'held' && before.until !== null) {
      return { ...before, until: soonestEnd(lifted, before.until, occasion.tenant.ruleSet) };
    }
    return before;
  });
}

/** Applies a change to every service the user has data of. */
export function mapData(
  user: User,
  change: (service: Service, before: ServiceData) => ServiceData,
): User['data'] {
  const data: User['data'] = {};
  for (const service of services) {
    const before = user.data[service];
    if (before !== undefined) data[service] = change(service, before);
  }
  return data;
}

function heldUntil(user: User, before: ServiceData, end: Instant, occasion: Occasion): ServiceData {
  const until = soonestEnd(user, end, occasion.tenant.ruleSet);
  return { ...moved(before, 'held', occasion), until };
}

function moved(
  before: ServiceData,
  state: ServiceData['state'],
  { now, operationId, tenant }: Occasion,
): ServiceData {
  return {
    ...before,
    state,
    since: now,
    until: null,
    archivedFrom: null,
    operationId,
    ruleSet: tenant.ruleSet,
  };
}

function ruleSetOf(occasion: Occasion): RuleSet {
  return ruleSets[occasion.tenant.ruleSet];
}
