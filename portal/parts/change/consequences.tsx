import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useProductNames } from '../../api/product-names.ts';
import { useWords } from '../../app/words.tsx';
import type { Outcome } from './change.ts';
import { useResultWords } from './result-words.ts';

const useStyles = makeStyles({
  people: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    rowGap: tokens.spacingVerticalM,
  },
  lines: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
  all: { display: 'grid', rowGap: tokens.spacingVerticalM },
  seats: { margin: 0, padding: 0, listStyleType: 'none' },
});

interface ConsequencesProps {
  readonly outcome: Outcome;
  /** How somebody is called on the page. */
  readonly nameOf: (userId: string) => string | null;
}

/** What a change does, or did, to each person and to the seats, in words. */
export function Consequences({ outcome, nameOf }: ConsequencesProps): ReactNode {
  const styles = useStyles();
  const { t, number } = useWords();
  const { linesOf } = useResultWords();
  const productName = useProductNames();
  const { results, freedSeats, dryRun } = outcome;
  return (
    <div className={styles.all}>
      <ul className={styles.people}>
        {results.map((result) => (
          <li key={result.userId}>
            <Text weight="semibold">
              {nameOf(result.userId) ?? result.userPrincipalName ?? result.userId}
            </Text>
            <ul className={styles.lines}>
              {linesOf(result).map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {freedSeats.length > 0 && (
        <ul className={styles.seats}>
          {freedSeats.map(({ skuId, skuPartNumber, count }) => (
            <li key={skuId}>
              {dryRun
                ? t.consequences.seatsWillBeFree(count, number(count), productName(skuPartNumber))
                : t.consequences.seatsAreFree(count, number(count), productName(skuPartNumber))}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
