import type { ButtonProps } from '@fluentui/react-components';
import { Button, Tooltip } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Right } from '../app/me.tsx';
import { useMay } from '../app/me.tsx';
import { useWords } from '../app/words.tsx';

interface RightButtonProps {
  /** What whoever clicks it needs. */
  readonly right: Right;
  /** Why it can't be clicked now though one may; null when it can. */
  readonly notNow?: string | null;
  readonly appearance?: NonNullable<ButtonProps['appearance']>;
  readonly icon?: NonNullable<ButtonProps['icon']>;
  readonly onClick: () => void;
  readonly children: string;
}

/** A button that is always there: to whoever may not use it, it says who may. */
export function RightButton({ right, notNow = null, ...button }: RightButtonProps): ReactNode {
  const { t, list } = useWords();
  const { may, holders } = useMay(right);
  const why = may ? notNow : t.parts.onlyFor(list(holders.map((role) => t.roles.of(role))));
  if (why === null) return <Button {...button} />;
  return (
    <Tooltip content={why} relationship="description">
      <Button {...button} disabledFocusable />
    </Tooltip>
  );
}
