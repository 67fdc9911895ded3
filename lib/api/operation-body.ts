import { z } from 'zod';
import { wordsOf } from '../errors.ts';
import { NextStep, OperationAnswer, UserResult } from '../operations/engine/answers/result.ts';
import type { OperationDetails } from '../operations/engine/answers/operation-shapes.ts';
import { ErrorCode } from './error-answer.ts';
import { wordWay } from './way-words.ts';

export const UserResultBody = z.strictObject({
  ...UserResult.shape,
  error: z
    .strictObject({
      code: ErrorCode,
      message: z.string(),
      parameters: z.record(z.string(), z.unknown()),
    })
    .nullable(),
});

/** What every route answers that changes users or their licenses. */
export const OperationBody = z.strictObject({
  ...OperationAnswer.shape,
  results: z.array(UserResultBody),
  nextSteps: z.array(z.strictObject({ ...NextStep.shape, href: z.string() })),
});
export type OperationBody = z.infer<typeof OperationBody>;

/** What an operation did, in the words and with the routes of this door. */
export function operationBody(answer: OperationAnswer): OperationBody {
  return {
    ...answer,
    results: answer.results.map(resultBody),
    nextSteps: answer.nextSteps.map((step) => ({ ...step, href: `/api/products/${step.skuId}` })),
  };
}

/** An operation of the audit in the words of this door; its results are of users, or what its kind records else. */
export function detailsBody(details: OperationDetails): OperationDetails {
  const results = details.results.map((result) => {
    const ofUser = UserResult.safeParse(result);
    return ofUser.success ? resultBody(ofUser.data) : result;
  });
  return { ...details, results };
}

/** What came of a user, in the words of this door. */
export function resultBody(result: UserResult): z.infer<typeof UserResultBody> {
  const { error } = result;
  if (error === null) return { ...result, error };
  const { code, parameters } = error;
  return {
    ...result,
    error: { code, message: wordsOf(error, wordWay), parameters },
  };
}
