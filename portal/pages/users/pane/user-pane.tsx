import { Button, Tab, TabList } from '@fluentui/react-components';
import type { ComponentType, LazyExoticComponent, ReactNode } from 'react';
import { lazy, Suspense } from 'react';
import type { UserAnswer } from '../../../api/calls.ts';
import { calls } from '../../../api/calls.ts';
import { useCall } from '../../../api/queries.ts';
import { useAddress } from '../../../app/use-address.ts';
import { useWords } from '../../../app/words.tsx';
import { useFlow } from '../../../clouds/use-flow.ts';
import { Pane } from '../../../parts/pane.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { Waiting } from '../../../parts/waiting.tsx';

export interface UserTabProps {
  readonly user: UserAnswer;
}

const tabs = {
  account: lazy(() => import('./account-tab.tsx')),
  licenses: lazy(() => import('./licenses-tab.tsx')),
  data: lazy(() => import('./data-tab.tsx')),
  holds: lazy(() => import('./holds-tab.tsx')),
  activity: lazy(() => import('./activity-tab.tsx')),
} satisfies Record<string, LazyExoticComponent<ComponentType<UserTabProps>>>;
type TabName = keyof typeof tabs;

const withLicenses: readonly TabName[] = ['account', 'licenses', 'data', 'holds', 'activity'];
const withoutLicenses: readonly TabName[] = ['account', 'data', 'holds', 'activity'];

interface UserPaneProps {
  readonly userId: string;
  readonly onClose: () => void;
}

/** One user, at the right of the list. */
export default function UserPane({ userId, onClose }: UserPaneProps): ReactNode {
  const { t } = useWords();
  const { read, write } = useAddress();
  const { oneUser } = useFlow();
  const { data: user, error, refetch } = useCall(calls.user(userId));
  const names = oneUser === 'tab' ? withLicenses : withoutLicenses;
  const name = names.find((known) => known === read('tab')) ?? 'account';
  const Content = tabs[name];
  return (
    <Pane
      title={user?.displayName ?? t.users.user}
      {...(user !== undefined && { subtitle: user.userPrincipalName })}
      onClose={onClose}
      {...(oneUser === 'editRow' && {
        footer: <Button onClick={onClose}>{t.parts.close}</Button>,
      })}
    >
      <TabList selectedValue={name} onTabSelect={(_, { value }) => write({ tab: String(value) })}>
        {names.map((known) => (
          <Tab key={known} value={known}>
            {t.users.tabs[known]}
          </Tab>
        ))}
      </TabList>
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {user === undefined && error === null && <Waiting />}
      {user !== undefined && (
        <Suspense fallback={<Waiting />}>
          <Content user={user} />
        </Suspense>
      )}
    </Pane>
  );
}
