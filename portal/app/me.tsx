import type { ReactNode } from 'react';
import { createContext, useContext } from 'react';
import type { MeAnswer } from '../api/calls.ts';
import { calls } from '../api/calls.ts';
import { useCall } from '../api/queries.ts';
import { Problem } from '../parts/problem.tsx';
import { Waiting } from '../parts/waiting.tsx';

export type Right = MeAnswer['rights'][number];

const MeContext = createContext<MeAnswer | null>(null);

/** Who is signed in, what they may, and in which tenant. */
export function useMe(): MeAnswer {
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
  const { data, error, refetch } = useCall(calls.me());
  if (error !== null) return <Problem error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Waiting />;
  return <MeContext value={data}>{children}</MeContext>;
}
