import { ProgressBar, Text } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useWords } from '../../app/words.tsx';
import { Problem } from '../problem.tsx';
import { Waiting } from '../waiting.tsx';
import { Consequences } from './consequences.tsx';
import { Results } from './results.tsx';
import { UndoButton } from './undo-button.tsx';
import type { Changes } from './use-changes.ts';
import type { Preview } from './use-preview.ts';

interface ChangeBodyProps {
  readonly changes: Changes;
  /** How many calls there are. */
  readonly total: number;
  readonly preview: Preview;
  readonly nameOf: (userId: string) => string | null;
  /** What is said before and after the consequences. */
  readonly lead?: ReactNode;
  readonly end?: ReactNode;
  /** Whether what was done can be undone; else the result offers it not. */
  readonly mayBeUndone?: boolean;
}

/** A change from its dry run to its result, as a box or a pane shows it. */
export function ChangeBody(props: ChangeBodyProps): ReactNode {
  const { changes, total, preview, nameOf, lead, end, mayBeUndone = true } = props;
  const { t, number } = useWords();
  const { outcome, error, isRunning, done, run } = changes;
  if (outcome !== null) {
    const actions = mayBeUndone ? (
      <UndoButton operationIds={outcome.operationIds} nameOf={nameOf} />
    ) : undefined;
    return <Results outcome={outcome} nameOf={nameOf} actions={actions} />;
  }
  return (
    <>
      {error !== null && <Problem error={error} onRetry={run} />}
      {error === null && preview.error !== null && (
        <Problem error={preview.error} onRetry={preview.readAgain} />
      )}
      {isRunning && total > 1 && (
        <div aria-live="polite">
          <Text>{t.parts.progress(number(done), number(total))}</Text>
          <ProgressBar value={done / total} aria-hidden />
        </div>
      )}
      {preview.outcome === null && preview.error === null && <Waiting />}
      {preview.outcome !== null && (
        <>
          {lead}
          <Consequences outcome={preview.outcome} nameOf={nameOf} />
          {end}
        </>
      )}
    </>
  );
}
