import { z } from 'zod';
import type { RefusalSpec } from './refusal.ts';

/** Entries of the closed list that are made elsewhere, with what differs from case to case. */

/** 404, which `notFound` of `lib/errors.ts` makes with what to do about it. */
export const notFoundSpec: RefusalSpec = {
  code: 'notFound',
  kind: 'notFound',
  sentence: "There is no {resource} '{id}' in this tenant.",
  parameters: () => z.strictObject({ resource: z.string(), id: z.string() }),
};

/** 400, whose details say what is wrong with which input. */
export const invalidRequestSpec: RefusalSpec = {
  code: 'invalidRequest',
  kind: 'invalidRequest',
  sentence: 'The request has problems, each named in details; nothing was changed.',
  parameters: () => z.strictObject({}),
};
