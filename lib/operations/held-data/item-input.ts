import { z } from 'zod';
import { isAddressable, notAddressable } from '../../licensing/ids.ts';
import type { Instant } from '../../licensing/time.ts';
import { toInstant } from '../../licensing/time.ts';
import type { VaultItem } from '../../storage/rows/vault-item-row.ts';
import { isItemKey } from '../../storage/rows/vault-item-row.ts';

/** What it takes as it is kept, with what is escaped, is measured before it is written. */
export const mostContent = 400_000;

/** An item's id becomes part of a key, whatever characters it has. */
export const ItemId = z
  .string()
  .min(1)
  .max(100)
  .refine(isAddressable, notAddressable)
  .refine(
    isItemKey,
    'is too long: a key takes 100 of A-Z a-z 0-9 . - or about 160 bytes of others',
  );

/** What a portal puts into the vault. */
export const ItemInput = z.strictObject({
  name: z.string().min(1).max(400),
  contentType: z.string().min(1).max(200).default('text/plain'),
  content: z.string().max(mostContent, `is over ${mostContent} characters`).default(''),
  createdAt: z.iso.datetime({ offset: true }).optional(),
  sizeBytes: z.number().int().nonnegative().optional(),
});
export type ItemInput = z.infer<typeof ItemInput>;

/** An item that is put; one without a date is as old as it was, or as its first arrival. */
export type NewItem = Omit<VaultItem, 'createdAt'> & { readonly createdAt: Instant | null };

/** The item as it is put; without a size it is the content's, in bytes of UTF-8. */
export function toNewItem(itemId: string, input: ItemInput): NewItem {
  const { name, contentType, content, createdAt, sizeBytes } = input;
  return {
    itemId,
    name,
    contentType,
    sizeBytes: sizeBytes ?? Buffer.byteLength(content),
    createdAt: createdAt === undefined ? null : toInstant(createdAt),
    content,
  };
}
