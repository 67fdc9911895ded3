import { z } from 'zod';
import { UserId } from '../licensing/ids.ts';
import { Service } from '../licensing/products/service.ts';
import type { RetentionQuery } from '../operations/retention/read-retention.ts';
import { instantParam, paging } from './inputs.ts';

const filters = z.strictObject({
  userId: UserId.optional(),
  service: Service.optional(),
  state: z.enum(['held', 'onHold', 'inactiveMailbox', 'purging']).optional(),
  dueFrom: instantParam.optional().describe('What ends then or later, or has no end.'),
  dueBefore: instantParam.optional().describe('What ends before then.'),
});

/** The query of the list of what is held. */
export const RetentionParams = filters.extend(paging).refine(endsAfterItBegins, wrongWay());

/** The query of the same as a file, which has no pages. */
export const RetentionFileParams = filters
  .extend({ skipToken: paging.skipToken })
  .refine(endsAfterItBegins, wrongWay());

/** What is asked for; what is not said leaves nothing out. */
export function toRetentionFilter(
  query: z.infer<typeof filters> & { readonly skipToken?: string | undefined },
): Omit<RetentionQuery, 'top'> {
  const { userId = null, service = null, state = null } = query;
  const { dueFrom = null, dueBefore = null, skipToken = null } = query;
  return { userId, service, state, dueFrom, dueBefore, skipToken };
}

function endsAfterItBegins({ dueFrom, dueBefore }: z.infer<typeof filters>): boolean {
  return dueFrom === undefined || dueBefore === undefined || dueFrom < dueBefore;
}

function wrongWay() {
  return { path: ['dueBefore'], error: 'is not after dueFrom' };
}
