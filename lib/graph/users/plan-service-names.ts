/**
 * The names Graph has for the services that plans belong to, as `assignedPlans` shows them. There is no list of
 * Microsoft's; these are the names that public dumps of real users show, each for the plans beginning so (a name in
 * parentheses in a comment is the plan of the dump). Earlier lines win.
 */
const services = new Map([
  // TEAMS1, TEAMS_FREE.
  ['TeamspaceAPI', 'TEAMS1 TEAMS_FREE TEAMS_GOV TEAMS_AR_ TEAMS_DESKLESS TeamsEss'],
  // EXCHANGE_S_ENTERPRISE, EXCHANGE_ANALYTICS.
  [
    'exchange',
    'EXCHANGE_ EXCHANGEONLINE_ ATP_ENTERPRISE COMMUNICATIONS_COMPLIANCE ' +
      'COMMUNICATIONS_DLP CUSTOMER_KEY DATA_INVESTIGATIONS EQUIVIO_ANALYTICS ' +
      'GRAPH_CONNECTORS_SEARCH_INDEX INFO_GOVERNANCE INSIDER_RISK_MANAGEMENT ' +
      'LOCKBOX_ENTERPRISE M365_ADVANCED_AUDITING MICROSOFTBOOKINGS MIP_S_CLP ' +
      'ML_CLASSIFICATION PAM_ENTERPRISE RECORDS_MANAGEMENT SAFEDOCS THREAT_INTELLIGENCE',
  ],
  // SHAREPOINTENTERPRISE, SHAREPOINTDESKLESS, SHAREPOINTWAC, Nucleus.
  ['SharePoint', 'SHAREPOINT ONEDRIVE Nucleus'],
  // MCOSTANDARD, MCOEV, MCOFREE.
  ['MicrosoftCommunicationsOnline', 'MCO'],
  // OFFICESUBSCRIPTION, EXCEL_PREMIUM.
  ['MicrosoftOffice', 'OFFICESUBSCRIPTION OFFICE_BUSINESS OFFICE_PRO EXCEL_PREMIUM'],
  // AAD_PREMIUM, AAD_PREMIUM_P2.
  ['AADPremiumService', 'AAD_PREMIUM'],
  ['MultiFactorService', 'MFA_PREMIUM'],
  // RMS_S_ENTERPRISE, RMS_S_PREMIUM, RMS_S_PREMIUM2.
  ['RMSOnline', 'RMS_S_'],
  // INTUNE_A, INTUNE_O365.
  ['SCO', 'INTUNE_'],
  ['YammerEnterprise', 'YAMMER_'],
  // BI_AZURE_P2.
  ['PowerBI', 'BI_AZURE_'],
  // FLOW_O365_P3.
  ['ProcessSimple', 'FLOW_'],
  // POWERAPPS_O365_P3.
  ['PowerAppsService', 'POWERAPPS'],
  // FORMS_PLAN_E5.
  ['OfficeForms', 'FORMS_PLAN_ FORMS_GOV_ OFFICE_FORMS_PLAN_'],
  // STREAM_O365_E5.
  ['MicrosoftStream', 'STREAM_'],
  ['Sway', 'SWAY'],
  ['Deskless', 'Deskless'],
  ['ProjectWorkManagement', 'PROJECTWORKMANAGEMENT'],
  // WHITEBOARD_PLAN3, WHITEBOARD_FIRSTLINE1.
  ['WhiteboardServices', 'WHITEBOARD_'],
  // BPOS_S_TODO_3.
  ['To-Do', 'BPOS_S_TODO_'],
  // ADALLOM_S_O365, ADALLOM_S_STANDALONE.
  ['Adallom', 'ADALLOM_S_'],
]);

/** The names that are known. */
export const serviceNames: readonly string[] = [...services.keys()];

/** The name Graph has for the service of a plan; null where it is not known. */
export function serviceNameOf(servicePlanName: string): string | null {
  const plan = servicePlanName.toUpperCase();
  for (const [service, beginnings] of services) {
    if (beginnings.split(' ').some((one) => plan.startsWith(one.toUpperCase()))) return service;
  }
  return null;
}
