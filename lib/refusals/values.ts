import { z } from 'zod';
import type { RefusalSpec } from './refusal.ts';

/** What can be wrong with one value of a request. The message of a detail says what is right in words of the property. */

const given = z.string().describe('What was given, shortened.');

export const missing = value('missing', 'The property is not there.', {});
export const wrongType = value('wrongType', 'The value is of another kind, such as a number.', {
  expected: z.string(),
});
export const tooSmall = value('tooSmall', 'The value or its length is less than {least}.', {
  least: z.number(),
});
export const tooLarge = value('tooLarge', 'The value or its length is more than {most}.', {
  most: z.number(),
});
export const notOneOf = value('notOneOf', 'The value is none of {allowed}.', {
  allowed: z.array(z.string()),
});
export const invalidValue = value('invalidValue', 'The value {given} can not be taken.', {});

export const unknownProperty: RefusalSpec = {
  code: 'unknownProperty',
  kind: 'invalidRequest',
  sentence: "'{property}' is not a property of this request. Check its spelling or leave it out.",
  parameters: () => z.strictObject({ property: z.string() }),
};

function value(code: string, sentence: string, shape: z.ZodRawShape): RefusalSpec {
  return {
    code,
    kind: 'invalidRequest',
    sentence,
    parameters: () => z.strictObject({ given, ...shape }),
  };
}
