import { z } from 'zod';
import { OperationId } from '../../licensing/ids.ts';
import { Instant } from '../../licensing/time.ts';
import { CallerAnswer, callerAnswer } from '../../operations/engine/answers/operation-shapes.ts';
import { SeatCount } from '../../operations/engine/answers/result.ts';
import type { AcceptedJob } from '../../operations/jobs/accept-job.ts';
import { hasEnded } from '../../operations/jobs/find-job.ts';
import { JobSums } from '../../operations/jobs/job-sums.ts';
import { Job } from '../../storage/rows/jobs/job-row.ts';

/** How many seconds to wait before a job is looked at again. */
const lookAgainSeconds = '5';

const actionNames = ['unassignAll', 'assign', 'restore', 'block', 'unblock', 'undo'] as const;
const ActionName = z.enum(actionNames);

/** What an accepted job is answered with: the same for every repeat. */
export const AcceptedBody = z.strictObject({
  jobId: OperationId,
  action: ActionName,
  at: Instant,
  users: z.number().int(),
  href: z.string().describe('Where to look how far it has come.'),
});

/** What a job would do; nothing was accepted. */
export const ForeseenBody = z.strictObject({
  jobId: z.null(),
  action: ActionName,
  at: Instant,
  dryRun: z.literal(true),
  ...JobSums.shape,
});

/** A job, and how far it has come. */
export const JobBody = z.strictObject({
  jobId: OperationId,
  action: ActionName,
  undoes: OperationId.nullable().describe('The operation a job with the action undo takes back.'),
  status: Job.shape.state.describe(
    'waiting: behind another job of the tenant. cancelled: users.done are done and stay so.',
  ),
  at: Instant,
  by: CallerAnswer,
  users: Job.shape.users,
  freedSeats: z.array(SeatCount),
  takenSeats: z.array(SeatCount),
  endedAt: Instant.nullable(),
  cancelledBy: CallerAnswer.nullable(),
  href: z.string(),
  resultsHref: z.string(),
  operationHref: z.string().describe('The one record of it in the audit.'),
});
export type JobBody = z.infer<typeof JobBody>;

export function acceptedBody({
  jobId,
  action,
  at,
  users,
}: AcceptedJob): z.infer<typeof AcceptedBody> {
  return { jobId, action: action.kind, at, users, href: hrefOf(jobId) };
}

/** Where the job is, and when to look. */
export function acceptedHeaders({ jobId }: AcceptedJob): Readonly<Record<string, string>> {
  return { location: hrefOf(jobId), 'retry-after': lookAgainSeconds };
}

/** When to look again at a job that has not ended. */
export function progressHeaders(job: Job): Readonly<Record<string, string>> {
  return hasEnded(job) ? {} : { 'retry-after': lookAgainSeconds };
}

export function jobBody(job: Job): JobBody {
  const { operationId, action, state, at, by, users, endedAt, cancelledBy } = job;
  return {
    jobId: operationId,
    action: action.kind,
    undoes: action.kind === 'undo' ? action.operationId : null,
    status: state,
    at,
    by: callerAnswer(by),
    users,
    freedSeats: seats(job, -1),
    takenSeats: seats(job, 1),
    endedAt,
    cancelledBy: cancelledBy && callerAnswer(cancelledBy),
    href: hrefOf(operationId),
    resultsHref: `${hrefOf(operationId)}/results`,
    operationHref: `/api/operations/${operationId}`,
  };
}

function seats({ seatChanges }: Job, sign: 1 | -1): SeatCount[] {
  return seatChanges
    .map((change) => ({ ...change, count: change.count * sign }))
    .filter(({ count }) => count > 0);
}

function hrefOf(jobId: OperationId): string {
  return `/api/jobs/${jobId}`;
}
