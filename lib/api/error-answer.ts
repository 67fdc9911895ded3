import { z } from 'zod';
import { detailCodes, errorCodes } from '../refusals/all.ts';
import type { UnseatError } from '../errors.ts';
import { wordsOf } from '../errors.ts';
import type { RequestIds } from '../http/request-ids.ts';
import type { Instant } from '../licensing/time.ts';
import { wordWay } from './way-words.ts';

export const ErrorAnswer = z.strictObject({
  error: z.strictObject({
    code: z.enum(errorCodes),
    message: z.string(),
    parameters: z
      .record(z.string(), z.unknown())
      .describe('What the sentence of the code says of this case, as data.'),
    target: z.string().optional(),
    details: z
      .array(
        z.strictObject({
          code: z.enum(detailCodes),
          target: z.string(),
          message: z.string(),
          parameters: z.record(z.string(), z.unknown()).optional(),
        }),
      )
      .optional(),
    innerError: z.strictObject({
      date: z.string(),
      'request-id': z.string(),
      'client-request-id': z.string(),
    }),
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
