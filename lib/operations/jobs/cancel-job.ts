import type { OperationId } from '../../licensing/ids.ts';
import { changesTooFast } from '../../refusals/service.ts';
import type { Job } from '../../storage/rows/jobs/job-row.ts';
import { jobChange, waitingJobRemoval } from '../../storage/rows/jobs/job-row.ts';
import type { OperationPart } from '../../storage/rows/operation-row.ts';
import { operationPartKey, operationPartWrite } from '../../storage/rows/operation-row.ts';
import { StorageRefusal } from '../../storage/tables.ts';
import { chainLineWrite } from '../engine/chain-record.ts';
import type { Session } from '../engine/session.ts';
import { endJob } from './end-job.ts';
import { hasEnded, requireJob } from './find-job.ts';

const mostAttempts = 12;

/**
 * Ends a job before its time: whoever was not done stays as they are, and what was done stays done, for an undo to take
 * back. A last part of its operation says so, so nobody goes on with it, whatever message is still on its way.
 * @param mayCancel throws when the caller has no right to do what the job does
 * @throws UnseatError notFound; serviceUnavailable while it goes on too fast to be cancelled
 */
export async function cancelJob(
  session: Session,
  jobId: OperationId,
  mayCancel: (job: Job) => void,
): Promise<Job> {
  const { store, caller, now, isDryRun } = session;
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const { operation, job } = await requireJob(store, jobId);
    const { value, etag } = job;
    mayCancel(value);
    if (hasEnded(value)) return value;
    const cancelled: Job = { ...value, state: 'cancelled', endedAt: now, cancelledBy: caller };
    if (isDryRun) return cancelled;
    // Half of what was decided on a user is nothing anybody asked for: the rest of it comes first.
    if (value.isMidUser) continue;
    const key = operationPartKey(jobId, value.nextPart);
    const part = operationPartWrite(jobId, value.nextPart, lastPart(operation.at, value));
    try {
      await store.submit([
        part,
        chainLineWrite(operation.at, key, [part]),
        jobChange(cancelled, etag),
        waitingJobRemoval(value),
      ]);
    } catch (error) {
      if (!(error instanceof StorageRefusal)) throw error;
      continue;
    }
    await endJob(session, store, jobId);
    return cancelled;
  }
  throw changesTooFast({ what: `job '${jobId}'` });
}

function lastPart(at: OperationPart['at'], { users }: Job): OperationPart {
  return {
    at,
    results: [],
    doneTargets: users.done,
    isStep: false,
    isCancelled: true,
    seatChanges: [],
    taken: [],
    moves: [],
    after: [],
  };
}
