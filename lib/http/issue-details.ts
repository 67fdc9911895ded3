import type { z } from 'zod';
import type { ErrorDetail, Parameters } from '../errors.ts';
import { shown } from '../schema-words.ts';

/**
 * What a schema found, as details of a refusal: which input, what is wrong with it, what was given.
 * @param whole what was parsed, as it came
 */
export function issueDetails(issue: z.core.$ZodIssue, whole: unknown): readonly ErrorDetail[] {
  const target = targetOf(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      code: 'unknownProperty',
      target: target === 'body' ? key : `${target}.${key}`,
      message: `'${key}' is not a property of this request. Check its spelling or leave it out.`,
      parameters: { property: key },
    }));
  }
  const value = valueAt(whole, issue.path);
  const { code, ...parameters } = namedProblem(issue, value);
  const given = shown(value);
  // What a schema says itself names what is right; what was given is said by this.
  const message = issue.message.includes(given)
    ? issue.message
    : `${issue.message} (given: ${given})`;
  return [{ code, target, message, parameters: { given, ...parameters } }];
}

function namedProblem(
  issue: z.core.$ZodIssue,
  value: unknown,
): Parameters & { readonly code: string } {
  if (value === undefined && issue.code !== 'custom') return { code: 'missing' };
  switch (issue.code) {
    case 'invalid_type':
      return { code: 'wrongType', expected: issue.expected };
    case 'too_small':
      return { code: 'tooSmall', least: Number(issue.minimum) };
    case 'too_big':
      return { code: 'tooLarge', most: Number(issue.maximum) };
    case 'invalid_value':
      return { code: 'notOneOf', allowed: issue.values.map(String) };
    default:
      return { code: 'invalidValue' };
  }
}

function valueAt(whole: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined,
    whole,
  );
}

function targetOf(path: readonly PropertyKey[]): string {
  return path.length === 0
    ? 'body'
    : path.reduce<string>((text, step) => {
        if (typeof step === 'number') return `${text}[${step}]`;
        return text === '' ? String(step) : `${text}.${String(step)}`;
      }, '');
}
