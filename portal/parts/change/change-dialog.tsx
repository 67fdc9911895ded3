import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { useWords } from '../../app/words.tsx';
import type { Change } from './change.ts';
import { ChangeBody } from './change-body.tsx';
import { useChanges } from './use-changes.ts';
import { usePreview } from './use-preview.ts';

const useStyles = makeStyles({
  content: { display: 'grid', rowGap: tokens.spacingVerticalM, alignContent: 'start' },
});

export interface ChangeDialogProps {
  readonly title: string;
  /** The word of the last click. */
  readonly button: string;
  readonly changes: readonly Change[];
  readonly nameOf: (userId: string) => string | null;
  readonly lead?: ReactNode;
  readonly end?: ReactNode;
  readonly mayBeUndone?: boolean;
  readonly onClose: (isDone: boolean) => void;
}

/** A box that asks before a change: what it would do in words, then the click, then what it did. */
export function ChangeDialog(props: ChangeDialogProps): ReactNode {
  const { title, button, onClose, nameOf, ...words } = props;
  const styles = useStyles();
  const { t } = useWords();
  // What it is about is what was chosen when it was opened, whatever the page says afterwards.
  const [chosen] = useState({ changes: props.changes, nameOf });
  const changes = useChanges(chosen.changes);
  const isDone = changes.outcome !== null;
  const preview = usePreview(chosen.changes, !isDone && !changes.isRunning);
  return (
    <Dialog open modalType="alert" onOpenChange={() => changes.isRunning || onClose(isDone)}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent className={styles.content}>
            <ChangeBody
              {...words}
              changes={changes}
              total={chosen.changes.length}
              preview={preview}
              nameOf={chosen.nameOf}
            />
          </DialogContent>
          <DialogActions>
            {isDone ? (
              <Button appearance="primary" onClick={() => onClose(true)}>
                {t.parts.close}
              </Button>
            ) : (
              <>
                <Button
                  appearance="primary"
                  disabledFocusable={preview.outcome === null || changes.isRunning}
                  onClick={changes.run}
                >
                  {button}
                </Button>
                <Button disabledFocusable={changes.isRunning} onClick={() => onClose(false)}>
                  {t.parts.cancel}
                </Button>
              </>
            )}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
