import type { z } from 'zod';
import type { ErrorKind, RefusalOptions } from '../errors.ts';
import { UnseatError } from '../errors.ts';
import { fillSentence } from './sentence.ts';

/** One entry of the closed list: a code, what its HTTP status follows from, its sentence, and what that is filled with. */
export interface RefusalSpec {
  readonly code: string;
  readonly kind: ErrorKind;
  readonly sentence: string;
  /** Made when it is asked for: the description of the API needs them all, a request none. */
  readonly parameters: () => z.ZodObject;
}

interface Text<Parameters extends z.ZodObject> {
  readonly sentence: string;
  readonly parameters: () => Parameters;
}

type Said = RefusalOptions & {
  /** In place of the sentence, where a door has words of its own. */
  readonly words?: string;
};

/** An entry as it is used: called with its parameters, it is the error to throw. */
export interface Refusal<Parameters extends z.ZodObject> extends RefusalSpec {
  (parameters: z.output<Parameters>, options?: Said): UnseatError;
}

/** Defines what the state of things forbids. */
export function refusal<Parameters extends z.ZodObject>(
  code: string,
  kind: Exclude<ErrorKind, 'invalidRequest'>,
  text: Text<Parameters>,
): Refusal<Parameters> {
  const refuse = (
    parameters: z.output<Parameters>,
    { words = fillSentence(text.sentence, parameters), ...options }: Said = {},
  ): UnseatError => new UnseatError(kind, words, { ...options, code, parameters });
  return Object.assign(refuse, { code, kind, ...text });
}

/** An entry as it is used: the error of a request that has this one problem. */
interface Problem<Parameters extends z.ZodObject> extends RefusalSpec {
  (parameters: z.output<Parameters>, target: string, options?: Omit<Said, 'target'>): UnseatError;
}

/** Defines what is wrong with a request in itself: `invalidRequest`, with the code in its details. */
export function problem<Parameters extends z.ZodObject>(
  code: string,
  text: Text<Parameters>,
): Problem<Parameters> {
  const kind = 'invalidRequest';
  const refuse = (
    parameters: z.output<Parameters>,
    target: string,
    { words = fillSentence(text.sentence, parameters), ...options }: Omit<Said, 'target'> = {},
  ): UnseatError =>
    new UnseatError(kind, words, {
      ...options,
      target,
      details: [{ code, target, message: words, parameters }],
    });
  return Object.assign(refuse, { code, kind, ...text } as const);
}
