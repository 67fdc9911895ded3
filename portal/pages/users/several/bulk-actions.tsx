import { Button, makeStyles, Subtitle1, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useWords } from '../../../app/words.tsx';
import { RightButton } from '../../../parts/right-button.tsx';

const useStyles = makeStyles({
  pane: {
    width: '280px',
    flexShrink: 0,
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalL,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 760px)': {
      position: 'fixed',
      insetInline: 0,
      bottom: 0,
      width: 'auto',
      zIndex: 2,
      backgroundColor: tokens.colorNeutralBackground1,
      boxShadow: tokens.shadow16,
    },
  },
});

interface BulkActionsProps {
  /** How many users are ticked. */
  readonly count: number;
  readonly onEdit: () => void;
  readonly onClose: () => void;
}

/** The pane Bulk actions of the admin centers of Germany and 21Vianet: there as soon as somebody is ticked. */
export default function BulkActions({ count, onEdit, onClose }: BulkActionsProps): ReactNode {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <aside className={styles.pane} aria-label={t.several.bulkActions}>
      <Subtitle1 as="h2">{t.several.bulkActions}</Subtitle1>
      <Text>{t.several.who(count)}</Text>
      <RightButton right="unassign" onClick={onEdit}>
        {t.several.editLicenses}
      </RightButton>
      <Button onClick={onClose}>{t.parts.close}</Button>
    </aside>
  );
}
