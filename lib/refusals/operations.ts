import { z } from 'zod';
import { OperationId } from '../licensing/ids.ts';
import { Instant } from '../licensing/time.ts';
import { refusal } from './refusal.ts';

/** Why an operation can't be undone, or a request not repeated. */

const operation = { operationId: OperationId };
const named = { ...operation, path: z.string().describe('What it was.') };

export const operationRunning = refusal('operationRunning', 'conflict', {
  parameters: () => z.strictObject({ ...named, done: z.number().int(), of: z.number().int() }),
  sentence:
    "Operation '{operationId}' ({path}) is running: {done} of {of} done. Ask again when it is done; " +
    'what a crash has left is finished within minutes.',
});

export const importRunning = refusal('importRunning', 'conflict', {
  parameters: () => z.strictObject({ ...named, done: z.number().int(), of: z.number().int() }),
  sentence:
    "Operation '{operationId}' ({path}) is running: {done} of {of} done. Ask again when it is done; " +
    'an import that was cut off goes on when the same part is sent again under its key.',
});

export const operationJustBegun = refusal('operationJustBegun', 'conflict', {
  parameters: () => z.strictObject(named),
  sentence: "Operation '{operationId}' ({path}) has only just begun. Ask again.",
});

export const operationUndone = refusal('operationUndone', 'conflict', {
  parameters: () => z.strictObject({ ...operation, undoneBy: OperationId }),
  sentence: "Operation '{operationId}' was undone already, by operation '{undoneBy}'.",
});

export const operationIsJob = refusal('operationIsJob', 'conflict', {
  parameters: () => z.strictObject(operation),
  sentence: "Operation '{operationId}' is a job, and only a job takes it back.",
});

export const operationDeletedUsers = refusal('operationDeletedUsers', 'conflict', {
  parameters: () => z.strictObject(named),
  sentence: "Operation '{operationId}' deleted users.",
});

export const operationTookNothing = refusal('operationTookNothing', 'conflict', {
  parameters: () => z.strictObject(named),
  sentence:
    "Operation '{operationId}' ({path}) took no license that was assigned directly, so there is nothing to give back.",
});

export const idempotencyKeyReused = refusal('idempotencyKeyReused', 'idempotencyKeyReused', {
  parameters: () => z.strictObject({ ...operation, usedAt: Instant }),
  sentence:
    'The Idempotency-Key was used at {usedAt} for another request (operation {operationId}). ' +
    'Use a new key for a new request.',
});
