import { useCallback } from 'react';
import { useSearchParams } from 'wouter';

/** What a page shows stands in its address, so that it can be linked, reloaded and gone back to. */
export function useAddress(): {
  readonly read: (name: string) => string | null;
  /** Null and an empty text leave the address. */
  readonly write: (
    values: Readonly<Record<string, string | null>>,
    how?: 'replace' | 'push',
  ) => void;
} {
  const [params, setParams] = useSearchParams();
  const read = useCallback((name: string) => params.get(name), [params]);
  const write = useCallback(
    (values: Readonly<Record<string, string | null>>, how: 'replace' | 'push' = 'replace') => {
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          for (const [name, value] of Object.entries(values)) {
            if (value === null || value === '') next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { replace: how === 'replace' },
      );
    },
    [setParams],
  );
  return { read, write };
}
