import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useSend } from '../../api/api-context.tsx';
import { forgetWrite, keepWrite } from '../../api/kept-writes.ts';
import { NoAnswer } from '../../api/failures.ts';
import type { Change, Outcome } from './change.ts';
import { isAboutThePerson, joinOutcomes, outcomeOf, refusedOutcome } from './change.ts';

export interface Changes {
  /** What was done, once all of it is. */
  readonly outcome: Outcome | null;
  readonly error: Error | null;
  readonly isRunning: boolean;
  /** How many calls are done. */
  readonly done: number;
  /** Does it, or goes on after an error with what is not done: each call has its key, so that it is done once. */
  readonly run: () => void;
  readonly reset: () => void;
}

interface Progress {
  readonly keys: Map<string, string>;
  readonly done: Map<string, Outcome>;
}

/** Does changes one after the other; what was read before is read anew after them. */
export function useChanges(changes: readonly Change[]): Changes {
  const send = useSend();
  const queries = useQueryClient();
  const progress = useRef<Progress>({ keys: new Map(), done: new Map() });
  const [done, setDone] = useState(0);
  const one = async (change: Change) => {
    const { keys, done: finished } = progress.current;
    const call = change.call(false);
    const name = JSON.stringify(call);
    const before = finished.get(name);
    if (before !== undefined) return before;
    const key = keys.get(name) ?? crypto.randomUUID();
    keys.set(name, key);
    keepWrite({ key, call });
    const outcome = await answered(change, () => send(call, key), changes.length === 1).catch(
      (error: unknown) => {
        if (!(error instanceof NoAnswer)) forgetWrite(key);
        throw error;
      },
    );
    forgetWrite(key);
    finished.set(name, outcome);
    return outcome;
  };
  const mutation = useMutation({
    mutationFn: async () => {
      const outcomes: Outcome[] = [];
      for (const change of changes) {
        outcomes.push(await one(change));
        setDone(outcomes.length);
      }
      return joinOutcomes(outcomes);
    },
    // Also after an error: what was done before it is done.
    onSettled: () => queries.invalidateQueries(),
  });
  return {
    outcome: mutation.data ?? null,
    error: mutation.error,
    isRunning: mutation.isPending,
    done,
    run: mutation.mutate,
    reset: () => {
      progress.current = { keys: new Map(), done: new Map() };
      setDone(0);
      mutation.reset();
    },
  };
}

async function answered(
  { userId }: Change,
  send: () => Promise<Parameters<typeof outcomeOf>[0]>,
  isOnly: boolean,
): Promise<Outcome> {
  try {
    return outcomeOf(await send());
  } catch (error) {
    if (userId === undefined || isOnly || !isAboutThePerson(error)) throw error;
    return refusedOutcome(userId, error, false);
  }
}
