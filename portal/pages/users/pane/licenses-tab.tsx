import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Button,
  Checkbox,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useWords } from '../../../app/words.tsx';
import { ChangeBody } from '../../../parts/change/change-body.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { RightButton } from '../../../parts/right-button.tsx';
import { AppsList } from './apps-list.tsx';
import type { LicenseBox } from './license-boxes.ts';
import { isLocked } from './license-boxes.ts';
import { useLicenseChange } from './use-license-change.ts';
import type { UserTabProps } from './user-pane.tsx';

const useStyles = makeStyles({
  boxes: { display: 'grid', rowGap: tokens.spacingVerticalXXS },
  hint: {
    display: 'block',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
  end: { display: 'grid', rowGap: tokens.spacingVerticalM, marginTop: tokens.spacingVerticalM },
});

/** Licenses and Apps: a box for each product; what clearing one would do is said under them. */
export default function LicensesTab({ user }: UserTabProps): ReactNode {
  const styles = useStyles();
  const { t, number } = useWords();
  const change = useLicenseChange(user);
  const { boxes, changes, preview, isChanged } = change;
  const isDone = changes.outcome !== null;
  const nameOf = () => user.displayName;
  return (
    <>
      {change.error !== null && <Problem error={change.error} />}
      <Accordion multiple collapsible defaultOpenItems={['licenses']}>
        <AccordionItem value="licenses">
          <AccordionHeader as="h3">
            {t.users.licensesOf(number(user.licenses.length))}
          </AccordionHeader>
          <AccordionPanel>
            <div className={styles.boxes}>
              {boxes.map((box) => (
                <ProductBox
                  key={box.product.skuId}
                  box={box}
                  isTicked={change.isTicked(box)}
                  isDisabled={changes.isRunning || isDone}
                  onTick={change.tick}
                />
              ))}
            </div>
          </AccordionPanel>
        </AccordionItem>
        <AccordionItem value="apps">
          <AccordionHeader as="h3">{t.users.apps}</AccordionHeader>
          <AccordionPanel>
            <AppsList user={user} />
          </AccordionPanel>
        </AccordionItem>
      </Accordion>
      <div className={styles.end} aria-live="polite">
        {(isChanged || isDone) && (
          <ChangeBody changes={changes} total={change.total} preview={preview} nameOf={nameOf} />
        )}
        <div>
          {isDone ? (
            <Button onClick={change.begin}>{t.users.changeMore}</Button>
          ) : (
            <RightButton
              right="unassign"
              appearance="primary"
              notNow={change.canSave ? null : isChanged ? t.parts.loading : t.users.nothingChanged}
              onClick={changes.run}
            >
              {t.users.saveChanges}
            </RightButton>
          )}
        </div>
      </div>
    </>
  );
}

interface ProductBoxProps {
  readonly box: LicenseBox;
  readonly isTicked: boolean;
  readonly isDisabled: boolean;
  readonly onTick: (skuId: string, isTicked: boolean) => void;
}

function ProductBox({ box, isTicked, isDisabled, onTick }: ProductBoxProps): ReactNode {
  const styles = useStyles();
  const { t, number, list } = useWords();
  const { product, groups } = box;
  const { seats, skuId, displayName } = product;
  const through = list(groups);
  const hint =
    groups.length > 0
      ? isLocked(box)
        ? t.users.changeInGroup(through)
        : t.licenses.directAndGroup(through)
      : seats.available > 0
        ? t.users.seatsLeft(
            seats.available,
            number(seats.available),
            number(seats.enabled + seats.warning),
          )
        : t.users.noSeatLeft;
  const isFull = !box.isAssigned && seats.available <= 0;
  return (
    <Checkbox
      checked={isTicked}
      disabled={isLocked(box) || isDisabled || (isFull && !isTicked)}
      label={
        <Text>
          {displayName}
          <span className={styles.hint}>{hint}</span>
        </Text>
      }
      onChange={(_, { checked }) => onTick(skuId, checked === true)}
    />
  );
}
