import { z } from 'zod';
import { isAddressable, notAddressable, SkuId } from '../licensing/ids.ts';
import { toInstant } from '../licensing/time.ts';
import { ItemId } from '../operations/held-data/item-input.ts';

/** Inputs that several routes share. */
export const none = z.strictObject({});

/** Many clients send `{}` where there is nothing to say. */
export const noBody = z.preprocess(
  (body) => (none.safeParse(body).success ? undefined : body),
  z.undefined({ error: 'This request takes no body.' }),
);

const flag = z.enum(['true', 'false'], { error: "is 'true' or 'false'" }).default('false');

export const DryRun = z.strictObject({ dryRun: flag });

/** An id or a user principal name. */
export const userParam = z
  .string()
  .trim()
  .min(1)
  .max(150, 'is longer than an id or a user principal name can be')
  .refine(isAddressable, notAddressable);

export const SkuParams = z.strictObject({ skuId: SkuId });
export const UserParams = z.strictObject({ userId: userParam });

/** The id of an item. The host decodes a path but for its encoded slashes. */
export const itemParam = z
  .string()
  .transform((text) => text.replaceAll(/%2f/gi, '/'))
  .pipe(ItemId);

/** An id a caller chooses: it becomes part of a key. */
export const chosenId = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,64}$/, 'takes 1 to 64 of A-Z a-z 0-9 . _ -')
  .refine(isAddressable, notAddressable);

/** Values of a page at the most. */
export const mostOnPage = 200;

export const paging = {
  top: z.coerce
    .number({ error: 'is a number from 1 to 200' })
    .int('is a whole number from 1 to 200')
    .min(1, 'is 1 to 200')
    .max(mostOnPage, 'is 1 to 200')
    .default(50),
  skipToken: z.string().max(4000).optional(),
};

export const instantParam = z.iso
  .datetime({ offset: true, error: 'is not a date and time such as 2026-12-23T10:00:00Z' })
  .transform((text) => toInstant(text));

/** A view of slim rows takes more of them at once. */
export const mostRowsOnPage = 1000;

/** The paging of a list that can be shown in slim rows (`view=list`). */
export const viewPaging = {
  ...paging,
  view: z.enum(['list']).optional().describe('list: slim rows, up to 1,000 a page.'),
  top: z.coerce
    .number({ error: 'is a number from 1 to 200, or to 1000 with view=list' })
    .int('is a whole number')
    .min(1, 'is 1 to 200, or to 1000 with view=list')
    .max(mostRowsOnPage, 'is 1 to 200, or to 1000 with view=list')
    .default(50),
};

/** Whether a page is as small as its view asks for. */
export function hasTopOfView({ view, top }: { view?: string | undefined; top: number }): boolean {
  return view === 'list' || top <= mostOnPage;
}

export const tooManyForView = {
  path: ['top'],
  error: `is 1 to ${mostOnPage}, or to ${mostRowsOnPage} with view=list`,
};

/** Yes or no in a query; absent: either. */
export const yesNo = z
  .enum(['true', 'false'], { error: "is 'true' or 'false'" })
  .transform((text) => text === 'true')
  .optional();

/** A list without repeats; each repeat is named. */
export function uniqueList<Item extends z.ZodType<string>>(item: Item, most: number, what: string) {
  return z
    .array(item, { error: `is a list of ${what}` })
    .min(1, `names nobody: give 1 to ${most} ${what}`)
    .max(most, `takes at most ${most} ${what} in one request`)
    .superRefine((values, context) => {
      const seen = new Map<string, number>();
      for (const [index, value] of values.entries()) {
        const first = seen.get(value);
        if (first === undefined) seen.set(value, index);
        else
          context.addIssue({
            code: 'custom',
            path: [index],
            message: `repeats the entry at [${first}]`,
          });
      }
    });
}
