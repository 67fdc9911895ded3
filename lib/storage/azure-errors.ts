import { z } from 'zod';
import { StorageOutage, StorageRefusal } from './tables.ts';

/**
 * What an SDK error tells: a refused condition, or that nothing is known. Told by the status, because a second copy of
 * the SDK's error class in the tree makes `instanceof` lie.
 */
const SdkError = z.object({
  statusCode: z.number().optional(),
  message: z.string(),
  // A transaction names the error itself; every other call leaves it in the answer.
  code: z.string().optional(),
  details: z
    .object({ odataError: z.object({ code: z.string() }) })
    .optional()
    .catch(undefined),
});

/** What the service calls a row that is not there; a table that is not there has another name. */
const rowMissing: ReadonlySet<string | undefined> = new Set(['ResourceNotFound', 'EntityNotFound']);

/** Whole seconds, as the storage service says them. */
const RetryAfter = z.object({
  response: z.object({
    headers: z
      .custom<{ get(name: string): unknown }>(
        (headers) => headers instanceof Object && 'get' in headers,
      )
      .transform((headers) => headers.get('retry-after'))
      .pipe(z.coerce.number().int().positive()),
  }),
});

/** Turns an error of the Azure SDK into one of ours; one that is neither a refusal nor an outage is thrown as it is. */
export function toStorageError(error: unknown): StorageRefusal | StorageOutage {
  if (error instanceof StorageOutage) return error;
  const parsed = SdkError.safeParse(error);
  if (!parsed.success) throw error;
  const { statusCode, message } = parsed.data;
  const code = parsed.data.code ?? parsed.data.details?.odataError.code;
  switch (statusCode) {
    case 404:
      if (!rowMissing.has(code)) return outage(`Not a row, but more is missing: ${code}.`, error);
      return new StorageRefusal('missing', indexOf(message), error);
    case 409:
      if (code !== 'EntityAlreadyExists') return outage(`The table can't be used: ${code}.`, error);
      return new StorageRefusal('exists', indexOf(message), error);
    case 412:
      return new StorageRefusal('changed', indexOf(message), error);
    case 429:
    case 500:
    case 502:
    case 503:
    case 504:
    case 408:
    case undefined:
      return outage(`The storage service did not answer (${statusCode ?? 'no answer'}).`, error);
    default:
      // A success that can't be read: the answer was cut short.
      if (statusCode < 300) return outage('The storage service’s answer can not be read.', error);
      throw error;
  }
}

function outage(message: string, error: unknown): StorageOutage {
  const retryAfterSeconds = RetryAfter.safeParse(error).data?.response.headers;
  return new StorageOutage(message, {
    cause: error,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
}

/** The failing write of a transaction stands in front of the message: `3:The update condition …`. */
function indexOf(message: string): number | null {
  const digits = /^(\d+):/.exec(message)?.[1];
  return digits === undefined ? null : Number(digits);
}
