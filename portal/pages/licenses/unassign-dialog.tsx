import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useState } from 'react';
import type { HolderRow } from '../../api/calls.ts';
import { calls } from '../../api/calls.ts';
import { useCall } from '../../api/queries.ts';
import { useWords } from '../../app/words.tsx';
import { Consequences } from '../../parts/consequences.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Results } from '../../parts/results.tsx';
import { useChange } from '../../parts/use-change.ts';
import { Waiting } from '../../parts/waiting.tsx';

const useStyles = makeStyles({
  content: { display: 'grid', rowGap: tokens.spacingVerticalM, alignContent: 'start' },
});

interface UnassignDialogProps {
  readonly skuId: string;
  readonly productName: string;
  readonly users: readonly HolderRow[];
  readonly onClose: (isDone: boolean) => void;
}

/** The box Unassign licenses: what would be lost, by whom and until when it can come back; then the click, and what it did. */
export default function UnassignDialog(props: UnassignDialogProps): ReactNode {
  const { skuId, productName, onClose } = props;
  const styles = useStyles();
  const { t, number } = useWords();
  // Whom it is about is what was ticked when it was opened, whatever the list says afterwards.
  const [users] = useState(props.users);
  const userIds = users.map(({ id }) => id);
  const names = new Map<string, string>(users.map(({ id, displayName }) => [id, displayName]));
  const nameOf = (id: string) => names.get(id) ?? null;
  const change = useChange(calls.unassignProduct(skuId, userIds, false));
  const isDone = change.data !== undefined;
  const preview = useCall(calls.unassignProduct(skuId, userIds, true), { isWanted: !isDone });
  const problem = change.error ?? preview.error;
  return (
    <Dialog open modalType="alert" onOpenChange={() => onClose(isDone)}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t.licenses.unassign}</DialogTitle>
          <DialogContent className={styles.content}>
            {problem !== null && (
              <Problem
                error={problem}
                onRetry={change.error === null ? () => void preview.refetch() : change.mutate}
              />
            )}
            {change.data !== undefined && <Results answer={change.data} nameOf={nameOf} />}
            {!isDone && preview.isPending && <Waiting />}
            {!isDone && preview.data !== undefined && (
              <>
                <Text>{t.licenses.lose(users.length, number(users.length), productName)}</Text>
                <Consequences answer={preview.data} nameOf={nameOf} />
                <Text>{t.licenses.until}</Text>
              </>
            )}
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
                  disabledFocusable={preview.data === undefined || change.isPending}
                  onClick={() => change.mutate()}
                >
                  {t.licenses.unassignButton}
                </Button>
                <Button onClick={() => onClose(false)}>{t.parts.cancel}</Button>
              </>
            )}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
