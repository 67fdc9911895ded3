import type { Service } from './service.ts';

/**
 * What a service plan provides, by its name in Microsoft's list
 * "Product names and service plan identifiers for licensing".
 */
export interface PlanClass {
  /** The service whose data it provides; null for plans without data of the user. */
  readonly service: Service | null;
  readonly providesOfficeApps: boolean;
  readonly isEnterpriseExchange: boolean;
}

/** Name patterns: `*` at an end stands for any text. Exclusions win over every other line. */
const multiGeo = ['*MULTIGEO'];
const notExchange = [
  ...multiGeo,
  'EXCHANGE_S_FOUNDATION*',
  'EXCHANGE_ANALYTICS*',
  'EXCHANGE_S_ARCHIVE*',
];
const exchangeEnterprise = ['EXCHANGE_S_ENTERPRISE*'];
const exchangeStandard = ['EXCHANGE_S_STANDARD*'];
const exchange = [
  ...exchangeEnterprise,
  ...exchangeStandard,
  'EXCHANGE_S_DESKLESS*',
  'EXCHANGE_S_ESSENTIALS',
  'EXCHANGE_B_STANDARD',
  'EXCHANGE_L_STANDARD',
];
const notOneDrive = [
  ...multiGeo,
  'SHAREPOINTWAC*',
  'SHAREPOINT_PROJECT*',
  'SHAREPOINTSTORAGE*',
  'ONEDRIVECLIPCHAMP',
  'M365_COPILOT_SHAREPOINT',
];
const oneDrive = [
  'SHAREPOINTENTERPRISE*',
  'SHAREPOINTSTANDARD*',
  'SHAREPOINTDESKLESS*',
  'SHAREPOINTLITE',
  'SHAREPOINT_S_DEVELOPER',
  'ONEDRIVESTANDARD',
  'ONEDRIVEENTERPRISE',
  'ONEDRIVE_BASIC*',
  'ONEDRIVELITE_IW',
];
const teams = ['TEAMS1', 'TEAMS_GOV', 'TEAMS_AR_*', 'TEAMS_DESKLESS', 'TEAMS_FREE*', 'TeamsEss'];
const officeApps = [
  'OFFICESUBSCRIPTION*',
  'OFFICE_BUSINESS',
  'OFFICE_PROPLUS*',
  'OFFICE_PRO_PLUS_*',
];
const archiveAddOn = 'EXCHANGE_S_ARCHIVE_ADDON';

/**
 * Says what a service plan provides.
 * @param servicePlanName as Graph and Microsoft's list write it; compared without regard to case
 * @param appliesTo `Company` plans belong to nobody and provide no user's data
 */
export function classifyPlan(
  servicePlanName: string,
  appliesTo: 'User' | 'Company' = 'User',
): PlanClass {
  const providesOfficeApps = matches(officeApps, servicePlanName);
  const isEnterpriseExchange =
    matches(exchangeEnterprise, servicePlanName) && !matches(notExchange, servicePlanName);
  const service =
    appliesTo === 'Company' ? null : serviceByName(servicePlanName, providesOfficeApps);
  return { service, providesOfficeApps, isEnterpriseExchange };
}

function serviceByName(name: string, providesOfficeApps: boolean): Service | null {
  if (matches(exchange, name) && !matches(notExchange, name)) return 'exchange';
  if (matches(oneDrive, name) && !matches(notOneDrive, name)) return 'oneDrive';
  if (matches(teams, name)) return 'teams';
  return providesOfficeApps ? null : 'other';
}

/**
 * Whether plans enabled together make an enterprise mailbox (Exchange Online Plan 2, or Plan 1 with the archiving
 * add-on): only such a mailbox becomes inactive under a hold.
 */
export function isEnterpriseMailbox(servicePlanNames: readonly string[]): boolean {
  if (servicePlanNames.some((name) => classifyPlan(name).isEnterpriseExchange)) return true;
  return (
    servicePlanNames.some((name) => matches(exchangeStandard, name)) &&
    servicePlanNames.some((name) => name.toUpperCase() === archiveAddOn)
  );
}

function matches(patterns: readonly string[], servicePlanName: string): boolean {
  const name = servicePlanName.toUpperCase();
  return patterns.some((pattern) => {
    const text = pattern.toUpperCase();
    if (text.startsWith('*')) return name.endsWith(text.slice(1));
    if (text.endsWith('*')) return name.startsWith(text.slice(0, -1));
    return name === text;
  });
}
