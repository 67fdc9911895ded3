import type { UseQueryResult } from '@tanstack/react-query';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useSend } from './api-context.tsx';
import type { Call, List } from './calls.ts';
import { NoAnswer, Refusal } from './failures.ts';
import type { Send } from './send.ts';
import { callOfLink } from './send.ts';

/** What was read with a call is kept under its method, address and body. */
function keyOf({ method, path, query, body }: Call<unknown>): readonly unknown[] {
  return [path, method, query ?? null, body ?? null];
}

/** A read that may succeed later is asked again, once, when the API says so. */
const retries = {
  retry: (count: number, error: Error): boolean =>
    count < 1 &&
    (error instanceof NoAnswer || (error instanceof Refusal && error.retryAfterSeconds !== null)),
  retryDelay: (_count: number, error: Error): number =>
    error instanceof Refusal ? (error.retryAfterSeconds ?? 1) * 1000 : 1000,
};

/** Reads with a call, which may be a dry run. */
export function useCall<Answer>(
  call: Call<Answer>,
  { isWanted = true }: { readonly isWanted?: boolean } = {},
): UseQueryResult<Answer> {
  const send = useSend();
  return useQuery({ ...readOptions(call, send), enabled: isWanted });
}

/** How something is read with a call. */
export function readOptions<Answer>(call: Call<Answer>, send: Send) {
  return { queryKey: keyOf(call), queryFn: () => send(call), ...retries };
}

export interface WholeList<Row> {
  readonly rows: readonly Row[];
  /** The first rows are not there yet. */
  readonly isLoading: boolean;
  /** Rows are there, and more are on their way. */
  readonly isGrowing: boolean;
  readonly error: Error | null;
  readonly readAgain: () => void;
}

/** Reads a whole list, page after page: what is there can be used while the rest comes. */
export function useWholeList<Row>(call: Call<List<Row>>): WholeList<Row> {
  const send = useSend();
  const query = useInfiniteQuery({
    queryKey: [...keyOf(call), 'whole'],
    queryFn: ({ pageParam }) => send(pageParam === null ? call : callOfLink<List<Row>>(pageParam)),
    initialPageParam: firstPage,
    getNextPageParam: ({ nextLink }: List<Row>) => nextLink,
    ...retries,
  });
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && error === null) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, error, fetchNextPage]);
  const rows = useMemo(() => data?.pages.flatMap(({ value }) => value) ?? [], [data]);
  return {
    rows,
    isLoading: query.isPending,
    isGrowing: hasNextPage,
    error,
    readAgain: () => void refetch(),
  };
}

const firstPage: string | null = null;
