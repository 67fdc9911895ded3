import { createContext, useContext } from 'react';
import type { Send } from './send.ts';

export const ApiContext = createContext<Send>(() => {
  throw new Error('Nobody is signed in.');
});

/** Sends calls as who is signed in. */
export function useSend(): Send {
  return useContext(ApiContext);
}
