import type { OperationId } from '../../licensing/ids.ts';
import type { JobUser } from '../../storage/rows/jobs/job-users-row.ts';
import type { OperationPart } from '../../storage/rows/operation-row.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import type { Decision, DecisionInput } from '../engine/operation-spec.ts';
import { readFurtherPart, readHead } from '../engine/parts/read-record.ts';
import type { Taken } from '../licenses/undo-operation.ts';
import { decideGivenBack, doneParts, undoable } from '../licenses/undo-operation.ts';

/** What an operation took, by its part. */
export type GivenBack = ReadonlyMap<number, OperationPart['taken']>;

/**
 * Whom an operation took licenses from, and what: all a job gives back.
 * @param undoneBy the operation that undoes it; null where nothing is done yet
 * @throws UnseatError notFound, or conflict when it is running, took nothing or was undone already
 */
export async function readUndone(
  store: TenantStore,
  operationId: OperationId,
  undoneBy: OperationId | null,
): Promise<{ readonly users: readonly JobUser[]; readonly givenBack: GivenBack }> {
  const parts = doneParts(await undoable(store, operationId, undoneBy));
  return {
    users: parts.flatMap(({ taken }, part) => taken.map(({ userId }) => ({ userId, part }))),
    givenBack: new Map(parts.map(({ taken }, part) => [part, taken])),
  };
}

/** Reads what an operation took from some users of the job that undoes it: only the parts they stand in. */
export async function readGivenBack(
  store: TenantStore,
  operationId: OperationId,
  users: readonly JobUser[],
): Promise<GivenBack> {
  const numbers = new Set(users.flatMap(({ part }) => part ?? []));
  const parts = await Promise.all(
    [...numbers].map(async (number) => {
      const part =
        number === 0
          ? (await readHead(store, operationId))?.part
          : await readFurtherPart(store, operationId, number);
      return [number, part?.taken ?? []] as const;
    }),
  );
  return new Map(parts);
}

/** What was taken from a user; nothing once the record of it was kept its time and removed. */
export function takenFrom(givenBack: GivenBack, { userId, part }: JobUser): Taken {
  const taken = part === undefined ? [] : (givenBack.get(part) ?? []);
  return taken.find((one) => one.userId === userId) ?? { userId, licenses: [] };
}

export function decideTaken(givenBack: GivenBack, input: DecisionInput<JobUser>): Decision {
  return decideGivenBack({ ...input, target: takenFrom(givenBack, input.target) });
}
