import { Button, Checkbox, Radio, RadioGroup, Text } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { calls } from '../../../api/calls.ts';
import { useMe } from '../../../app/me.tsx';
import { useWords } from '../../../app/words.tsx';
import type { Change } from '../../../parts/change/change.ts';
import { ChangeBody } from '../../../parts/change/change-body.tsx';
import { useChanges } from '../../../parts/change/use-changes.ts';
import { usePreview } from '../../../parts/change/use-preview.ts';
import { Pane } from '../../../parts/pane.tsx';
import { useReplacePaneTitle } from './replace-pane-title.ts';

interface ReplacePaneProps {
  readonly users: readonly { readonly id: string }[];
  readonly nameOf: (userId: string) => string | null;
  readonly onClose: (isDone: boolean) => void;
}

/** Several users' licenses, in the two steps of the article: what shall be done with those they have, and then to take all of them. */
export default function ReplacePane(props: ReplacePaneProps): ReactNode {
  const { t } = useWords();
  const titles = useReplacePaneTitle();
  const [isNext, setNext] = useState(false);
  // Whom it is about is who was ticked when it was opened.
  const [{ users, nameOf }] = useState(props);
  if (isNext) return <RemoveAll users={users} nameOf={nameOf} onClose={props.onClose} />;
  return (
    <Pane
      title={titles.first}
      subtitle={t.several.who(users.length)}
      onClose={() => props.onClose(false)}
      footer={
        <Button appearance="primary" onClick={() => setNext(true)}>
          {t.several.next}
        </Button>
      }
    >
      <RadioGroup defaultValue="replace" aria-label={titles.first}>
        <Radio value="replace" label={t.several.replaceExisting} />
        <Radio value="add" disabled label={t.several.addToExisting} />
      </RadioGroup>
      <Text>{t.several.addElsewhere}</Text>
    </Pane>
  );
}

function RemoveAll({ users, nameOf, onClose }: ReplacePaneProps): ReactNode {
  const { t } = useWords();
  const { usersOfActiveUsers } = useMe().limits;
  const [isAll, setAll] = useState(false);
  const [all] = useState(() => changesOf(users, usersOfActiveUsers));
  const changes = useChanges(all);
  const isDone = changes.outcome !== null;
  const preview = usePreview(all, isAll && !isDone && !changes.isRunning);
  const close = () => {
    if (!changes.isRunning) onClose(isDone);
  };
  return (
    <Pane
      title={t.several.replaceProducts}
      subtitle={t.several.who(users.length)}
      onClose={close}
      footer={
        isDone ? (
          <Button appearance="primary" onClick={close}>
            {t.parts.close}
          </Button>
        ) : (
          <Button
            appearance="primary"
            disabledFocusable={!isAll || preview.outcome === null || changes.isRunning}
            onClick={changes.run}
          >
            {t.several.replace}
          </Button>
        )
      }
    >
      {!isDone && (
        <Checkbox
          label={t.several.removeAll}
          checked={isAll}
          disabled={changes.isRunning}
          onChange={(_, { checked }) => setAll(checked === true)}
        />
      )}
      {(isAll || isDone) && (
        <ChangeBody changes={changes} total={all.length} preview={preview} nameOf={nameOf} />
      )}
    </Pane>
  );
}

/** As many requests as it takes for so many users in each. */
function changesOf(users: readonly { readonly id: string }[], most: number): readonly Change[] {
  const count = Math.ceil(users.length / most);
  return Array.from({ length: count }, (_, part) => {
    const userIds = users.slice(part * most, (part + 1) * most).map(({ id }) => id);
    return { call: (isDry) => calls.unassignAll(userIds, isDry) };
  });
}
