import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useWords } from '../../../app/words.tsx';
import { Countdown } from '../../../parts/countdown.tsx';
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

/** What there is of somebody, service by service, and until when. */
export default function DataTab({ user }: UserTabProps): ReactNode {
  const styles = useStyles();
  const { t, number, bytes, moment } = useWords();
  if (user.data.length === 0) return <Text>{t.users.noData}</Text>;
  return (
    <ul className={styles.list}>
      {user.data.map((entry) => (
        <li key={entry.service}>
          <Text weight="semibold" className={styles.line}>
            {`${t.services[entry.service]}: ${t.dataStates[entry.state]}`}
          </Text>
          {entry.until !== null && (
            <Text className={styles.line}>
              {t.users.until(moment(entry.until))} (<Countdown until={entry.until} />)
            </Text>
          )}
          <Text className={styles.line}>
            {[
              ...(entry.itemCount === null
                ? []
                : [t.consequences.items(entry.itemCount, number(entry.itemCount))]),
              ...(entry.sizeBytes === null ? [] : [bytes(entry.sizeBytes)]),
              ...(entry.service !== 'exchange'
                ? []
                : [entry.eDiscoverySearchable ? t.users.searchable : t.users.notSearchable]),
            ].join(', ')}
          </Text>
        </li>
      ))}
    </ul>
  );
}
