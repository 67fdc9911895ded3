import {
  Button,
  DrawerBody,
  DrawerFooter,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  OverlayDrawer,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useWords } from '../app/words.tsx';

const useStyles = makeStyles({
  body: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  pane: { width: 'min(560px, 100vw)' },
  above: { color: tokens.colorNeutralForeground2 },
});

interface PaneProps {
  readonly title: string;
  /** Under the title. */
  readonly subtitle?: string;
  readonly onClose: () => void;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

/** A pane at the right, over the page. It closes by its button, by Esc and by a click beside it. */
export function Pane({ title, subtitle, onClose, footer, children }: PaneProps): ReactNode {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <OverlayDrawer
      open
      position="end"
      className={styles.pane}
      aria-label={title}
      onOpenChange={onClose}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          action={
            <Button
              appearance="subtle"
              icon={<DismissRegular />}
              aria-label={t.parts.closePane}
              onClick={onClose}
            />
          }
        >
          {title}
        </DrawerHeaderTitle>
        {subtitle !== undefined && <span className={styles.above}>{subtitle}</span>}
      </DrawerHeader>
      <DrawerBody className={styles.body}>{children}</DrawerBody>
      {footer !== undefined && <DrawerFooter>{footer}</DrawerFooter>}
    </OverlayDrawer>
  );
}
