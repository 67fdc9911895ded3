import type { UseMutationResult } from '@tanstack/react-query';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useSend } from '../api/api-context.tsx';
import type { Call } from '../api/calls.ts';

/**
 * Changes something: the same call sent again, because nobody answered, has the same key and is done once. What the
 * pages have read before is read anew.
 */
export function useChange<Answer>(call: Call<Answer>): UseMutationResult<Answer, Error, void> {
  const send = useSend();
  const queries = useQueryClient();
  const key = useRef<{ readonly call: string; readonly key: string } | null>(null);
  return useMutation({
    mutationFn: () => {
      const asked = JSON.stringify(call);
      if (key.current?.call !== asked) key.current = { call: asked, key: crypto.randomUUID() };
      return send(call, key.current.key);
    },
    onSuccess: () => {
      key.current = null;
      void queries.invalidateQueries();
    },
  });
}
