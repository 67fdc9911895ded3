import { Button, makeStyles, Switch, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { UserAnswer } from '../../../api/calls.ts';
import { useWords } from '../../../app/words.tsx';
import { ChangeBody } from '../../../parts/change/change-body.tsx';
import { Pane } from '../../../parts/pane.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { RightButton } from '../../../parts/right-button.tsx';
import type { LicenseBox } from './license-boxes.ts';
import { isLocked } from './license-boxes.ts';
import { useLicenseChange } from './use-license-change.ts';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: '1fr auto',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  hint: {
    display: 'block',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
});

interface ProductLicensesPaneProps {
  readonly user: UserAnswer;
  readonly onClose: () => void;
}

/** The pane Product licenses of the admin centers of Germany and 21Vianet: a switch for each product, and Save. */
export default function ProductLicensesPane(props: ProductLicensesPaneProps): ReactNode {
  const { user, onClose } = props;
  const { t } = useWords();
  const change = useLicenseChange(user);
  const { boxes, changes, preview, isChanged, canSave } = change;
  const isDone = changes.outcome !== null;
  return (
    <Pane
      title={t.users.productLicenses}
      subtitle={user.userPrincipalName}
      onClose={onClose}
      footer={
        isDone ? (
          <Button appearance="primary" onClick={onClose}>
            {t.parts.close}
          </Button>
        ) : (
          <RightButton
            right="unassign"
            appearance="primary"
            notNow={canSave ? null : isChanged ? t.parts.loading : t.users.nothingChanged}
            onClick={changes.run}
          >
            {t.parts.save}
          </RightButton>
        )
      }
    >
      {change.error !== null && <Problem error={change.error} />}
      {!isDone &&
        boxes.map((box) => (
          <ProductSwitch
            key={box.product.skuId}
            box={box}
            isOn={change.isTicked(box)}
            isDisabled={changes.isRunning}
            onSwitch={change.tick}
          />
        ))}
      {(isChanged || isDone) && (
        <ChangeBody
          changes={changes}
          total={change.total}
          preview={preview}
          nameOf={() => user.displayName}
        />
      )}
    </Pane>
  );
}

interface ProductSwitchProps {
  readonly box: LicenseBox;
  readonly isOn: boolean;
  readonly isDisabled: boolean;
  readonly onSwitch: (skuId: string, isOn: boolean) => void;
}

function ProductSwitch({ box, isOn, isDisabled, onSwitch }: ProductSwitchProps): ReactNode {
  const styles = useStyles();
  const { t, list } = useWords();
  const { product, groups } = box;
  const isFull = !box.isAssigned && product.seats.available <= 0;
  return (
    <div className={styles.row}>
      <Text>
        {product.displayName}
        <span className={styles.hint}>
          {isLocked(box) ? t.users.changeInGroup(list(groups)) : isFull && t.users.noSeatLeft}
        </span>
      </Text>
      <Switch
        aria-label={`${product.displayName} ${isOn ? t.users.on : t.users.off}`}
        label={isOn ? t.users.on : t.users.off}
        checked={isOn}
        disabled={isLocked(box) || isDisabled || (isFull && !isOn)}
        onChange={(_, { checked }) => onSwitch(product.skuId, checked)}
      />
    </div>
  );
}
