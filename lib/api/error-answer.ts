import { z } from 'zod';
import { detailCodes, errorCodes } from '../refusals/all.ts';
import type { UnseatError } from '../errors.ts';
import { wordsOf } from '../errors.ts';
import type { RequestIds } from '../http/request-ids.ts';
import type { Instant } from '../licensing/time.ts';
import { wordWay } from './way-words.ts';

/** What a request, or one user of it, can be refused for. */
export const ErrorCode = z.enum(errorCodes);

/** What can be wrong with one input. */
export const DetailCode = z.enum(detailCodes);

export const ErrorDetail = z.strictObject({
  code: DetailCode,
  target: z.string().describe('Which input: userIds[3], skuId.'),
  message: z.string(),
  parameters: z.record(z.string(), z.unknown()).optional(),
});

/** What a refusal is found by. */
export const InnerError = z.strictObject({
  date: z.string(),
  'request-id': z.string(),
  'client-request-id': z.string(),
});

export const ErrorAnswer = z.strictObject({
  error: z.strictObject({
    code: ErrorCode,
    message: z.string(),
    parameters: z
      .record(z.string(), z.unknown())
      .describe('What the sentence of the code says of this case, as data.'),
    target: z.string().optional(),
    details: z.array(ErrorDetail).optional(),
    innerError: InnerError,
  }),
});
export type ErrorAnswer = z.infer<typeof ErrorAnswer>;

/** An error in Microsoft's envelope. */
export function errorAnswer(error: UnseatError, ids: RequestIds, now: Instant): ErrorAnswer {
  return {
    error: {
      code: error.code,
      message: wordsOf(error, wordWay),
      parameters: error.parameters,
      ...(error.target === null ? {} : { target: error.target }),
      ...(error.details.length === 0 ? {} : { details: [...error.details] }),
      innerError: {
        date: now,
        'request-id': ids.requestId,
        'client-request-id': ids.clientRequestId,
      },
    },
  };
}
