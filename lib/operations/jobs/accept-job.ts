import { createHash } from 'node:crypto';
import type { OperationId, UserId } from '../../licensing/ids.ts';
import type { Instant } from '../../licensing/time.ts';
import type { JobAction } from '../../storage/rows/operation-request.ts';
import type { Job } from '../../storage/rows/jobs/job-row.ts';
import { newJobWrites } from '../../storage/rows/jobs/job-row.ts';
import type { JobUser } from '../../storage/rows/jobs/job-users-row.ts';
import { jobUsersWrites } from '../../storage/rows/jobs/job-users-row.ts';
import { operationChange } from '../../storage/rows/operation-row.ts';
import type { Write } from '../../storage/tables.ts';
import { totalsOf } from '../engine/answers/totals.ts';
import { operationIdOf } from '../engine/operation-id.ts';
import type { OperationSpec } from '../engine/operation-spec.ts';
import { readHead } from '../engine/parts/read-record.ts';
import { runOperation } from '../engine/run-operation.ts';
import type { Session } from '../engine/session.ts';
import { assertAssignable } from '../licenses/license-refusals.ts';
import { undoable } from '../licenses/undo-operation.ts';
import type { GivenBack } from './given-back.ts';
import { readUndone } from './given-back.ts';
import { jobDecisions } from './job-decisions.ts';
import type { JobSums } from './job-sums.ts';
import { sumsOf } from './job-sums.ts';

/** What a job does, and to whom; whom an undo is about, says the operation that it undoes. */
export interface JobRequest {
  readonly action: JobAction;
  readonly userIds: readonly UserId[];
}

/** What was accepted: the same for every repeat under the same key, however far the job is by then. */
export interface AcceptedJob {
  readonly jobId: OperationId;
  readonly at: Instant;
  readonly action: JobAction;
  readonly users: number;
}

/**
 * Accepts a job: its record, whom it is about and its place in the line, in one transaction. What it does is done by message.
 * @throws UnseatError invalidRequest for products that can't be given, conflict for an operation that can't be undone
 */
export async function acceptJob(session: Session, asked: JobRequest): Promise<AcceptedJob> {
  const { action } = asked;
  const repeated = await repeatedUndo(session, action);
  if (repeated !== null) return repeated;
  const { users } = await whomOf(session, asked);
  const catalog = await catalogFor(session, action);
  const request = requestOf(action, users);
  const spec: OperationSpec<JobUser> = {
    request,
    targets: [],
    slice: { first: 0, of: users.length },
    userIdOf: ({ userId }) => userId,
    // Nothing is decided on anybody yet.
    decide: () => ({ after: null, result: null }),
    decideWhole: async (operationId, at) => ({
      writes: [
        ...newJobWrites(newJob(session, { operationId, at, action }, request)),
        ...jobUsersWrites(operationId, users),
        ...(await undoneWrites(session, action, operationId)),
      ],
    }),
  };
  const { operationId, at } = await runOperation(session, catalog, spec);
  if (operationId === null) throw new RangeError('a job that was accepted has a record');
  return { jobId: operationId, at, action, users: users.length };
}

/** What a job would do now, added up. Nothing is written. */
export async function foreseeJob(session: Session, asked: JobRequest): Promise<JobSums> {
  const { action } = asked;
  const { users, givenBack } = await whomOf(session, asked);
  const catalog = await catalogFor(session, action);
  const run = await runOperation({ ...session, isDryRun: true }, catalog, {
    ...jobDecisions(session.store, action, givenBack),
    request: requestOf(action, users),
    targets: users,
  });
  return sumsOf(run.parts);
}

interface Whom {
  readonly users: readonly JobUser[];
  readonly givenBack: GivenBack;
}

async function whomOf(session: Session, { action, userIds }: JobRequest): Promise<Whom> {
  if (action.kind !== 'undo') {
    return { users: userIds.map((userId) => ({ userId })), givenBack: new Map() };
  }
  const undoneBy = session.idempotencyKey === null ? null : operationIdOf(session);
  return readUndone(session.store, action.operationId, undoneBy);
}

/** Whom an undo is about is not known any more once the record of what it undid was kept its time. */
async function repeatedUndo(session: Session, action: JobAction): Promise<AcceptedJob | null> {
  if (action.kind !== 'undo' || session.idempotencyKey === null) return null;
  const known = await readHead(session.store, operationIdOf(session));
  if (known?.request.path !== 'job') return null;
  const { operationId, at, request } = known;
  if (JSON.stringify(request.action) !== JSON.stringify(action)) return null;
  return { jobId: operationId, at, action, users: request.users };
}

/** Settings and products to decide by; what is wrong with the request itself refuses it as a whole. */
async function catalogFor({ catalogs, tenantId, now }: Session, action: JobAction) {
  if (action.kind !== 'assign') return catalogs.of(tenantId, now);
  const skuIds = action.licenses.map(({ skuId }) => skuId);
  const catalog = await catalogs.of(tenantId, now, skuIds);
  assertAssignable(action.licenses, catalog);
  return catalog;
}

/** An undo marks what it undoes in the transaction it is accepted in. */
async function undoneWrites(
  { store }: Session,
  action: JobAction,
  undoneBy: OperationId,
): Promise<readonly Write[]> {
  if (action.kind !== 'undo') return [];
  const { row } = await undoable(store, action.operationId, undoneBy);
  return [operationChange(row, { undoneBy })];
}

function requestOf(action: JobAction, users: readonly JobUser[]) {
  const ids = users.map(({ userId }) => userId).join();
  const contentHash = createHash('sha256').update(ids).digest('hex');
  return { path: 'job', action, users: users.length, contentHash } as const;
}

function newJob(
  { caller }: Session,
  { operationId, at, action }: Pick<Job, 'operationId' | 'at' | 'action'>,
  request: ReturnType<typeof requestOf>,
): Job {
  return {
    operationId,
    at,
    by: caller,
    action,
    state: 'waiting',
    users: { of: request.users, done: 0, changed: 0, unchanged: 0, failed: 0 },
    nextPart: 1,
    isMidUser: false,
    totals: totalsOf(request, []),
    seatChanges: [],
    worker: null,
    endedAt: null,
    cancelledBy: null,
  };
}
