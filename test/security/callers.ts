import type { Right } from '../../lib/http/rights.ts';

/** What each role may: the table of the article and of Microsoft's role descriptions. */
export const rolesMay: Readonly<Record<string, readonly Right[]>> = {
  'Global Administrator': ['unassign', 'delete', 'block', 'seats', 'holds', 'tenant', 'read'],
  'License Administrator': ['unassign', 'read'],
  'User Administrator': ['unassign', 'delete', 'block', 'read'],
  'Billing Administrator': ['seats', 'read'],
  'Compliance Administrator': ['holds', 'read'],
  'Global Reader': ['read'],
  'Helpdesk Administrator': [],
};

/** What each application permission may. None sets seats, holds or the tenant. */
export const permissionsMay: Readonly<Record<string, readonly Right[]>> = {
  'LicenseAssignment.ReadWrite.All': ['unassign', 'read'],
  'User.DeleteRestore.All': ['delete'],
  'User.EnableDisableAccount.All': ['block'],
  'User.ReadWrite.All': ['unassign', 'delete', 'block', 'read'],
  'Directory.ReadWrite.All': ['unassign', 'delete', 'block', 'read'],
  'LicenseAssignment.Read.All': ['read'],
  'User.Read.All': ['read'],
  'Directory.Read.All': ['read'],
  'Mail.Read': [],
};
