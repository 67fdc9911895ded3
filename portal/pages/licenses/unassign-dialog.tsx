import { Text } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { HolderRow } from '../../api/calls.ts';
import { calls } from '../../api/calls.ts';
import { useWords } from '../../app/words.tsx';
import { ChangeDialog } from '../../parts/change/change-dialog.tsx';

interface UnassignDialogProps {
  readonly skuId: string;
  readonly productName: string;
  readonly users: readonly HolderRow[];
  readonly onClose: (isDone: boolean) => void;
}

/** The box Unassign licenses: who would lose what, and until when it can come back. */
export default function UnassignDialog(props: UnassignDialogProps): ReactNode {
  const { skuId, productName, users, onClose } = props;
  const { t, number } = useWords();
  const userIds = users.map(({ id }) => id);
  const names = new Map<string, string>(users.map(({ id, displayName }) => [id, displayName]));
  return (
    <ChangeDialog
      title={t.licenses.unassign}
      button={t.licenses.unassignButton}
      changes={[{ call: (isDry) => calls.unassignProduct(skuId, userIds, isDry) }]}
      nameOf={(id) => names.get(id) ?? null}
      lead={<Text>{t.licenses.lose(users.length, number(users.length), productName)}</Text>}
      end={<Text>{t.licenses.until}</Text>}
      onClose={onClose}
    />
  );
}
