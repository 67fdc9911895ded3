import { Button, Text } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { lazy, Suspense, useState } from 'react';
import { calls } from '../../api/calls.ts';
import { useWords } from '../../app/words.tsx';

// The box it opens shows results, which have this button.
const ChangeDialog = lazy(async () => ({
  default: (await import('./change-dialog.tsx')).ChangeDialog,
}));

interface UndoButtonProps {
  readonly operationIds: readonly string[];
  readonly nameOf: (userId: string) => string | null;
  readonly onUndone?: () => void;
}

/** Gives back exactly what operations took, after saying what that would do. */
export function UndoButton({ operationIds, nameOf, onUndone }: UndoButtonProps): ReactNode {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  if (operationIds.length === 0) return null;
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t.undo.button}
      </Button>
      {isOpen && (
        <Suspense>
          <ChangeDialog
            title={t.undo.title}
            button={t.undo.button}
            changes={operationIds.toReversed().map((operationId) => ({
              call: (isDry) => calls.undo(operationId, isDry),
            }))}
            nameOf={nameOf}
            lead={<Text>{t.undo.lead}</Text>}
            mayBeUndone={false}
            onClose={(isDone) => {
              setOpen(false);
              if (isDone) onUndone?.();
            }}
          />
        </Suspense>
      )}
    </>
  );
}
