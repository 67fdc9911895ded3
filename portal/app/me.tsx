import type { ReactNode } from 'react';
import { createContext, useContext, useMemo } from 'react';
import type { MeAnswer } from '../api/calls.ts';
import { calls } from '../api/calls.ts';
import { useCall } from '../api/queries.ts';
import { Problem } from '../parts/problem.tsx';
import { Waiting } from '../parts/waiting.tsx';

export type Right = MeAnswer['rights'][number];

interface Me extends MeAnswer {
  /** When it was read, by the clock of this machine, in milliseconds. */
  readonly readAt: number;
}

const MeContext = createContext<Me | null>(null);

/** Who is signed in, what they may, and in which tenant. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (me === null) throw new Error('Nobody is signed in.');
  return me;
}

/** Whether who is signed in has a right, and the roles that have it. */
export function useMay(right: Right): {
  readonly may: boolean;
  readonly holders: readonly string[];
} {
  const { rights, holdersOf } = useMe();
  return { may: rights.includes(right), holders: holdersOf[right] };
}

export function MeProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const { data, error, refetch, dataUpdatedAt } = useCall(calls.me());
  const me = useMemo(() => data && { ...data, readAt: dataUpdatedAt }, [data, dataUpdatedAt]);
  if (error !== null && data === undefined)
    return <Problem error={error} onRetry={() => void refetch()} />;
  if (me === undefined) return <Waiting />;
  return <MeContext value={me}>{children}</MeContext>;
}
