import type { SkuId } from '../../licensing/ids.ts';
import type { Instant } from '../../licensing/time.ts';
import type { Job } from '../../storage/rows/jobs/job-row.ts';
import type { OperationRequest } from '../../storage/rows/operation-request.ts';
import type { OperationPart } from '../../storage/rows/operation-row.ts';
import { totalsOf } from '../engine/answers/totals.ts';
import { countResults } from './job-sums.ts';

/** Who has committed a part, when, and of what. */
interface Committed {
  readonly worker: string;
  readonly at: Instant;
  readonly request: OperationRequest;
}

/** How far a job has come with one more part. */
export function jobAfter(job: Job, part: OperationPart, { worker, at, request }: Committed): Job {
  const counts = countResults([part]);
  const { users } = job;
  const isDone = part.doneTargets >= users.of;
  return {
    ...job,
    state: isDone ? 'done' : 'running',
    users: {
      of: users.of,
      done: part.doneTargets,
      changed: users.changed + counts.changed,
      unchanged: users.unchanged + counts.unchanged,
      failed: users.failed + counts.failed,
    },
    nextPart: job.nextPart + 1,
    isMidUser: part.isStep,
    totals: summed(job.totals, totalsOf(request, [part])),
    seatChanges: added(job.seatChanges, part.seatChanges),
    worker,
    endedAt: isDone ? at : null,
  };
}

function summed(before: Job['totals'], more: Job['totals']): Job['totals'] {
  return {
    users: before.users + more.users,
    failed: before.failed + more.failed,
    licensesTaken: before.licensesTaken + more.licensesTaken,
    licensesGiven: before.licensesGiven + more.licensesGiven,
    seatsFreed: before.seatsFreed + more.seatsFreed,
    seatsTaken: before.seatsTaken + more.seatsTaken,
  };
}

function added(
  before: Job['seatChanges'],
  changes: OperationPart['seatChanges'],
): Job['seatChanges'] {
  const sums = new Map<SkuId, Job['seatChanges'][number]>(
    before.map((change) => [change.skuId, change]),
  );
  for (const { skuId, skuPartNumber, count } of changes) {
    const sum = (sums.get(skuId)?.count ?? 0) + count;
    sums.set(skuId, { skuId, skuPartNumber, count: sum });
  }
  return [...sums.values()];
}
