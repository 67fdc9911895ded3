import {
  Breadcrumb,
  BreadcrumbButton,
  BreadcrumbDivider,
  BreadcrumbItem,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Text,
  tokens,
} from '@fluentui/react-components';
import { PersonSubtractRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { HolderRow } from '../../api/calls.ts';
import { calls } from '../../api/calls.ts';
import { useCall, useWholeList } from '../../api/queries.ts';
import { useMe } from '../../app/me.tsx';
import { useAddress } from '../../app/use-address.ts';
import { useWords } from '../../app/words.tsx';
import { useFlow } from '../../clouds/use-flow.ts';
import { DataTable } from '../../parts/data-table/data-table.tsx';
import { fromSorting, toSorting } from '../../parts/data-table/sort-rows.ts';
import { Page } from '../../parts/page.tsx';
import { Problem } from '../../parts/problem.tsx';
import { RightButton } from '../../parts/right-button.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { matches } from '../../parts/search-rows.ts';
import { SeatBar } from '../../parts/seat-bar.tsx';
import { useHolderColumns } from './holder-columns.tsx';

const UnassignDialog = lazy(() => import('./unassign-dialog.tsx'));

const useStyles = makeStyles({
  tools: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalM,
    alignItems: 'center',
  },
  space: { flexGrow: 1 },
});

const idOf = (user: HolderRow): string => user.id;
const nameOf = (user: HolderRow): string => user.displayName;
const nobody: ReadonlySet<string> = new Set();
const whyNoMore = 'why-no-more';

/** Who has a product: up to 20 of them are ticked, and lose it. */
export default function ProductPage({ skuId }: { readonly skuId: string }): ReactNode {
  const styles = useStyles();
  const { t, number } = useWords();
  const { read, write } = useAddress();
  const { tickShape } = useFlow();
  const most = useMe().limits.usersOnLicensesPage;
  const product = useCall(calls.product(skuId));
  const { rows, isLoading, error, readAgain } = useWholeList(calls.holders(skuId));
  const [ticked, setTicked] = useState(nobody);
  const [isUnassigning, setUnassigning] = useState(false);
  const columns = useHolderColumns();
  const search = read('search') ?? '';
  const shown = useMemo(
    () => rows.filter((user) => matches([user.displayName, user.userPrincipalName], search)),
    [rows, search],
  );
  const chosen = useMemo(() => rows.filter(({ id }) => ticked.has(id)), [rows, ticked]);
  const title = product.data?.displayName ?? t.licenses.product;
  const problem = product.error ?? error;
  return (
    <Page title={title} above={<Way title={title} />}>
      {product.data !== undefined && <SeatBar seats={product.data.seats} />}
      {problem !== null && <Problem error={problem} onRetry={readAgain} />}
      <div className={styles.tools}>
        <RightButton
          right="unassign"
          appearance="primary"
          icon={<PersonSubtractRegular />}
          notNow={chosen.length === 0 ? t.licenses.tickFirst : null}
          onClick={() => setUnassigning(true)}
        >
          {t.licenses.unassign}
        </RightButton>
        <Text aria-live="polite">
          {chosen.length > 0 && t.table.ticked(chosen.length, number(chosen.length))}
        </Text>
        <span className={styles.space} />
        <SearchField
          label={t.users.search}
          value={search}
          onChange={(value) => write({ search: value })}
        />
      </div>
      {chosen.length >= most && (
        <MessageBar intent="warning">
          <MessageBarBody id={whyNoMore}>{t.licenses.noMore(number(most))}</MessageBarBody>
        </MessageBar>
      )}
      <DataTable
        label={t.licenses.holders(title)}
        rows={shown}
        idOf={idOf}
        nameOf={nameOf}
        columns={columns}
        isLoading={isLoading && error === null}
        empty={search === '' ? t.licenses.nobody : t.table.nothingFound(search)}
        ticks={{ ticked, onTick: setTicked, shape: tickShape, most, whyNoMore }}
        sorting={toSorting(read('sort') ?? 'name')}
        onSort={(sorting) => write({ sort: fromSorting(sorting) })}
      />
      {isUnassigning && (
        <Suspense>
          <UnassignDialog
            skuId={skuId}
            productName={title}
            users={chosen}
            onClose={(isDone) => {
              setUnassigning(false);
              if (isDone) setTicked(nobody);
            }}
          />
        </Suspense>
      )}
    </Page>
  );
}

function Way({ title }: { readonly title: string }): ReactNode {
  const { t } = useWords();
  const { write } = useAddress();
  return (
    <Breadcrumb aria-label={t.licenses.way}>
      <BreadcrumbItem>
        <BreadcrumbButton
          onClick={() => write({ product: null, search: null, sort: null }, 'push')}
        >
          {t.nav.licenses}
        </BreadcrumbButton>
      </BreadcrumbItem>
      <BreadcrumbDivider />
      <BreadcrumbItem>
        <BreadcrumbButton current>{title}</BreadcrumbButton>
      </BreadcrumbItem>
    </Breadcrumb>
  );
}
