import { z } from 'zod';
import type { OperationRequest } from '../../../storage/rows/operation-request.ts';
import type { OperationPart, OperationTotals } from '../../../storage/rows/operation-row.ts';

/** Of whatever a part recorded of a target: a user, or an entry of an import. */
const Result = z.object({
  status: z.string().optional(),
  outcome: z.string().optional(),
  licenses: z.array(z.object({ outcome: z.string() })).default([]),
});

/** Imports whose entries are each one person's. */
const importsOfUsers: ReadonlySet<string> = new Set(['users', 'mailboxUsage', 'oneDriveUsage']);

/** What the parts of an operation come to, in numbers. */
export function totalsOf(
  request: OperationRequest,
  parts: readonly OperationPart[],
): OperationTotals {
  const results = parts.flatMap((part) => part.results.flatMap(toResult));
  const isOfUsers = request.path !== 'import' || importsOfUsers.has(request.kind);
  const seats = parts.flatMap(({ seatChanges }) => seatChanges.map(({ count }) => count));
  return {
    users: Math.max(isOfUsers ? results.filter(isChanged).length : 0, moved(parts)),
    failed: results.filter(({ status, outcome }) => status === 'failed' || outcome === 'rejected')
      .length,
    licensesTaken: sum(parts.flatMap(({ taken }) => taken.map(({ licenses }) => licenses.length))),
    licensesGiven: results
      .flatMap(({ licenses }) => licenses)
      .filter(({ outcome }) => outcome === 'assigned').length,
    seatsFreed: sum(seats.map((count) => Math.max(0, -count))),
    seatsTaken: sum(seats.map((count) => Math.max(0, count))),
  };
}

function toResult(recorded: unknown): readonly z.infer<typeof Result>[] {
  const { data } = Result.safeParse(recorded);
  return data === undefined ? [] : [data];
}

function isChanged({ status, outcome }: z.infer<typeof Result>): boolean {
  return status === 'changed' || outcome === 'accepted';
}

/** People whose data became held or came back: where plans or settings changed, nothing else names them. */
function moved(parts: readonly OperationPart[]): number {
  return new Set(parts.flatMap(({ moves }) => moves.map(({ userId }) => userId))).size;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
