import type { ProductListRow, UserAnswer } from '../../../api/calls.ts';

/** A product as a pane shows it of one user. */
export interface LicenseBox {
  readonly product: ProductListRow;
  /** Whether the user has it in some way. */
  readonly isAssigned: boolean;
  /** The groups it comes through: there it has to be taken, not here. */
  readonly groups: readonly string[];
  readonly isDirect: boolean;
}

/** Every product that users can have, those somebody has first. */
export function licenseBoxes(
  { licenses }: UserAnswer,
  products: readonly ProductListRow[],
): readonly LicenseBox[] {
  const boxes = products.flatMap((product): LicenseBox[] => {
    const license = licenses.find(({ skuId }) => skuId === product.skuId);
    if (license === undefined && product.appliesTo !== 'User') return [];
    return [
      {
        product,
        isAssigned: license !== undefined,
        isDirect: license?.isDirect ?? false,
        groups: license?.groups.map(({ displayName }) => displayName) ?? [],
      },
    ];
  });
  return boxes.toSorted(
    (a, b) =>
      Number(b.isAssigned) - Number(a.isAssigned) ||
      a.product.displayName.localeCompare(b.product.displayName),
  );
}

/** Whether a box can be changed here: what comes through a group alone can't. */
export function isLocked({ isAssigned, isDirect }: LicenseBox): boolean {
  return isAssigned && !isDirect;
}

export interface Difference {
  readonly taken: readonly string[];
  readonly given: readonly string[];
}

/** What the boxes ask for that is not so yet. `wanted` holds the boxes somebody has touched. */
export function differenceOf(
  boxes: readonly LicenseBox[],
  wanted: ReadonlyMap<string, boolean>,
): Difference {
  const changed = boxes.filter((box) => {
    const now = wanted.get(box.product.skuId);
    return !isLocked(box) && now !== undefined && now !== box.isAssigned;
  });
  const skuIds = (isAssigned: boolean) =>
    changed.filter((box) => box.isAssigned === isAssigned).map(({ product }) => product.skuId);
  return { taken: skuIds(true), given: skuIds(false) };
}
