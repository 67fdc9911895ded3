import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { UserRow } from '../../api/calls.ts';
import { calls } from '../../api/calls.ts';
import { useWholeList } from '../../api/queries.ts';
import { useAddress } from '../../app/use-address.ts';
import { useWords } from '../../app/words.tsx';
import { useFlow } from '../../clouds/use-flow.ts';
import { DataTable } from '../../parts/data-table/data-table.tsx';
import { fromSorting, toSorting } from '../../parts/data-table/sort-rows.ts';
import { Page } from '../../parts/page.tsx';
import { Problem } from '../../parts/problem.tsx';
import { matches } from '../../parts/search-rows.ts';
import { useUserColumns } from './user-columns.tsx';
import { fitsFilter, toUserFilter } from './user-filters.ts';
import type { UserTask } from './user-tasks.tsx';
import { UserTasks } from './user-tasks.tsx';
import { UserToolbar } from './user-toolbar.tsx';

const UserPane = lazy(() => import('./pane/user-pane.tsx'));
const BulkActions = lazy(() => import('./several/bulk-actions.tsx'));

const useStyles = makeStyles({
  beside: { display: 'flex', flexGrow: 1, minHeight: 0, columnGap: tokens.spacingHorizontalL },
  table: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0, minHeight: 0 },
});

const idOf = (user: UserRow): string => user.id;
const nameOf = (user: UserRow): string => user.displayName;
const nobody: ReadonlySet<string> = new Set();

/** Users > Active users: everybody, one of them in a pane, or several who are ticked. */
export default function ActiveUsersPage(): ReactNode {
  const styles = useStyles();
  const { t, number } = useWords();
  const { read, write } = useAddress();
  const { tickShape, severalUsers } = useFlow();
  const { rows, isLoading, isGrowing, error, readAgain } = useWholeList(calls.users());
  const [ticked, setTicked] = useState(nobody);
  const [task, setTask] = useState<UserTask | null>(null);
  const columns = useUserColumns();
  const search = read('search') ?? '';
  const filter = toUserFilter(read('filter'));
  const opened = read('user');
  const shown = useMemo(
    () =>
      rows.filter(
        (user) =>
          fitsFilter(user, filter) && matches([user.displayName, user.userPrincipalName], search),
      ),
    [rows, search, filter],
  );
  const chosen = useMemo(() => rows.filter(({ id }) => ticked.has(id)), [rows, ticked]);
  const isNarrowed = search !== '' || filter !== 'all';
  return (
    <Page
      title={t.nav.activeUsers}
      aside={
        isGrowing
          ? t.parts.moreToCome(number(rows.length))
          : t.users.count(rows.length, number(rows.length))
      }
    >
      {error !== null && <Problem error={error} onRetry={readAgain} />}
      <UserToolbar
        users={chosen}
        search={search}
        filter={filter}
        onTask={setTask}
        onRefresh={readAgain}
        onClear={() => setTicked(nobody)}
      />
      <div className={styles.beside}>
        <div className={styles.table}>
          {isNarrowed && rows.length > 0 && (
            <Text aria-live="polite">
              {t.users.shown(number(shown.length), number(rows.length))}
            </Text>
          )}
          <DataTable
            label={t.nav.activeUsers}
            rows={shown}
            idOf={idOf}
            nameOf={nameOf}
            columns={columns}
            isLoading={isLoading && error === null}
            empty={isNarrowed ? t.table.nothingFound(search) : error === null && t.users.none}
            ticks={{ ticked, onTick: setTicked, shape: tickShape }}
            sorting={toSorting(read('sort') ?? 'name')}
            onSort={(sorting) => write({ sort: fromSorting(sorting) })}
            onOpen={(user) => write({ user, tab: null }, 'push')}
          />
        </div>
        {severalUsers === 'bulkActions' && chosen.length > 0 && (
          <Suspense>
            <BulkActions
              count={chosen.length}
              onEdit={() => setTask('licenses')}
              onClose={() => setTicked(nobody)}
            />
          </Suspense>
        )}
      </div>
      {opened !== null && (
        <Suspense>
          <UserPane key={opened} userId={opened} onClose={() => write({ user: null, tab: null })} />
        </Suspense>
      )}
      {task !== null && (
        <UserTasks
          task={task}
          users={chosen}
          onClose={(isDone) => {
            setTask(null);
            if (isDone && severalUsers === 'moreOptions') setTicked(nobody);
          }}
        />
      )}
    </Page>
  );
}
