import {
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { OperationBody } from '../api/calls.ts';
import { useWords } from '../app/words.tsx';
import { Consequences } from './consequences.tsx';

const useStyles = makeStyles({ all: { display: 'grid', rowGap: tokens.spacingVerticalM } });

interface ResultsProps {
  readonly answer: OperationBody;
  readonly nameOf: (userId: string) => string | null;
}

/** What was done: how many went well, and each person, those that failed first. */
export function Results({ answer, nameOf }: ResultsProps): ReactNode {
  const styles = useStyles();
  const { t, number } = useWords();
  const failed = answer.results.filter(({ status }) => status === 'failed');
  const others = answer.results.filter(({ status }) => status !== 'failed');
  const changed = others.filter(({ status }) => status === 'changed').length;
  return (
    <div className={styles.all} aria-live="polite">
      <MessageBar intent={failed.length > 0 ? 'warning' : 'success'} layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t.results.changed(changed, number(changed))}</MessageBarTitle>
          {failed.length > 0 && t.results.failed(failed.length, number(failed.length))}
        </MessageBarBody>
      </MessageBar>
      <Consequences answer={{ ...answer, results: [...failed, ...others] }} nameOf={nameOf} />
    </div>
  );
}
