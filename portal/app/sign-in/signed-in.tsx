import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { lazy, Suspense, useMemo } from 'react';
import { ApiContext } from '../../api/api-context.tsx';
import { calls } from '../../api/calls.ts';
import { createSend } from '../../api/send.ts';
import { Problem } from '../../parts/problem.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { MeProvider } from '../me.tsx';
import type { Session } from './session.ts';
import { SessionContext } from './session-context.tsx';

const waysIn = {
  local: lazy(() => import('./local.tsx')),
  entra: lazy(() => import('./entra.tsx')),
};

const sendOpen = createSend(() => Promise.resolve(null));

/** Signs people in the way the app says, and then shows what is inside. */
export function SignedIn({ children }: { readonly children: ReactNode }): ReactNode {
  const { data, error, refetch } = useQuery({
    queryKey: ['sign-in'],
    queryFn: () => sendOpen(calls.signIn()),
    staleTime: Infinity,
  });
  if (error !== null) return <Problem error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Waiting />;
  const WayIn = waysIn[data.mode];
  return (
    <Suspense fallback={<Waiting />}>
      <WayIn answer={data}>{(session) => <Inside session={session}>{children}</Inside>}</WayIn>
    </Suspense>
  );
}

interface InsideProps {
  readonly session: Session;
  readonly children: ReactNode;
}

function Inside({ session, children }: InsideProps): ReactNode {
  const queries = useQueryClient();
  const send = useMemo(() => createSend(session.token), [session]);
  const leaving = useMemo(
    () => ({
      signOut: () => {
        // What one person has read is not shown to the next.
        queries.clear();
        session.signOut();
      },
    }),
    [queries, session],
  );
  return (
    <ApiContext value={send}>
      <SessionContext value={leaving}>
        <MeProvider>{children}</MeProvider>
      </SessionContext>
    </ApiContext>
  );
}
