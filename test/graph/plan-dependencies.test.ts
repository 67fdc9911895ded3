import { describe, expect, it } from 'vitest';
import { PlanId, SkuId } from '../../lib/licensing/ids.ts';
import {
  brokenDependencies,
  newExclusions,
} from '../../lib/licensing/products/plan-dependencies.ts';
import type { Product } from '../../lib/licensing/products/product.ts';
import type { Assignment } from '../../lib/licensing/user.ts';
import { guid, product } from '../../simulation/builders/products.ts';
import { direct } from '../../simulation/builders/users.ts';

let plans = 0;

function withPlans(number: number, names: readonly string[]): Product {
  return {
    ...product('E3'),
    skuId: SkuId.parse(guid(2, number)),
    skuPartNumber: `SKU${number}`,
    servicePlans: names.map((servicePlanName) => {
      plans += 1;
      return {
        servicePlanId: PlanId.parse(guid(1, plans)),
        servicePlanName,
        displayName: null,
        appliesTo: 'User',
        provisioningStatus: 'Success',
      };
    }),
  };
}

const project = withPlans(1, ['SHAREPOINT_PROJECT']);
const sharePoint = withPlans(2, ['SHAREPOINTENTERPRISE', 'EXCHANGE_S_ENTERPRISE']);
const oneDrive = withPlans(3, ['ONEDRIVESTANDARD', 'SHAREPOINTWAC']);
const archive = withPlans(4, ['EXCHANGE_S_ARCHIVE_ADDON', 'EXCHANGE_S_FOUNDATION']);
const kiosk = withPlans(5, ['EXCHANGE_S_DESKLESS', 'TEAMS1']);
const teamsFree = withPlans(6, ['TEAMS_FREE']);
const plan1 = withPlans(7, ['EXCHANGE_S_STANDARD']);
const audio = withPlans(8, ['MCOMEETADV_GOV']);
const government = withPlans(9, ['TEAMS_GOV', 'MCOSTANDARD_GOV']);
const all = [project, sharePoint, oneDrive, archive, kiosk, teamsFree, plan1, audio, government];
const products = new Map(all.map((one) => [one.skuId, one]));

function holding(...held: readonly Product[]): readonly Assignment[] {
  return held.map(({ skuId }) => direct('E3', { skuId }));
}

function broken(before: readonly Assignment[], after: readonly Assignment[]): readonly unknown[] {
  return brokenDependencies(before, after, products).map(
    ({ plan, product: { skuPartNumber }, neededProducts }) => [
      plan.servicePlanName,
      skuPartNumber,
      neededProducts.map((needed) => needed.skuPartNumber),
    ],
  );
}

describe('Plans that depend on another one', () => {
  it('are not left alone by a removal', () => {
    expect(broken(holding(project, sharePoint), holding(project))).toEqual([
      ['SHAREPOINT_PROJECT', 'SKU1', ['SKU2']],
    ]);
    expect(broken(holding(archive, kiosk), holding(archive))).toEqual([
      ['EXCHANGE_S_ARCHIVE_ADDON', 'SKU4', ['SKU5']],
    ]);
  });

  it('are audio conferencing for GCC beside its phone and Teams plans', () => {
    expect(broken(holding(audio, government), holding(audio))).toEqual([
      ['MCOMEETADV_GOV', 'SKU8', ['SKU9']],
    ]);
    expect(broken([], holding(audio, government))).toEqual([]);
  });

  it('are not given without it', () => {
    expect(broken([], holding(project))).toEqual([['SHAREPOINT_PROJECT', 'SKU1', ['SKU2']]]);
    expect(broken([], holding(project, oneDrive))).toHaveLength(1);
  });

  it('stay where the need is met otherwise, where they go too or are turned off, and where it was so before', () => {
    expect(broken(holding(archive, kiosk, sharePoint), holding(archive, kiosk))).toEqual([]);
    expect(broken(holding(archive, kiosk), [])).toEqual([]);
    const disabledPlans = archive.servicePlans.map(({ servicePlanId }) => servicePlanId);
    const off = direct('E3', { skuId: archive.skuId, disabledPlans });
    expect(broken(holding(archive, kiosk), [off])).toEqual([]);
    expect(broken(holding(archive, oneDrive), holding(archive))).toEqual([]);
  });

  it('is nothing to a plan an assignment in Error would provide', () => {
    const error = direct('E3', { skuId: kiosk.skuId, state: 'Error' });
    expect(broken(holding(archive, kiosk), [...holding(archive), error])).toHaveLength(1);
  });
});

describe('Plans that exclude each other', () => {
  it('are named when a change would turn on both', () => {
    const pair = newExclusions(holding(kiosk), holding(kiosk, teamsFree), products);
    expect(pair.map((two) => two.map(({ servicePlanName }) => servicePlanName).toSorted())).toEqual(
      [['TEAMS1', 'TEAMS_FREE']],
    );
    expect(newExclusions(holding(kiosk), holding(teamsFree), products)).toEqual([]);
    expect(newExclusions(holding(kiosk, teamsFree), holding(kiosk, teamsFree), products)).toEqual(
      [],
    );
  });

  it('are not two Exchange plans: Microsoft has taken several since 2023', () => {
    expect(newExclusions(holding(kiosk), holding(kiosk, plan1), products)).toEqual([]);
  });
});
