import { UnseatError } from '../errors.ts';
import { internalError, serviceUnavailable, settingsWrong } from '../refusals/service.ts';
import { damagedRefusal } from '../operations/engine/parts/damaged-refusal.ts';
import { DamagedRowError } from '../storage/rows/document.ts';
import { SettingsError } from '../settings.ts';
import { StorageOutage, StorageRefusal } from '../storage/tables.ts';

/**
 * Anything thrown as an error a caller can be told. Only what the storage service did may succeed later: an outage, or a
 * condition that did not settle. What nobody has foreseen is a fault of ours, and the same request meets it again.
 */
export function toUnseatError(error: unknown, requestId: string): UnseatError {
  if (error instanceof UnseatError) return error;
  if (error instanceof StorageOutage || error instanceof StorageRefusal) {
    const retryAfterSeconds = error instanceof StorageOutage ? (error.retryAfterSeconds ?? 5) : 5;
    return serviceUnavailable({}, { cause: error, retryAfterSeconds });
  }
  if (error instanceof SettingsError) {
    return settingsWrong({ problems: [...error.problems] }, { cause: error });
  }
  if (error instanceof DamagedRowError) {
    return damagedRefusal(error);
  }
  return internalError({ requestId }, { cause: error });
}

/** What a log may hold of an error: its kind and place, never a message with somebody's data. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const cause = error.cause instanceof Error ? ` <- ${error.cause.name}` : '';
  const frames = (error.stack ?? '')
    .replace(error.message, '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '));
  // Which row and what of it, what is out and what to do about a lost table, or which setting: ids and names of settings.
  const isSayable =
    error instanceof DamagedRowError ||
    error instanceof StorageOutage ||
    error instanceof SettingsError;
  const said = isSayable ? `: ${error.message}` : '';
  return `${error.name}${said}${cause}\n${frames.slice(0, 6).join('\n')}`;
}
