import { z } from 'zod';
import type { OperationId } from '../../../licensing/ids.ts';
import { UserId } from '../../../licensing/ids.ts';
import { keysUnder, padPart } from '../../keys.ts';
import type { Range, Row, Write } from '../../tables.ts';
import { fromDocument, toDocument } from '../document.ts';

/** So many users stand in one row, far below the 1 MiB of a row. */
export const usersInRow = 500;

/** One user of a job, and, where the job gives back, which part of the operation it undoes took from them. */
export const JobUser = z.strictObject({
  userId: UserId,
  part: z.number().int().nonnegative().optional(),
});
export type JobUser = z.infer<typeof JobUser>;

const JobUsers = z.strictObject({ users: z.array(JobUser).readonly() });

/** Whom a job is about, in the order of its request: ten thousand ids are too many for the record. */
export function jobUsersRows(operationId: OperationId): Range {
  return keysUnder(`BT~${operationId}`);
}

export function jobUsersKey(operationId: OperationId, index: number): string {
  return `BT~${operationId}~${padPart(index)}`;
}

export function jobUsersWrites(
  operationId: OperationId,
  users: readonly JobUser[],
): readonly Write[] {
  const writes: Write[] = [];
  for (let start = 0; start < users.length; start += usersInRow) {
    const properties = toDocument(JobUsers, { users: users.slice(start, start + usersInRow) });
    writes.push({ kind: 'create', key: jobUsersKey(operationId, writes.length), properties });
  }
  return writes;
}

/** @throws DamagedRowError when the row does not hold users of a job */
export function fromJobUsersRow(row: Row): readonly JobUser[] {
  return fromDocument('job users', JobUsers, row).value.users;
}
