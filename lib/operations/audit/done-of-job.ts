import type { UserId } from '../../licensing/ids.ts';
import type { AuditEntry } from '../../storage/rows/audit-entry-row.ts';
import { readEach } from '../../storage/rows/damaged-rows.ts';
import { DamagedRowError } from '../../storage/rows/document.ts';
import { fromJobRow, jobKey } from '../../storage/rows/jobs/job-row.ts';
import { fromJobUsersRow, jobUsersRows } from '../../storage/rows/jobs/job-users-row.ts';
import type { Operation } from '../../storage/rows/operation-row.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import { freedSeats } from '../engine/answers/operation-answer.ts';
import type { OperationDetails } from '../engine/answers/operation-shapes.ts';
import type { Session } from '../engine/session.ts';

type DoneOfJob = Pick<OperationDetails, 'status' | 'targets' | 'freedSeats' | 'totals'>;

/** How far a job has come, in one row: its results, of up to 10,000 users, are read page by page elsewhere. */
export async function readDoneOfJob(
  store: TenantStore,
  operation: Pick<Operation, 'operationId' | 'at'>,
): Promise<DoneOfJob> {
  const key = jobKey(operation);
  const row = await store.row(key);
  if (row === null) throw new DamagedRowError('job', key, null);
  const { state, users, seatChanges, totals } = fromJobRow(row).value;
  return {
    status: state === 'waiting' ? 'running' : state,
    targets: { done: users.done, of: users.of },
    freedSeats: [...freedSeats([{ seatChanges }])],
    totals,
  };
}

/** Whether a user is one of those a job is about, which its line of the audit does not name. */
export async function isJobAbout(
  { store, log }: Pick<Session, 'store' | 'log'>,
  { operationId }: Pick<AuditEntry, 'operationId'>,
  userId: UserId,
): Promise<boolean> {
  const rows = readEach(await store.all(jobUsersRows(operationId)), fromJobUsersRow, log);
  return rows.some((users) => users?.some((user) => user.userId === userId) === true);
}
