import { notFound } from '../../errors.ts';
import type { OperationId } from '../../licensing/ids.ts';
import type { Job } from '../../storage/rows/jobs/job-row.ts';
import {
  fromJobRow,
  jobKey,
  waitingJobOfKey,
  waitingJobRows,
} from '../../storage/rows/jobs/job-row.ts';
import type { JobUser } from '../../storage/rows/jobs/job-users-row.ts';
import { fromJobUsersRow, jobUsersKey, usersInRow } from '../../storage/rows/jobs/job-users-row.ts';
import type { Versioned } from '../../storage/rows/document.ts';
import { DamagedRowError } from '../../storage/rows/document.ts';
import type { Operation } from '../../storage/rows/operation-row.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import { readHead } from '../engine/parts/read-record.ts';

/** The record of a job, and how far it has come. */
export interface FoundJob {
  readonly operation: Operation;
  readonly job: Versioned<Job>;
}

/** @returns null when there is no such job, or its record was kept its time */
export async function findJob(store: TenantStore, jobId: OperationId): Promise<FoundJob | null> {
  const operation = await readHead(store, jobId);
  if (operation?.request.path !== 'job') return null;
  return { operation, job: await readJob(store, operation) };
}

/** @throws UnseatError notFound */
export async function requireJob(store: TenantStore, jobId: OperationId): Promise<FoundJob> {
  const found = await findJob(store, jobId);
  if (found === null) throw notFound('job', jobId);
  return found;
}

/**
 * How far a job has come, by the record of its operation.
 * @throws DamagedRowError also when its row is missing: nothing is decided on how far it may have come
 */
export async function readJob(
  store: TenantStore,
  operation: Pick<Operation, 'operationId' | 'at'>,
): Promise<Versioned<Job>> {
  const key = jobKey(operation);
  const row = await store.row(key);
  if (row === null) throw new DamagedRowError('job', key, null);
  return fromJobRow(row);
}

/** Whether nothing of a job is still to come. */
export function hasEnded({ state }: Pick<Job, 'state'>): boolean {
  return state === 'done' || state === 'cancelled';
}

/** Whose turn it is: the jobs of a tenant go one after the other, so that none takes the place of other tenants'. */
export async function firstWaiting(store: TenantStore): Promise<OperationId | null> {
  const [row] = await store.first(waitingJobRows, 1);
  return row === undefined ? null : waitingJobOfKey(row.key);
}

/** Some users of a job, in their order. */
export async function readJobUsers(
  store: TenantStore,
  jobId: OperationId,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly JobUser[]> {
  const first = Math.floor(from / usersInRow);
  const users: JobUser[] = [];
  for (let index = first; index * usersInRow < to; index += 1) {
    const key = jobUsersKey(jobId, index);
    const row = await store.row(key);
    if (row === null) throw new DamagedRowError('job users', key, null);
    users.push(...fromJobUsersRow(row));
  }
  return users.slice(from - first * usersInRow, to - first * usersInRow);
}
