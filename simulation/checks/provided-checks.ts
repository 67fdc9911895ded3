import type { Service } from '../../lib/licensing/products/service.ts';
import { services } from '../../lib/licensing/products/service.ts';
import type { Assignment, User } from '../../lib/licensing/user.ts';
import type { PlanName } from '../builders/products.ts';
import type { Shadow } from '../world/shadow.ts';
import type { Findings } from '../world/violations.ts';

/** What the plans of the simulated products provide; said once more, so that nobody checks the rules by themselves. */
const serviceOf: Readonly<Record<PlanName, Service | null>> = {
  EXCHANGE_S_ENTERPRISE: 'exchange',
  EXCHANGE_S_STANDARD: 'exchange',
  EXCHANGE_S_ARCHIVE_ADDON: 'other',
  SHAREPOINTENTERPRISE: 'oneDrive',
  TEAMS1: 'teams',
  OFFICESUBSCRIPTION: null,
  POWER_BI_PRO_PLAN: 'other',
  FLOW_P2: 'other',
};
const serviceByName = new Map<string, Service | null>(Object.entries(serviceOf));

/** What licenses provide by the products as they are at this moment. */
function providedNow({ plans }: Shadow, assignments: readonly Assignment[]): ReadonlySet<Service> {
  const provided = new Set<Service>();
  for (const { skuId, state, disabledPlans } of assignments) {
    if (state === 'Error') continue;
    for (const { servicePlanId, servicePlanName } of plans.get(skuId) ?? []) {
      const service = serviceByName.get(servicePlanName) ?? null;
      if (service !== null && !disabledPlans.includes(servicePlanId)) provided.add(service);
    }
  }
  return provided;
}

/** Whether one of the products is known to nobody: it may provide any service. */
export function isUnknownNow({ plans }: Shadow, assignments: readonly Assignment[]): boolean {
  return assignments.some(({ skuId, state }) => state !== 'Error' && !plans.has(skuId));
}

/** What licenses provide, or may provide, is not claimed, by the products as they are at the commit. */
export function checkProvided(
  findings: Findings,
  shadow: Shadow,
  before: User | null,
  after: User,
): void {
  const had = providedNow(shadow, before?.assignments ?? []);
  const mayHaveMore = isUnknownNow(shadow, before?.assignments ?? []);
  for (const service of services) {
    const [was, is] = [before?.data[service], after.data[service]];
    const at = (): string => `${after.id} ${service} ${was?.state} -> ${is?.state}`;
    if (was !== undefined && is !== undefined && was.generation !== is.generation) {
      findings.check('I5', !had.has(service), () => `${at()}: claimed, and a license provides it`);
      findings.check('I5', !mayHaveMore, () => `${at()}: claimed, and a product is not known`);
    }
  }
}

/**
 * When nothing is under way any more, everybody has what the products provide as they are. Beside a product nobody knows,
 * what no known one provides may be anything it was before.
 */
export function checkAllProvided(findings: Findings, shadow: Shadow, users: readonly User[]): void {
  for (const { id, data, assignments } of users) {
    const provided = providedNow(shadow, assignments);
    const isUnknown = isUnknownNow(shadow, assignments);
    for (const service of services) {
      const state = data[service]?.state;
      const mayBe = isUnknown && !provided.has(service);
      findings.check('I9', mayBe || provided.has(service) === (state === 'provided'), () => {
        return `${id} ${service} is ${state}, it is ${provided.has(service) ? '' : 'not '}provided`;
      });
    }
  }
}
