import { Button } from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { lazy, Suspense, useState } from 'react';
import { useWords } from '../../../app/words.tsx';
import { useFlow } from '../../../clouds/use-flow.ts';
import { Facts } from '../../../parts/facts.tsx';
import { RightButton } from '../../../parts/right-button.tsx';
import type { UserTask } from '../user-tasks.tsx';
import { UserTasks } from '../user-tasks.tsx';
import type { UserTabProps } from './user-pane.tsx';

const ProductLicensesPane = lazy(() => import('./product-licenses-pane.tsx'));

/** Who somebody is, whether they may sign in, and in some clouds the way to their licenses. */
export default function AccountTab({ user }: UserTabProps): ReactNode {
  const { t, list } = useWords();
  const { oneUser } = useFlow();
  const [task, setTask] = useState<UserTask | null>(null);
  const [isEditing, setEditing] = useState(false);
  const { accountEnabled, licenses, usageLocation, isSynced } = user;
  const productNames = licenses.map(({ displayName }) => displayName);
  const licensesRow = {
    name: t.users.productLicenses,
    value: licenses.length === 0 ? t.users.unlicensed : list(productNames),
    action: (
      <Button aria-describedby="product-licenses" onClick={() => setEditing(true)}>
        {t.users.edit}
      </Button>
    ),
  };
  return (
    <>
      <Facts
        facts={[
          { name: t.users.username, value: user.userPrincipalName },
          {
            name: t.users.signIn,
            value: accountEnabled ? t.users.allowed : t.users.blocked,
            action: (
              <RightButton
                right="block"
                onClick={() => setTask(accountEnabled ? 'block' : 'unblock')}
              >
                {accountEnabled ? t.users.block : t.users.unblock}
              </RightButton>
            ),
          },
          ...(oneUser === 'editRow' ? [licensesRow] : []),
          { name: t.users.usageLocation, value: usageLocation ?? t.users.notSet },
          { name: t.users.origin, value: isSynced ? t.users.synced : t.users.inCloud },
        ]}
      />
      <div>
        <RightButton
          right="delete"
          icon={<DeleteRegular />}
          notNow={isSynced ? t.users.deletedOnPremises : null}
          onClick={() => setTask('delete')}
        >
          {t.users.delete}
        </RightButton>
      </div>
      {task !== null && <UserTasks task={task} users={[user]} onClose={() => setTask(null)} />}
      {isEditing && (
        <Suspense>
          <ProductLicensesPane user={user} onClose={() => setEditing(false)} />
        </Suspense>
      )}
    </>
  );
}
