import { Text } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { lazy, Suspense } from 'react';
import type { Call, OperationBody, UserRow } from '../../api/calls.ts';
import { calls } from '../../api/calls.ts';
import { useWords } from '../../app/words.tsx';

const ChangeDialog = lazy(async () => ({
  default: (await import('../../parts/change/change-dialog.tsx')).ChangeDialog,
}));
const ReplacePane = lazy(() => import('./several/replace-pane.tsx'));

/** What can be done with users who are chosen. */
export type UserTask = 'delete' | 'block' | 'unblock' | 'licenses';

const callsOf: Readonly<
  Record<Exclude<UserTask, 'licenses'>, (userId: string, isDry: boolean) => Call<OperationBody>>
> = { delete: calls.deleteUser, block: calls.block, unblock: calls.unblock };

interface UserTasksProps {
  readonly task: UserTask;
  readonly users: readonly Pick<UserRow, 'id' | 'displayName'>[];
  readonly onClose: (isDone: boolean) => void;
}

/** The box or the pane of what is to be done with the users who are chosen. */
export function UserTasks({ task, users, onClose }: UserTasksProps): ReactNode {
  const { t, number } = useWords();
  const names = new Map<string, string>(users.map(({ id, displayName }) => [id, displayName]));
  const nameOf = (id: string) => names.get(id) ?? null;
  if (task === 'licenses') {
    return (
      <Suspense>
        <ReplacePane users={users} nameOf={nameOf} onClose={onClose} />
      </Suspense>
    );
  }
  return (
    <Suspense>
      <ChangeDialog
        title={t.users[task]}
        button={t.users[task]}
        changes={users.map(({ id }) => ({
          userId: id,
          call: (isDry) => callsOf[task](id, isDry),
        }))}
        nameOf={nameOf}
        lead={<Text>{t.users.leads[task](users.length, number(users.length))}</Text>}
        mayBeUndone={task === 'delete'}
        onClose={onClose}
      />
    </Suspense>
  );
}
