import type { ReactNode } from 'react';
import { useMemo } from 'react';
import type { UserRow } from '../../api/calls.ts';
import { calls } from '../../api/calls.ts';
import { useProductNames } from '../../api/product-names.ts';
import { useWholeList } from '../../api/queries.ts';
import { useAddress } from '../../app/use-address.ts';
import { useWords } from '../../app/words.tsx';
import { DataTable } from '../../parts/data-table/data-table.tsx';
import { fromSorting, toSorting } from '../../parts/data-table/sort-rows.ts';
import type { Column } from '../../parts/data-table/table-types.ts';
import { Page } from '../../parts/page.tsx';
import { Problem } from '../../parts/problem.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { matches } from '../../parts/search-rows.ts';

const idOf = (user: UserRow): string => user.id;
const nameOf = (user: UserRow): string => user.displayName;

export default function ActiveUsersPage(): ReactNode {
  const { t, number } = useWords();
  const { read, write } = useAddress();
  const { rows, isLoading, error, readAgain } = useWholeList(calls.users());
  const columns = useColumns();
  const search = read('search') ?? '';
  const shown = useMemo(
    () => rows.filter((user) => matches([user.displayName, user.userPrincipalName], search)),
    [rows, search],
  );
  return (
    <Page title={t.nav.activeUsers} aside={t.users.count(rows.length, number(rows.length))}>
      {error !== null && <Problem error={error} onRetry={readAgain} />}
      <div>
        <SearchField
          label={t.users.search}
          value={search}
          onChange={(value) => write({ search: value })}
        />
      </div>
      <DataTable
        label={t.nav.activeUsers}
        rows={shown}
        idOf={idOf}
        nameOf={nameOf}
        columns={columns}
        isLoading={isLoading && error === null}
        empty={search === '' ? t.users.none : t.table.nothingFound(search)}
        sorting={toSorting(read('sort') ?? 'name')}
        onSort={(sorting) => write({ sort: fromSorting(sorting) })}
      />
    </Page>
  );
}

function useColumns(): readonly Column<UserRow>[] {
  const { t, list, day } = useWords();
  const productName = useProductNames();
  return useMemo(
    () => [
      {
        id: 'name',
        header: t.users.displayName,
        width: 'minmax(140px, 2fr)',
        cell: nameOf,
        sortBy: nameOf,
        isEssential: true,
      },
      {
        id: 'username',
        header: t.users.username,
        width: 'minmax(160px, 2fr)',
        cell: (user) => user.userPrincipalName,
        sortBy: (user) => user.userPrincipalName,
      },
      {
        id: 'licenses',
        header: t.users.licenses,
        width: 'minmax(140px, 3fr)',
        cell: ({ licenses }) =>
          licenses.length === 0
            ? t.users.unlicensed
            : list(licenses.map(({ skuId }) => productName(skuId))),
        isEssential: true,
      },
      {
        id: 'held',
        header: t.users.heldUntil,
        width: 'minmax(110px, 1fr)',
        cell: ({ heldUntil, isHeld }) =>
          heldUntil === null ? (isHeld ? t.users.heldNoEnd : '') : day(heldUntil),
        sortBy: ({ heldUntil }) => heldUntil,
      },
      {
        id: 'signIn',
        header: t.users.signIn,
        width: '110px',
        cell: ({ accountEnabled }) => (accountEnabled ? t.users.allowed : t.users.blocked),
        sortBy: ({ accountEnabled }) => Number(accountEnabled),
      },
    ],
    [t, list, day, productName],
  );
}
