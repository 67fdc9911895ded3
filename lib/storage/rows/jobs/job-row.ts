import { z } from 'zod';
import { OperationId, SkuId } from '../../../licensing/ids.ts';
import { Instant } from '../../../licensing/time.ts';
import { compact, keysUnder, reversed } from '../../keys.ts';
import type { Range, Row, Write } from '../../tables.ts';
import type { Versioned } from '../document.ts';
import { fromDocument, toDocument } from '../document.ts';
import { JobAction } from '../operation-request.ts';
import { Caller, OperationTotals } from '../operation-row.ts';

const count = z.number().int().nonnegative();

/** How far a job has come. It is written with each part of its operation, so the two never differ. */
export const Job = z.strictObject({
  operationId: OperationId,
  at: Instant,
  by: Caller,
  action: JobAction,
  state: z.enum(['waiting', 'running', 'done', 'cancelled']),
  /** Users in all, and how many of them are done. */
  users: z.strictObject({
    of: count,
    done: count,
    changed: count,
    unchanged: count,
    failed: count,
  }),
  /** The part of the operation that comes next. */
  nextPart: count,
  /** True when the part before was only a step of the user that comes next. */
  isMidUser: z.boolean(),
  totals: OperationTotals,
  seatChanges: z.array(
    z.strictObject({ skuId: SkuId, skuPartNumber: z.string(), count: z.number().int() }),
  ),
  /** Who wrote the part before: of two that are at work at once, one leaves. */
  worker: z.string().nullable(),
  endedAt: Instant.nullable(),
  cancelledBy: Caller.nullable(),
});
export type Job = z.infer<typeof Job>;

type JobName = Pick<Job, 'operationId' | 'at'>;

/** Every job of the tenant, newest first. */
export const jobRows: Range = keysUnder('B');

/** Those that have not ended, oldest first. */
export const waitingJobRows: Range = keysUnder('BW');

export function jobKey({ at, operationId }: JobName): string {
  return `B~${reversed(at)}~${operationId}`;
}

function waitingJobKey({ at, operationId }: JobName): string {
  return `BW~${compact(at)}~${operationId}`;
}

/** The operation of a line of the jobs that wait; null for a key that names none. */
export function waitingJobOfKey(key: string): OperationId | null {
  return OperationId.safeParse(key.split('~')[2]).data ?? null;
}

export function newJobWrites(job: Job): readonly Write[] {
  return [
    { kind: 'create', key: jobKey(job), properties: toDocument(Job, job) },
    { kind: 'create', key: waitingJobKey(job), properties: {} },
  ];
}

/** Refused when somebody has gone on with the job, or cancelled it, since it was read. */
export function jobChange(job: Job, etag: string): Write {
  return { kind: 'replace', key: jobKey(job), properties: toDocument(Job, job), ifMatch: etag };
}

/** A job that has ended keeps no other waiting. */
export function waitingJobRemoval(job: JobName): Write {
  return { kind: 'delete', key: waitingJobKey(job) };
}

/** @throws DamagedRowError when the row does not hold a job */
export function fromJobRow(row: Row): Versioned<Job> {
  return fromDocument('job', Job, row);
}
