import { useMemo } from 'react';
import type { HolderRow } from '../../api/calls.ts';
import { useWords } from '../../app/words.tsx';
import type { Column } from '../../parts/data-table/table-types.ts';

/** What is shown of somebody who has a product: above all in which way, since only a direct one can be taken. */
export function useHolderColumns(): readonly Column<HolderRow>[] {
  const { t, list } = useWords();
  return useMemo(
    () => [
      {
        id: 'name',
        header: t.users.displayName,
        width: 'minmax(140px, 2fr)',
        cell: (user) => user.displayName,
        sortBy: (user) => user.displayName,
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
        id: 'way',
        header: t.licenses.assignedHow,
        width: 'minmax(120px, 2fr)',
        cell: ({ license: { isDirect, groups } }) => {
          const through = list(groups.map(({ displayName }) => displayName));
          if (groups.length === 0) return t.licenses.direct;
          return isDirect ? t.licenses.directAndGroup(through) : t.licenses.group(through);
        },
        sortBy: ({ license }) =>
          license.isDirect ? '' : list(license.groups.map((group) => group.displayName)),
        isEssential: true,
      },
      {
        id: 'signIn',
        header: t.users.signIn,
        width: '110px',
        cell: ({ accountEnabled }) => (accountEnabled ? t.users.allowed : t.users.blocked),
        sortBy: ({ accountEnabled }) => Number(accountEnabled),
      },
    ],
    [t, list],
  );
}
