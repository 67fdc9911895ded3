import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useWords } from '../../../app/words.tsx';
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

/** The holds that keep somebody's data from being deleted. */
export default function HoldsTab({ user: { holds } }: UserTabProps): ReactNode {
  const styles = useStyles();
  const { t, moment } = useWords();
  if (holds.length === 0) return <Text>{t.users.noHolds}</Text>;
  return (
    <ul className={styles.list}>
      {holds.map(({ holdId, kind, note, placedAt }) => (
        <li key={holdId}>
          <Text weight="semibold" className={styles.line}>
            {`${t.holdKinds[kind]}: ${holdId}`}
          </Text>
          {note !== null && <Text className={styles.line}>{note}</Text>}
          <Text className={styles.line}>{t.users.since(moment(placedAt))}</Text>
        </li>
      ))}
    </ul>
  );
}
