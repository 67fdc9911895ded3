import type { Call, OperationBody } from '../../api/calls.ts';
import { Refusal } from '../../api/failures.ts';

/** One call that changes something, and the same as a dry run. */
export interface Change {
  readonly call: (isDry: boolean) => Call<OperationBody>;
  /** Whom it is about, where it is one person: a refusal of it is that person's result. */
  readonly userId?: string;
}

/** The result of one person. */
export type PersonResult = Omit<OperationBody['results'][number], 'userId'> & {
  readonly userId: string;
};

/** What one call did, or several together. */
export interface Outcome {
  readonly results: readonly PersonResult[];
  readonly freedSeats: readonly {
    readonly skuId: string;
    readonly skuPartNumber: string;
    readonly count: number;
  }[];
  readonly dryRun: boolean;
  /** What can be undone; none for a dry run. */
  readonly operationIds: readonly string[];
}

/** The answer of one call as an outcome. */
export function outcomeOf({ results, freedSeats, dryRun, operationId }: OperationBody): Outcome {
  return { results, freedSeats, dryRun, operationIds: operationId === null ? [] : [operationId] };
}

/** A refusal as the result of the person it was about: with the others it goes on. */
export function refusedOutcome(userId: string, error: Refusal, dryRun: boolean): Outcome {
  const { code, message, parameters } = error;
  const result: PersonResult = {
    userId,
    userPrincipalName: null,
    status: 'failed',
    licenses: [],
    data: [],
    officeApps: null,
    error: { code, message, parameters },
  };
  return { results: [result], freedSeats: [], dryRun, operationIds: [] };
}

/** Several outcomes as one; the seats of a product are counted together. */
export function joinOutcomes(outcomes: readonly Outcome[]): Outcome {
  const freed = new Map<string, Outcome['freedSeats'][number]>();
  for (const seats of outcomes.flatMap(({ freedSeats }) => freedSeats)) {
    const count = (freed.get(seats.skuId)?.count ?? 0) + seats.count;
    freed.set(seats.skuId, { ...seats, count });
  }
  return {
    results: outcomes.flatMap(({ results }) => results),
    freedSeats: [...freed.values()],
    dryRun: outcomes.some(({ dryRun }) => dryRun),
    operationIds: outcomes.flatMap(({ operationIds }) => operationIds),
  };
}

/** Whether a refusal is about what was asked, and not about the moment or who asks: 400, 404, 409 and the like. */
export function isAboutThePerson(error: unknown): error is Refusal {
  return error instanceof Refusal && ![401, 403, 429].includes(error.status) && error.status < 500;
}
