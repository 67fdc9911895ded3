import type { z } from 'zod';

/**
 * What is wrong with a value, in words for whoever sent it: what was given, and what is right. Handed to `safeParse` as
 * its `error`; what a schema says itself goes before.
 */
export function issueWords(issue: z.core.$ZodRawIssue): string {
  const { input } = issue;
  switch (issue.code) {
    case 'invalid_type': {
      const right = kindWords(issue.expected);
      return input === undefined
        ? `is missing: give ${right}`
        : `is ${shown(input)}: give ${right}`;
    }
    case 'too_small':
      return `is ${shown(input)}: give ${sizeWords(issue.origin, 'at least', issue.minimum)}`;
    case 'too_big':
      return `is ${shown(input)}: give ${sizeWords(issue.origin, 'at most', issue.maximum)}`;
    case 'invalid_format':
      return `is ${shown(input)}: give ${formatWords[issue.format] ?? 'another form of it'}`;
    case 'invalid_value':
      return `${isOrMissing(input)}: give ${oneOf(issue.values)}`;
    case 'invalid_union':
      return unionWords(issue);
    case 'not_multiple_of':
      return `is ${shown(input)}: give a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return `has ${issue.keys.map((key) => `'${key}'`).join(', ')}, which is no property here: leave it out`;
    default:
      return `is ${shown(input)}, which can not be taken`;
  }
}

/** A value in an answer: short, and never a whole body. */
export function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'an object';
  if (typeof value !== 'string') return JSON.stringify(value) ?? 'what is no JSON';
  if (value.length <= mostShown) return `'${value}'`;
  // A character of two halves is not cut between them.
  return `'${value.slice(0, mostShown).replace(/[\uD800-\uDBFF]$/, '')}…'`;
}

const mostShown = 40;

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
  undefined: 'nothing',
  never: 'nothing',
};

function kindWords(expected: string): string {
  return kinds[expected] ?? 'a value of another kind';
}

const formatWords: Readonly<Record<string, string>> = {
  guid: 'a GUID, 8-4-4-4-12 hexadecimal digits',
  uuid: 'a GUID, 8-4-4-4-12 hexadecimal digits',
  email: 'an address such as adele@contoso.com',
  url: 'an address such as https://contoso.com',
  datetime: 'a date and time such as 2026-12-23T10:00:00Z',
  date: 'a day such as 2026-12-23',
  base64: 'base64',
};

function sizeWords(origin: string, bound: string, size: number | bigint): string {
  if (origin === 'string') return `${bound} ${size} character${size === 1 ? '' : 's'}`;
  if (origin === 'array' || origin === 'set') return `${bound} ${size} of them`;
  return `${bound} ${size}`;
}

function isOrMissing(input: unknown): string {
  return input === undefined ? 'is missing' : `is ${shown(input)}`;
}

function oneOf(values: readonly unknown[]): string {
  const said = values.map((value) => shown(value));
  return said.length === 1 ? (said[0] ?? '') : `one of ${said.join(', ')}`;
}

function unionWords({
  options,
  errors,
  input,
}: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidUnion> & {
  readonly options?: readonly unknown[];
}): string {
  if (options !== undefined)
    return `is none of ${options.map((option) => shown(option)).join(', ')}`;
  const ways = errors.flatMap(([first]) => (first === undefined ? [] : [first.message]));
  return ways.length === 0
    ? `${isOrMissing(input)}, which has none of the forms it can have`
    : [...new Set(ways)].join('; or it ');
}
