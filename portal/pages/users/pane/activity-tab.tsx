import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { calls } from '../../../api/calls.ts';
import { useCall } from '../../../api/queries.ts';
import { useWords } from '../../../app/words.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { Waiting } from '../../../parts/waiting.tsx';
import type { UserTabProps } from './user-pane.tsx';

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    rowGap: tokens.spacingVerticalL,
  },
  line: { display: 'block' },
});

/** What was done with somebody, newest first. */
export default function ActivityTab({ user }: UserTabProps): ReactNode {
  const styles = useStyles();
  const { t, moment } = useWords();
  const { data, error, refetch } = useCall(calls.operationsOf(user.id));
  if (error !== null) return <Problem error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Waiting />;
  if (data.value.length === 0) return <Text>{t.users.noActivity}</Text>;
  return (
    <ul className={styles.list}>
      {data.value.map(({ operationId, path, at, by }) => (
        <li key={operationId}>
          <Text weight="semibold" className={styles.line}>
            {t.operationPaths[path]}
          </Text>
          <Text className={styles.line}>{t.users.doneBy(moment(at), by.name ?? by.id)}</Text>
        </li>
      ))}
    </ul>
  );
}
