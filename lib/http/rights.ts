/** What a caller may do. */
export type Right = 'unassign' | 'delete' | 'block' | 'seats' | 'holds' | 'tenant' | 'read';

/** Role template ids of a user token's `wids`, and what each may. Other roles, Helpdesk among them, have no right. */
const rightsOfRole: Readonly<Record<string, readonly Right[]>> = {
  // Global Administrator
  '62e90394-69f5-4237-9190-012177145e10': [
    'unassign',
    'delete',
    'block',
    'seats',
    'holds',
    'tenant',
    'read',
  ],
  // License Administrator: may take licenses, has no right to delete users
  '4d6ac14f-3453-41d0-bef9-a3e0c569773a': ['unassign', 'read'],
  // User Administrator
  'fe930be7-5e62-47db-91af-98c3a49a38b1': ['unassign', 'delete', 'block', 'read'],
  // Billing Administrator
  'b0f54661-2d74-4c50-afa3-1ec803f12efe': ['seats', 'read'],
  // Global Reader
  'f2ef992c-3afb-46b9-b7cf-a126ee74c451': ['read'],
  // Compliance Administrator
  '17315797-102d-40b4-93e0-432062caca18': ['holds', 'read'],
};

/** Application permissions of an app-only token's `roles`. */
const rightsOfPermission: Readonly<Record<string, readonly Right[]>> = {
  'LicenseAssignment.ReadWrite.All': ['unassign', 'read'],
  'User.DeleteRestore.All': ['delete'],
  'User.EnableDisableAccount.All': ['block'],
  'User.ReadWrite.All': ['unassign', 'delete', 'block', 'read'],
  'Directory.ReadWrite.All': ['unassign', 'delete', 'block', 'read'],
  'LicenseAssignment.Read.All': ['read'],
  'User.Read.All': ['read'],
  'Directory.Read.All': ['read'],
};

/** Who has a right, in the words of an error. */
export const holdersOf: Readonly<Record<Right, string>> = {
  unassign:
    'Global, License or User administrator, or an app with LicenseAssignment.ReadWrite.All or User.ReadWrite.All',
  delete:
    'Global or User administrator, or an app with User.DeleteRestore.All or User.ReadWrite.All',
  block:
    'Global or User administrator, or an app with User.EnableDisableAccount.All or User.ReadWrite.All',
  seats: 'Global or Billing administrator',
  holds: 'Global or Compliance administrator',
  tenant: 'Global administrator',
  read: 'an administrator, Global Reader, or an app with LicenseAssignment.Read.All, User.Read.All or Directory.Read.All',
};

/** The rights of directory roles, by their template ids. */
export function rightsOfRoles(roleTemplateIds: readonly string[]): ReadonlySet<Right> {
  return gather(
    roleTemplateIds.map((id) => id.toLowerCase()),
    rightsOfRole,
  );
}

/** The rights of application permissions. */
export function rightsOfPermissions(permissions: readonly string[]): ReadonlySet<Right> {
  return gather(permissions, rightsOfPermission);
}

function gather(
  names: readonly string[],
  table: Readonly<Record<string, readonly Right[]>>,
): ReadonlySet<Right> {
  return new Set(names.flatMap((name) => (Object.hasOwn(table, name) ? (table[name] ?? []) : [])));
}
