import { makeStyles, Spinner } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useWords } from '../app/words.tsx';

const useStyles = makeStyles({
  // What is there at once shows no spinner.
  waiting: {
    display: 'grid',
    placeItems: 'center',
    flexGrow: 1,
    minHeight: '120px',
    animationName: { from: { opacity: 0 }, to: { opacity: 1 } },
    animationDuration: '1ms',
    animationDelay: '150ms',
    animationFillMode: 'both',
  },
});

/** Something is on its way, and nothing of it can be shown yet. */
export function Waiting(): ReactNode {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <div className={styles.waiting} aria-busy>
      <Spinner label={t.parts.loading} />
    </div>
  );
}
