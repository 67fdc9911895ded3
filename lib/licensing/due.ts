import type { Occasion } from './occasion.ts';
import { mapData } from './data.ts';
import { soonestEnd } from './delay-hold.ts';
import type { Products } from './products/product.ts';
import { hasUnknownProduct, providedServices } from './products/providers.ts';
import type { Service } from './products/service.ts';
import { addMs, farFuture } from './time.ts';
import type { Instant } from './time.ts';
import type { Claim, ServiceData, User } from './user.ts';
import { isUnderHold } from './user.ts';

/** How long after a purge it is looked once more for what a dying writer left behind. */
const recheckAfterMs = 60 * 60 * 1000;

/** When something is settled, and by which products: null where somebody only reads, and nothing is written of it. */
export interface Settling extends Pick<Occasion, 'dueBy' | 'now'> {
  readonly products: Products | null;
}

/**
 * What time alone has changed: data past its end is claimed for the purge (the point of no return), or put on hold when
 * a hold is found; a deleted user whose restore period is over is gone. The same user when nothing is due. A service that
 * the licenses provide is never claimed, whatever its row says, nor one of which that is not known.
 */
export function settleDue(user: User, { dueBy, products }: Settling): User {
  const provided = products === null ? null : providedServices(user.assignments, products);
  const isUnknown = products !== null && hasUnknownProduct(user.assignments, products);
  const claims: Claim[] = [];
  const data = mapData(user, (service, before) => {
    if (before.state !== 'held' || before.until === null || before.until > dueBy) return before;
    const until = soonestEnd(user, before.until, before.ruleSet);
    if (until > dueBy) return { ...before, until };
    if (provided?.has(service) === true) {
      return { ...before, state: 'provided', since: dueBy, until: null };
    }
    if (isUnknown) return before;
    if (isUnderHold(user)) return { ...before, state: 'onHold', since: dueBy, until: null };
    claims.push({
      service,
      generation: before.generation,
      phase: 'purging',
      due: before.until,
      claimedAt: dueBy,
      operationId: before.operationId,
      itemCount: null,
    });
    return claimed(before, dueBy);
  });
  const isGone = user.isGone || (user.deletion !== null && user.deletion.restorableUntil <= dueBy);
  const isSettled =
    isGone === user.isGone &&
    claims.length === 0 &&
    Object.values(data).every((entry, index) => entry === Object.values(user.data)[index]);
  if (isSettled) return user;
  const settled = { ...user, data, isGone, claims: [...user.claims, ...claims] };
  return isRemoved(settled) ? withoutPerson(settled) : settled;
}

function claimed(before: ServiceData, dueBy: Instant): ServiceData {
  return {
    ...before,
    state: 'purging',
    since: dueBy,
    generation: before.generation + 1,
    usage: null,
  };
}

/** Whether a clock of a user who holds licenses has run out: what they provide is then decided by fresh products. */
export function isDueThoughLicensed({ assignments, data }: User, dueBy: Instant): boolean {
  if (assignments.length === 0) return false;
  return Object.values(data).some(
    ({ state, until }) => state === 'held' && until !== null && until <= dueBy,
  );
}

/** The claims whose vault rows are to be deleted now. */
export function claimsDue(user: User, dueBy: Instant): readonly Claim[] {
  return user.claims.filter(({ due }) => due <= dueBy);
}

/**
 * The user after the vault rows of these claims are gone. A purge is looked at once more an hour later; the second look
 * ends the claim. Of a gone user whose last data went nothing personal is left.
 */
export function finishClaims(user: User, done: readonly Claim[], now: Instant): User {
  const claims = user.claims.flatMap((claim) => {
    if (!done.includes(claim)) return [claim];
    if (claim.phase === 'recheck') return [];
    return [{ ...claim, phase: 'recheck' as const, due: addMs(now, recheckAfterMs) }];
  });
  const isBeingPurged = (service: Service): boolean =>
    claims.some((claim) => claim.service === service && claim.phase === 'purging');
  const data = mapData(user, (service, before) =>
    before.state === 'purging' && !isBeingPurged(service)
      ? { ...before, state: 'purged', since: now }
      : before,
  );
  const finished = { ...user, claims, data };
  return isRemoved(finished) ? withoutPerson(finished) : finished;
}

/** Whether a user is gone and all its data with it: to every reader it is not there. */
export function isRemoved(user: User): boolean {
  return user.isGone && Object.values(user.data).every(({ state }) => state === 'purged');
}

/** The shell that stays until the second look: ids, generations and claims. */
function withoutPerson(user: User): User {
  return {
    ...user,
    userPrincipalName: '',
    displayName: '',
    mail: null,
    usageLocation: null,
    profile: null,
    holds: [],
    delegates: [],
    deletion: null,
  };
}

/**
 * The moments at which something is due for a user, in order. Data without an end date stands at the far future, where
 * nothing is ever due, so that it is found in an order by due time.
 */
export function wakeUpsOf(user: User): readonly Instant[] {
  const moments = new Set<Instant>();
  for (const { state, until } of Object.values(user.data)) {
    if (state === 'held' && until !== null) moments.add(until);
    if (state === 'onHold' || state === 'inactiveMailbox') moments.add(farFuture);
  }
  if (user.deletion !== null && !user.isGone) moments.add(user.deletion.restorableUntil);
  for (const { due } of user.claims) moments.add(due);
  return [...moments].toSorted();
}
