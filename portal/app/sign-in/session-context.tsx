import { createContext, useContext } from 'react';

export const SessionContext = createContext<{ readonly signOut: () => void } | null>(null);

export function useSignOut(): () => void {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('Nobody is signed in.');
  return session.signOut;
}
