import { makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { ProductListRow } from '../api/calls.ts';
import { useWords } from '../app/words.tsx';

const useStyles = makeStyles({
  bar: { display: 'grid', rowGap: '2px', width: '100%', maxWidth: '280px' },
  over: { color: tokens.colorPaletteRedForeground1, fontWeight: tokens.fontWeightSemibold },
  line: { display: 'flex', columnGap: tokens.spacingHorizontalS },
});

/** How many seats of a product are taken, of how many; more than there are is said, not only shown. */
export function SeatBar({ seats }: { readonly seats: ProductListRow['seats'] }): ReactNode {
  const styles = useStyles();
  const { t, number } = useWords();
  const total = seats.enabled + seats.warning;
  const over = -seats.available;
  return (
    <span className={styles.bar}>
      <span className={styles.line}>
        <Text>{`${number(seats.consumed)}/${number(total)}`}</Text>
        {over > 0 && <Text className={styles.over}>{t.seats.over(over, number(over))}</Text>}
      </span>
      <ProgressBar
        aria-hidden
        thickness="large"
        color={over > 0 ? 'error' : 'brand'}
        value={total === 0 ? Math.min(seats.consumed, 1) : Math.min(seats.consumed / total, 1)}
      />
    </span>
  );
}
