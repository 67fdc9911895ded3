import { useMemo, useState } from 'react';
import type { ProductListRow, UserAnswer } from '../../../api/calls.ts';
import { calls } from '../../../api/calls.ts';
import { useCall } from '../../../api/queries.ts';
import { useSettled } from '../../../app/use-settled.ts';
import type { Change } from '../../../parts/change/change.ts';
import type { Changes } from '../../../parts/change/use-changes.ts';
import { useChanges } from '../../../parts/change/use-changes.ts';
import type { Preview } from '../../../parts/change/use-preview.ts';
import { usePreview } from '../../../parts/change/use-preview.ts';
import type { Difference, LicenseBox } from './license-boxes.ts';
import { differenceOf, licenseBoxes } from './license-boxes.ts';

const none: readonly ProductListRow[] = [];
const untouched: ReadonlyMap<string, boolean> = new Map();

export interface LicenseChange {
  readonly boxes: readonly LicenseBox[];
  readonly isTicked: (box: LicenseBox) => boolean;
  readonly tick: (skuId: string, isTicked: boolean) => void;
  readonly isChanged: boolean;
  readonly changes: Changes;
  readonly total: number;
  readonly preview: Preview;
  readonly canSave: boolean;
  readonly error: Error | null;
  /** Shows the boxes again after the result. */
  readonly begin: () => void;
}

/** The boxes of one user's licenses: what would come of them, asked a moment after the last click, and saving it. */
export function useLicenseChange(user: UserAnswer): LicenseChange {
  const products = useCall(calls.products());
  const [wanted, setWanted] = useState(untouched);
  const boxes = useMemo(
    () => licenseBoxes(user, products.data?.value ?? none),
    [user, products.data],
  );
  const difference = useMemo(() => differenceOf(boxes, wanted), [boxes, wanted]);
  const asked = useMemo(() => changesOf(user.id, difference), [user.id, difference]);
  const settled = useSettled(asked, 300);
  const [saved, setSaved] = useState<readonly Change[] | null>(null);
  const changes = useChanges(saved ?? asked);
  const isRunning = changes.isRunning || changes.outcome !== null;
  const preview = usePreview(settled, !isRunning);
  return {
    boxes,
    isTicked: ({ product: { skuId }, isAssigned }) => wanted.get(skuId) ?? isAssigned,
    tick: (skuId, isTicked) => {
      setSaved(null);
      changes.reset();
      setWanted(new Map([...wanted, [skuId, isTicked]]));
    },
    isChanged: asked.length > 0,
    changes: {
      ...changes,
      run: () => {
        // What is read anew meanwhile makes the boxes right, and would leave nothing to be done.
        setSaved(asked);
        changes.run();
      },
    },
    total: (saved ?? asked).length,
    preview,
    canSave:
      asked.length > 0 && settled === asked && preview.outcome !== null && !changes.isRunning,
    error: products.error,
    begin: () => {
      setSaved(null);
      setWanted(untouched);
      changes.reset();
    },
  };
}

/** What is given comes first: what it provides is then never without a license. */
function changesOf(userId: string, { given, taken }: Difference): readonly Change[] {
  return [
    ...(given.length > 0
      ? [{ call: (isDry: boolean) => calls.assignUser(userId, given, isDry) }]
      : []),
    ...(taken.length > 0
      ? [{ call: (isDry: boolean) => calls.unassignUser(userId, taken, isDry) }]
      : []),
  ];
}
