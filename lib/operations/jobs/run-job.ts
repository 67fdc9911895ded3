import { randomUUID } from 'node:crypto';
import { UnseatError } from '../../errors.ts';
import type { Instant } from '../../licensing/time.ts';
import type { JobMessage } from '../../messages/jobs.ts';
import type { Job } from '../../storage/rows/jobs/job-row.ts';
import { jobChange, waitingJobRemoval } from '../../storage/rows/jobs/job-row.ts';
import type { JobUser } from '../../storage/rows/jobs/job-users-row.ts';
import type { Operation } from '../../storage/rows/operation-row.ts';
import { TenantStore } from '../../storage/tenant-store.ts';
import type { OperationSpec } from '../engine/operation-spec.ts';
import { mostTargets } from '../engine/plan-part.ts';
import { commitInTurn } from '../engine/run-operation.ts';
import type { Services } from '../engine/services.ts';
import type { Session } from '../engine/session.ts';
import { sessionOf } from '../engine/session.ts';
import { endJob } from './end-job.ts';
import { findJob, firstWaiting, hasEnded, readJob, readJobUsers } from './find-job.ts';
import { readGivenBack } from './given-back.ts';
import { jobAfter } from './job-after.ts';
import { jobDecisions } from './job-decisions.ts';
import { sendJob } from './send-job.ts';

/** Transactions one message does: the next message stands behind those of other tenants. */
const mostParts = 5;

/** Somebody else is at work on the job, or it has ended: there is nothing left to do here. */
class LeftToOthersError extends UnseatError {
  constructor() {
    super('serviceUnavailable', 'Somebody else goes on with this job.');
  }
}

/**
 * Goes on with a job: a few transactions, then the next message. Each of them is a part of the job's operation, created
 * once, so a message may be lost, doubled or cut off anywhere. Of two that are at work at once, the one that comes too late
 * leaves.
 */
export async function runJob(
  services: Services,
  { tenantId, operationId }: JobMessage,
  now: Instant,
): Promise<void> {
  const store = new TenantStore(services.tables, tenantId);
  const found = await findJob(store, operationId);
  if (found === null) {
    services.log(`job ${operationId}: has no record any more, nothing to do`);
    return;
  }
  const { operation } = found;
  let job = found.job.value;
  if (hasEnded(job) || (await firstWaiting(store)) !== operationId) return;
  const { by: caller, route } = operation;
  const call = { tenantId, caller, now, route, idempotencyKey: null, isDryRun: false };
  const session = sessionOf(services, call);
  const from = job.users.done;
  const to = Math.min(job.users.of, from + mostParts * mostTargets);
  const users = await readJobUsers(store, operationId, { from, to });
  const turn: Turn = { operation, from, users, worker: randomUUID() };
  for (let parts = 0; parts < mostParts && !hasEnded(job); parts += 1) {
    const after = await commitNext(session, turn, job);
    if (after === null) return;
    job = after;
  }
  if (hasEnded(job)) await endJob(services, store, operationId);
  else await sendJob(services, tenantId, operationId);
}

/** One message's work on a job. */
interface Turn {
  readonly operation: Operation;
  /** The first of the users, counted among all of the job. */
  readonly from: number;
  readonly users: readonly JobUser[];
  readonly worker: string;
}

/** @returns the job after its next part; null where it is left to others */
async function commitNext(session: Session, turn: Turn, job: Job): Promise<Job | null> {
  const { store, catalogs, tenantId, now } = session;
  const { operation, worker } = turn;
  const { operationId, fingerprint, at } = operation;
  const place = {
    part: job.nextPart,
    doneTargets: job.users.done,
    isMidTarget: job.isMidUser,
  };
  const work = {
    catalog: await catalogs.of(tenantId, now),
    spec: await specOf(session, turn, job),
    head: { operationId, fingerprint, at },
  };
  try {
    const part = await commitInTurn(session, work, place);
    return jobAfter(job, part, { worker, at: store.lastSeenClock(), request: operation.request });
  } catch (error) {
    if (error instanceof LeftToOthersError) return null;
    throw error;
  }
}

async function specOf(
  { store }: Session,
  { operation, from, users, worker }: Turn,
  { action, users: { done, of }, worker: last }: Job,
): Promise<OperationSpec<JobUser>> {
  const next = users.slice(done - from, done - from + mostTargets);
  const givenBack =
    action.kind === 'undo' ? await readGivenBack(store, action.operationId, next) : new Map();
  return {
    ...jobDecisions(store, action, givenBack),
    request: operation.request,
    targets: users,
    seatsOf: action.kind === 'assign' ? action.licenses.map(({ skuId }) => skuId) : [],
    slice: { first: from, of },
    besidePart: async (part) => {
      const { value: current, etag } = await readJob(store, operation);
      const isOvertaken = last === worker && current.worker !== worker;
      if (hasEnded(current) || current.nextPart !== part || isOvertaken) {
        throw new LeftToOthersError();
      }
      return (committed) => {
        const after = jobAfter(current, committed, {
          worker,
          at: store.lastSeenClock(),
          request: operation.request,
        });
        return [jobChange(after, etag), ...(hasEnded(after) ? [waitingJobRemoval(after)] : [])];
      };
    },
  };
}
