import pMap from 'p-map';
import { z } from 'zod';
import { UserId } from '../../licensing/ids.ts';
import type { VaultItem } from '../../storage/rows/vault-item-row.ts';
import { itemKey } from '../../storage/rows/vault-item-row.ts';
import { mailboxBatches } from './mailbox-batches.ts';
import type { LeftOutMailbox } from './mailboxes.ts';
import type { ItemMatch } from './search-words.ts';
import { toItemMatch } from './search-words.ts';
import type { SearchPosition } from './search-position.ts';
import { fromSearchToken, searchList, toSearchToken } from './search-position.ts';
import type { Session } from '../engine/session.ts';
import { ItemAnswer } from '../engine/answers/shapes.ts';

/** An item that was found, without its content. */
export const SearchHit = z.strictObject({
  userId: UserId,
  userPrincipalName: z.string(),
  ...ItemAnswer.omit({ content: true }).shape,
});
export type SearchHit = z.infer<typeof SearchHit>;

export interface SearchQuery {
  readonly query: string;
  /** Null: every mailbox of the tenant. */
  readonly userIds: readonly UserId[] | null;
  readonly top: number;
  readonly skipToken: string | null;
}

export interface FoundMailboxItems {
  readonly value: readonly SearchHit[];
  /** The mailboxes that this slice came by and did not look into. */
  readonly leftOut: readonly LeftOutMailbox[];
  readonly skipToken: string | null;
}

/** Mailboxes one search can name. */
export const maxUsersOfSearch = 1000;

const itemsAtOnce = 25;
const mailboxesAtOnce = 16;
/** What one request looks at, at the most: a rare word gives short slices with a token, never a long wait. */
const mostUsers = 500;
const mostItems = 5000;

/**
 * Searches the mailboxes that can be searched, in the order of user ids, and names those that can't. Going on with the
 * token takes the same query again.
 * @throws UnseatError invalidRequest for a query without a word or a token of another list
 */
export async function searchMailboxes(
  session: Session,
  { query, userIds, top, skipToken }: SearchQuery,
): Promise<FoundMailboxItems> {
  await session.catalogs.of(session.tenantId, session.now);
  const { log } = session;
  const matches = toItemMatch(query);
  const { store } = session;
  const { vault } = session;
  const list = searchList(session.tenantId, query, userIds);
  const start = fromSearchToken(list, skipToken);
  const value: SearchHit[] = [];
  const leftOut: LeftOutMailbox[] = [];
  const stopAt = (position: SearchPosition): FoundMailboxItems => ({
    value,
    leftOut,
    skipToken: toSearchToken(list, position),
  });
  let users = 0;
  let items = 0;
  const isFull = (): boolean => value.length >= top || users >= mostUsers || items >= mostItems;
  for await (const batch of mailboxBatches(store, session, userIds, start?.userId ?? null)) {
    const first = await pMap(
      isFull() ? [] : batch,
      ({ userId, mailbox }) =>
        mailbox.kind === 'searchable'
          ? vault.items(mailbox.place, { top: itemsAtOnce, from: itemOf(start, userId), log })
          : null,
      { concurrency: mailboxesAtOnce },
    );
    for (const [index, { userId, mailbox }] of batch.entries()) {
      if (isFull()) return stopAt({ userId, item: itemOf(start, userId) });
      users += 1;
      if (mailbox.kind === 'leftOut') leftOut.push(mailbox.mailbox);
      if (mailbox.kind !== 'searchable') continue;
      const { user, place } = mailbox;
      let slice = first[index] ?? null;
      while (slice !== null) {
        items += slice.items.length;
        const found = hitsIn(slice.items, matches, top - value.length);
        value.push(...found.items.map((item) => hit(userId, user.userPrincipalName, item)));
        const next = found.rest === null ? slice.next : itemKey(place, found.rest.itemId);
        if (next === null) break;
        if (found.rest !== null || isFull()) return stopAt({ userId, item: next });
        slice = await vault.items(place, { top: itemsAtOnce, from: next, log });
      }
    }
  }
  return { value, leftOut, skipToken: null };
}

/** Only the mailbox in which the last slice ended goes on in its middle. */
function itemOf(start: SearchPosition | null, userId: UserId): string | null {
  return start?.userId === userId ? start.item : null;
}

/** The matching items, `most` of them, and the item to go on with where there are more items than that. */
function hitsIn(
  items: readonly VaultItem[],
  matches: ItemMatch,
  most: number,
): { readonly items: readonly VaultItem[]; readonly rest: VaultItem | null } {
  const found: VaultItem[] = [];
  for (const item of items) {
    if (found.length >= most) return { items: found, rest: item };
    if (matches(item)) found.push(item);
  }
  return { items: found, rest: null };
}

function hit(userId: UserId, userPrincipalName: string, item: VaultItem): SearchHit {
  const { itemId, name, contentType, sizeBytes, createdAt } = item;
  return {
    userId,
    userPrincipalName,
    service: 'exchange',
    itemId,
    name,
    contentType,
    sizeBytes,
    createdAt,
  };
}
