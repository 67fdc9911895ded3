import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PlanId } from '../../lib/licensing/ids.ts';
import { classifyPlan, isEnterpriseMailbox } from '../../lib/licensing/products/service-plans.ts';

describe('A service plan', () => {
  it.each([
    ['EXCHANGE_S_ENTERPRISE', 'exchange'],
    ['EXCHANGE_S_ENTERPRISE_GOV', 'exchange'],
    ['EXCHANGE_S_STANDARD_MIDMARKET', 'exchange'],
    ['EXCHANGE_S_DESKLESS', 'exchange'],
    ['EXCHANGE_L_STANDARD', 'exchange'],
    ['EXCHANGE_S_FOUNDATION', 'other'],
    ['EXCHANGE_S_FOUNDATION_GOV', 'other'],
    ['EXCHANGE_ANALYTICS', 'other'],
    ['EXCHANGE_S_ARCHIVE_ADDON', 'other'],
    ['EXCHANGEONLINE_MULTIGEO', 'other'],
    ['SHAREPOINTENTERPRISE', 'oneDrive'],
    ['SHAREPOINTWAC', 'other'],
    ['SHAREPOINT_PROJECT', 'other'],
    ['SHAREPOINTONLINE_MULTIGEO', 'other'],
    ['ONEDRIVE_BASIC_P2', 'oneDrive'],
    ['ONEDRIVECLIPCHAMP', 'other'],
    ['M365_COPILOT_SHAREPOINT', 'other'],
    ['TEAMS1', 'teams'],
    ['TeamsEss', 'teams'],
    ['TEAMS_PREMIUM_CUSTOMER', 'other'],
    ['OFFICESUBSCRIPTION', null],
    ['POWER_BI_PRO', 'other'],
  ])('%s provides %s', (name, service) => {
    expect(classifyPlan(name).service).toBe(service);
  });

  it('of the company belongs to nobody', () => {
    expect(classifyPlan('EXCHANGE_S_FOUNDATION', 'Company').service).toBeNull();
  });

  it('makes an enterprise mailbox alone, or Plan 1 together with the archiving add-on', () => {
    expect(isEnterpriseMailbox(['EXCHANGE_S_ENTERPRISE'])).toBe(true);
    expect(isEnterpriseMailbox(['EXCHANGE_S_STANDARD'])).toBe(false);
    expect(isEnterpriseMailbox(['EXCHANGE_S_STANDARD', 'EXCHANGE_S_ARCHIVE_ADDON'])).toBe(true);
    expect(isEnterpriseMailbox(['EXCHANGE_S_ARCHIVE_ADDON'])).toBe(false);
  });
});

const list = new URL('../../../shared/data/service-plans.csv', import.meta.url);

describe.runIf(existsSync(list))("Microsoft's published list", () => {
  const Row = z.object({ Service_Plan_Name: z.string(), Service_Plan_Id: PlanId });

  it('is classified plan by plan', () => {
    const rows = z
      .array(Row)
      .parse(parse(readFileSync(list, 'utf8'), { columns: true, bom: true }));
    const plans = new Map(rows.map((row) => [row.Service_Plan_Id, row.Service_Plan_Name.trim()]));
    const counts: Record<string, number> = {};
    for (const name of plans.values()) {
      const { service, providesOfficeApps } = classifyPlan(name);
      const what = providesOfficeApps ? 'officeApps' : String(service);
      counts[what] = (counts[what] ?? 0) + 1;
    }
    expect(plans.size).toBe(791);
    expect(counts).toEqual({ exchange: 10, oneDrive: 16, teams: 8, officeApps: 7, other: 750 });
  });
});
