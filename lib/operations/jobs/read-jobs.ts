import { z } from 'zod';
import type { OperationId } from '../../licensing/ids.ts';
import { readEach } from '../../storage/rows/damaged-rows.ts';
import type { Job } from '../../storage/rows/jobs/job-row.ts';
import { fromJobRow, jobRows } from '../../storage/rows/jobs/job-row.ts';
import { fromOperationPartRow, furtherPartRows } from '../../storage/rows/operation-row.ts';
import { UserResult } from '../engine/answers/result.ts';
import { mostTargets } from '../engine/plan-part.ts';
import type { Session } from '../engine/session.ts';
import type { List, Slice } from '../lists/paging.ts';
import { fromSkipToken, toSkipToken } from '../lists/paging.ts';
import { scanRows } from '../lists/scan-rows.ts';
import { requireJob } from './find-job.ts';

/** Slices one request reads at the most while it looks for results of one status. */
const mostSlices = 20;

/** How far a job has come. @throws UnseatError notFound */
export async function readJobById({ store }: Session, jobId: OperationId): Promise<Job> {
  const { job } = await requireJob(store, jobId);
  return job.value;
}

/** Jobs, newest first. */
export function listJobs(
  session: Session,
  page: { readonly top: number; readonly skipToken: string | null },
): Promise<Slice<Job>> {
  return scanRows(session.store, {
    kind: 'jobs',
    query: {},
    range: jobRows,
    ...page,
    read: (rows) =>
      Promise.resolve(
        readEach(rows, (row) => fromJobRow(row).value, session.log).map((job) =>
          job === null ? [] : [job],
        ),
      ),
  });
}

export interface ResultsQuery {
  /** Null: whatever came of them. */
  readonly status: UserResult['status'] | null;
  /** At least as many as one transaction has users. */
  readonly top: number;
  readonly skipToken: string | null;
}

/** What came of the users of a job, in their order, as far as it has come. @throws UnseatError notFound */
export async function listJobResults(
  { store, tenantId }: Session,
  jobId: OperationId,
  { status, top, skipToken }: ResultsQuery,
): Promise<Slice<UserResult>> {
  await requireJob(store, jobId);
  const range = furtherPartRows(jobId);
  const list: List = { kind: 'jobResults', tenantId, query: { jobId, status } };
  let next: string | null = fromSkipToken(list, skipToken, range) ?? range.from;
  const value: UserResult[] = [];
  for (let slices = 0; next !== null && slices < mostSlices; slices += 1) {
    const parts = Math.floor((top - value.length) / mostTargets);
    if (parts === 0) break;
    const slice = await store.slice({ from: next, to: range.to }, parts);
    const results = slice.rows.flatMap((row) =>
      z.array(UserResult).parse(fromOperationPartRow(row).results),
    );
    value.push(...results.filter((result) => status === null || result.status === status));
    ({ next } = slice);
    if (status === null) break;
  }
  return { value, skipToken: next === null ? null : toSkipToken(list, next) };
}
