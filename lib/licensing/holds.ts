import { dataAfterLastHold } from './data.ts';
import { settleDue } from './due.ts';
import type { Occasion } from './occasion.ts';
import type { Hold, User } from './user.ts';
import { isUnderHold } from './user.ts';

export type HoldPlaced =
  | { readonly kind: 'placed' | 'unchanged'; readonly user: User }
  | { readonly kind: 'purging' };

/** Places a hold or changes one of the same id. Once a purge has its claim, the hold has lost. */
export function decidePlaceHold(current: User, hold: Hold, occasion: Occasion): HoldPlaced {
  const user = settleDue(current, occasion);
  if (user.claims.some(({ phase }) => phase === 'purging')) return { kind: 'purging' };
  const present = user.holds.find(({ holdId }) => holdId === hold.holdId);
  if (present?.kind === hold.kind && present.note === hold.note) {
    return { kind: 'unchanged', user: current };
  }
  const placed = present === undefined ? hold : { ...present, kind: hold.kind, note: hold.note };
  const others = user.holds.filter(({ holdId }) => holdId !== hold.holdId);
  return { kind: 'placed', user: { ...user, holds: [...others, placed] } };
}

export type HoldLifted =
  | { readonly kind: 'lifted'; readonly user: User }
  | { readonly kind: 'noSuchHold' };

/** Lifts a hold. When it was the last one, the data it kept gets 30 more days. */
export function decideLiftHold(current: User, holdId: string, occasion: Occasion): HoldLifted {
  const user = settleDue(current, occasion);
  const holds = user.holds.filter((hold) => hold.holdId !== holdId);
  if (holds.length === user.holds.length) return { kind: 'noSuchHold' };
  const remaining = { ...user, holds };
  if (isUnderHold(remaining)) return { kind: 'lifted', user: remaining };
  const lifted = { ...remaining, holdsLiftedAt: occasion.now };
  return { kind: 'lifted', user: { ...lifted, data: dataAfterLastHold(lifted, occasion) } };
}
