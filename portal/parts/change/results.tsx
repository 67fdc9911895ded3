import {
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useWords } from '../../app/words.tsx';
import type { Outcome } from './change.ts';
import { Consequences } from './consequences.tsx';

const useStyles = makeStyles({ all: { display: 'grid', rowGap: tokens.spacingVerticalM } });

interface ResultsProps {
  readonly outcome: Outcome;
  readonly nameOf: (userId: string) => string | null;
  /** What can be done about it, such as to undo it. */
  readonly actions?: ReactNode;
}

/** What was done: how many went well, and each person, those that failed first. */
export function Results({ outcome, nameOf, actions }: ResultsProps): ReactNode {
  const styles = useStyles();
  const { t, number } = useWords();
  const failed = outcome.results.filter(({ status }) => status === 'failed');
  const others = outcome.results.filter(({ status }) => status !== 'failed');
  const changed = others.filter(({ status }) => status === 'changed').length;
  return (
    <div className={styles.all} aria-live="polite">
      <MessageBar intent={failed.length > 0 ? 'warning' : 'success'} layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t.results.changed(changed, number(changed))}</MessageBarTitle>
          {failed.length > 0 && t.results.failed(failed.length, number(failed.length))}
        </MessageBarBody>
        {actions !== undefined && <MessageBarActions>{actions}</MessageBarActions>}
      </MessageBar>
      <Consequences outcome={{ ...outcome, results: [...failed, ...others] }} nameOf={nameOf} />
    </div>
  );
}
