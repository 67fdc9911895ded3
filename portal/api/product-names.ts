import { useMemo } from 'react';
import { calls } from './calls.ts';
import { useCall } from './queries.ts';

/** How products are called, by their part numbers and their ids; until they are read, and where one is not known, by that. */
export function useProductNames(): (partNumberOrId: string) => string {
  const { data } = useCall(calls.products());
  return useMemo(() => {
    const names = new Map(
      data?.value.flatMap(({ skuId, skuPartNumber, displayName }) => [
        [skuId, displayName],
        [skuPartNumber, displayName],
      ]),
    );
    return (partNumberOrId) => names.get(partNumberOrId) ?? partNumberOrId;
  }, [data]);
}
