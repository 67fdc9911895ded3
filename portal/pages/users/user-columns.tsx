import { useMemo } from 'react';
import type { UserRow } from '../../api/calls.ts';
import { useProductNames } from '../../api/product-names.ts';
import { useWords } from '../../app/words.tsx';
import { Countdown } from '../../parts/countdown.tsx';
import type { Column } from '../../parts/data-table/table-types.ts';

/** What the list of active users shows. */
export function useUserColumns(): readonly Column<UserRow>[] {
  const { t, list, shortDay } = useWords();
  const productName = useProductNames();
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
        id: 'licenses',
        header: t.users.licenses,
        width: 'minmax(140px, 3fr)',
        cell: ({ licenses }) =>
          licenses.length === 0
            ? t.users.unlicensed
            : list(licenses.map(({ skuId }) => productName(skuId))),
        sortBy: ({ licenses }) => licenses.map(({ skuId }) => productName(skuId)).join(),
        isEssential: true,
      },
      {
        id: 'held',
        header: t.users.heldUntil,
        width: 'minmax(195px, 1fr)',
        cell: ({ heldUntil, isHeld }) =>
          heldUntil === null ? (
            isHeld && t.users.heldNoEnd
          ) : (
            <>
              {shortDay(heldUntil)}, <Countdown until={heldUntil} />
            </>
          ),
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
    [t, list, shortDay, productName],
  );
}
