import { Text } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useMemo } from 'react';
import type { ProductListRow } from '../../api/calls.ts';
import { calls } from '../../api/calls.ts';
import { useCall } from '../../api/queries.ts';
import { useAddress } from '../../app/use-address.ts';
import { useWords } from '../../app/words.tsx';
import { DataTable } from '../../parts/data-table/data-table.tsx';
import { fromSorting, toSorting } from '../../parts/data-table/sort-rows.ts';
import type { Column } from '../../parts/data-table/table-types.ts';
import { Page } from '../../parts/page.tsx';
import { Problem } from '../../parts/problem.tsx';
import { SeatBar } from '../../parts/seat-bar.tsx';

const idOf = (product: ProductListRow): string => product.skuId;
const nameOf = (product: ProductListRow): string => product.displayName;
const none: readonly ProductListRow[] = [];

/** The products of the tenant, with how many seats of each are free. */
export function ProductList(): ReactNode {
  const { t, number } = useWords();
  const { read, write } = useAddress();
  const { data, error, isPending, refetch } = useCall(calls.products());
  const rows = data?.value ?? none;
  const columns = useColumns();
  return (
    <Page title={t.nav.licenses} aside={data && t.licenses.count(rows.length, number(rows.length))}>
      <Text>{t.licenses.intro}</Text>
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      <DataTable
        label={t.nav.licenses}
        rows={rows}
        idOf={idOf}
        nameOf={nameOf}
        columns={columns}
        isLoading={isPending}
        empty={error === null && t.licenses.none}
        sorting={toSorting(read('sort') ?? 'product')}
        onSort={(sorting) => write({ sort: fromSorting(sorting) })}
        onOpen={(skuId) => write({ product: skuId, sort: null }, 'push')}
      />
    </Page>
  );
}

function useColumns(): readonly Column<ProductListRow>[] {
  const { t, number } = useWords();
  return useMemo(
    () => [
      {
        id: 'product',
        header: t.licenses.product,
        width: 'minmax(160px, 3fr)',
        cell: nameOf,
        sortBy: nameOf,
        isEssential: true,
      },
      {
        id: 'available',
        header: t.licenses.available,
        width: 'minmax(120px, 1fr)',
        cell: ({ seats }) => number(Math.max(seats.available, 0)),
        sortBy: ({ seats }) => seats.available,
      },
      {
        id: 'assigned',
        header: t.licenses.assigned,
        width: 'minmax(150px, 2fr)',
        cell: ({ seats }) => <SeatBar seats={seats} />,
        sortBy: ({ seats }) => seats.consumed,
        isEssential: true,
      },
    ],
    [t, number],
  );
}
