import { useQueries } from '@tanstack/react-query';
import { useSend } from '../../api/api-context.tsx';
import { readOptions } from '../../api/queries.ts';
import type { Change, Outcome } from './change.ts';
import { isAboutThePerson, joinOutcomes, outcomeOf, refusedOutcome } from './change.ts';

export interface Preview {
  /** Null until all of it is there. */
  readonly outcome: Outcome | null;
  readonly error: Error | null;
  readonly readAgain: () => void;
}

/** What changes would do: their dry runs, side by side. */
export function usePreview(changes: readonly Change[], isWanted = true): Preview {
  const send = useSend();
  return useQueries({
    queries: changes.map(({ call, userId }) => {
      const { queryFn, ...options } = readOptions(call(true), send);
      return {
        ...options,
        enabled: isWanted,
        // What would be done is asked for at the moment it is looked at.
        staleTime: 0,
        queryFn: async () => {
          try {
            return outcomeOf(await queryFn());
          } catch (error) {
            if (userId === undefined || changes.length === 1 || !isAboutThePerson(error))
              throw error;
            return refusedOutcome(userId, error, true);
          }
        },
      };
    }),
    combine: (queries) => {
      const outcomes = queries.flatMap(({ data }) => data ?? []);
      return {
        outcome: outcomes.length === changes.length ? joinOutcomes(outcomes) : null,
        error: queries.find(({ error }) => error !== null)?.error ?? null,
        readAgain: () => {
          for (const { error, refetch } of queries) if (error !== null) void refetch();
        },
      };
    },
  });
}
