import { z } from 'zod';
import { Service } from '../../licensing/products/service.ts';
import { Instant } from '../../licensing/time.ts';
import { DataState } from '../../licensing/user.ts';
import type { OperationPart } from '../../storage/rows/operation-row.ts';
import { freedSeats } from '../engine/answers/operation-answer.ts';
import { LicenseResult, SeatCount, UserResult } from '../engine/answers/result.ts';

const count = z.number().int().nonnegative();

/** How many users came to what. */
export const UserCounts = z.strictObject({ changed: count, unchanged: count, failed: count });
export type UserCounts = z.infer<typeof UserCounts>;

/** What a job comes to, added up over its users. */
export const JobSums = z.strictObject({
  users: z.strictObject({ of: count, ...UserCounts.shape }),
  licenses: z.array(
    LicenseResult.pick({ skuId: true, skuPartNumber: true, outcome: true }).extend({ count }),
  ),
  data: z.array(
    z.strictObject({
      service: Service,
      state: DataState,
      users: count,
      firstUntil: Instant.nullable().describe('When the first of it is deleted for good.'),
    }),
  ),
  failures: z.array(z.strictObject({ code: z.string(), users: count })),
  freedSeats: z.array(SeatCount),
});
export type JobSums = z.infer<typeof JobSums>;

/** What the users of some parts came to. */
export function countResults(parts: readonly Pick<OperationPart, 'results'>[]): UserCounts {
  const results = resultsOf(parts);
  const of = (status: UserResult['status']): number =>
    results.filter((result) => result.status === status).length;
  return { changed: of('changed'), unchanged: of('unchanged'), failed: of('failed') };
}

/** Adds up what an operation did, or would do, to its users. */
export function sumsOf(parts: readonly OperationPart[]): JobSums {
  const results = resultsOf(parts);
  const licenses = new Map<string, JobSums['licenses'][number]>();
  const data = new Map<string, JobSums['data'][number]>();
  const failures = new Map<string, JobSums['failures'][number]>();
  for (const result of results) {
    for (const { skuId, skuPartNumber, outcome } of result.licenses) {
      const before = licenses.get(`${skuId} ${outcome}`)?.count ?? 0;
      licenses.set(`${skuId} ${outcome}`, { skuId, skuPartNumber, outcome, count: before + 1 });
    }
    for (const { service, state, until } of result.data) {
      const before = data.get(`${service} ${state}`);
      const ends = [until, before?.firstUntil ?? null].filter((end) => end !== null).toSorted();
      const users = (before?.users ?? 0) + 1;
      data.set(`${service} ${state}`, { service, state, users, firstUntil: ends[0] ?? null });
    }
    if (result.error === null) continue;
    const { code } = result.error;
    failures.set(code, { code, users: (failures.get(code)?.users ?? 0) + 1 });
  }
  return {
    users: { of: results.length, ...countResults(parts) },
    licenses: [...licenses.values()],
    data: [...data.values()],
    failures: [...failures.values()],
    freedSeats: [...freedSeats(parts)],
  };
}

function resultsOf(parts: readonly Pick<OperationPart, 'results'>[]): UserResult[] {
  return parts.flatMap(({ results }) => z.array(UserResult).parse(results));
}
