import { z } from 'zod';
import { isRemoved } from '../../licensing/due.ts';
import { UserId } from '../../licensing/ids.ts';
import { dataEntry } from '../../licensing/reading.ts';
import type { DataEntry } from '../../licensing/reading.ts';
import type { Instant } from '../../licensing/time.ts';
import { DataState } from '../../licensing/user.ts';
import type { User } from '../../licensing/user.ts';
import type { VaultPlace } from '../../storage/rows/vault-item-row.ts';

/** A mailbox a search does not look into, and why. */
export const LeftOutMailbox = z.strictObject({
  userId: UserId,
  userPrincipalName: z.string().nullable(),
  state: DataState.nullable().describe(
    'Null where there is no mailbox at all, or nothing is known of it.',
  ),
  reason: z.string(),
});
export type LeftOutMailbox = z.infer<typeof LeftOutMailbox>;

/** What a search does with a user. */
export type Mailbox =
  | { readonly kind: 'searchable'; readonly user: User; readonly place: VaultPlace }
  | { readonly kind: 'leftOut'; readonly mailbox: LeftOutMailbox }
  | { readonly kind: 'none' };

/** Of somebody whose row is damaged nothing is known, not even that there is no mailbox. */
export function unreadableMailbox(userId: UserId): Mailbox {
  const reason = 'The row of the user is damaged, so nothing is known of a mailbox.';
  const mailbox = { userId, userPrincipalName: null, state: null, reason };
  return { kind: 'leftOut', mailbox };
}

/**
 * What a search does with a user: a mailbox that lost its license is left out with the reason. Who never had a mailbox
 * is named only when somebody asked for that very user.
 * @param user as of now; null when there is none
 */
export function mailboxOf(
  userId: UserId,
  user: User | null,
  isNamed: boolean,
  now: Instant,
): Mailbox {
  const data = user?.data.exchange;
  if (user === null || isRemoved(user) || (user.isGone && data?.state === 'purged')) {
    return none(
      isNamed,
      { userId, userPrincipalName: null, state: null },
      'There is no such user in this tenant. Check the id.',
    );
  }
  const { userPrincipalName } = user;
  if (data === undefined) {
    return none(
      isNamed,
      { userId, userPrincipalName, state: null },
      'The user never had a license that provides a mailbox.',
    );
  }
  const entry = dataEntry('exchange', data, now);
  if (entry.eDiscoverySearchable) {
    const place = { userId, service: 'exchange', generation: data.generation } as const;
    return { kind: 'searchable', user, place };
  }
  const reason = whyNot(entry, user.deletion !== null);
  return { kind: 'leftOut', mailbox: { userId, userPrincipalName, state: data.state, reason } };
}

function none(isNamed: boolean, mailbox: Omit<LeftOutMailbox, 'reason'>, reason: string): Mailbox {
  return isNamed ? { kind: 'leftOut', mailbox: { ...mailbox, reason } } : { kind: 'none' };
}

function whyNot({ state, since, until }: DataEntry, isDeleted: boolean): string {
  if (state === 'purging' || state === 'purged') {
    return `The mailbox reached its end at ${since} and is gone for good.`;
  }
  const lost = isDeleted
    ? `The user was deleted and the mailbox has had no license since ${since}.`
    : `The mailbox lost its last license at ${since}.`;
  const back = isDeleted ? 'Restore the user with its license' : 'Assign a license for Exchange';
  const end = until === null ? '' : ` before ${until}`;
  return `${lost} ${back}${end} to search it.`;
}
