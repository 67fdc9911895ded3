import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { NoAnswer, Refusal } from '../api/failures.ts';
import { useWords } from '../app/words.tsx';

const useStyles = makeStyles({
  list: { marginBlock: tokens.spacingVerticalXS, paddingInlineStart: tokens.spacingHorizontalL },
  id: { display: 'block', color: tokens.colorNeutralForeground2 },
});

interface ProblemProps {
  readonly error: Error;
  readonly onRetry?: () => void;
}

/** What went wrong, what was wrong with it in detail, and by which id it is found in the log. */
export function Problem({ error, onRetry }: ProblemProps): ReactNode {
  const styles = useStyles();
  const { t } = useWords();
  const refusal = error instanceof Refusal ? error : null;
  const details = refusal?.details ?? [];
  const requestId = refusal?.requestId ?? null;
  const title = refusal === null ? t.problem.noAnswer : t.problem.titleOf(refusal.code);
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{title}</MessageBarTitle>
        {error instanceof NoAnswer ? t.problem.noAnswerText : error.message}
        {details.length > 0 && (
          <ul className={styles.list}>
            {details.map(({ target, message }) => (
              <li key={`${target} ${message}`}>{message}</li>
            ))}
          </ul>
        )}
        {requestId !== null && <span className={styles.id}>{t.problem.requestId(requestId)}</span>}
      </MessageBarBody>
      <MessageBarActions>
        {requestId !== null && (
          <Button size="small" onClick={() => void navigator.clipboard.writeText(requestId)}>
            {t.problem.copyId}
          </Button>
        )}
        {onRetry !== undefined && (
          <Button size="small" onClick={onRetry}>
            {t.problem.retry}
          </Button>
        )}
      </MessageBarActions>
    </MessageBar>
  );
}
