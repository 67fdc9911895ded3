import type { UnseatError } from '../errors.ts';
import { forbidden } from '../refusals/callers.ts';

/** Every right, in the order they are listed in. */
export const rights = ['unassign', 'delete', 'block', 'seats', 'holds', 'tenant', 'read'] as const;
/** What a caller may do. */
export type Right = (typeof rights)[number];

interface Role {
  readonly name: string;
  /** Its template id: what a user token's `wids` holds. */
  readonly id: string;
  readonly may: readonly Right[];
}

const ofUsers: readonly Right[] = ['unassign', 'delete', 'block', 'read'];

/** The directory roles, and what each may. A License Administrator may take licenses, but has no right to delete users. */
export const roles: readonly Role[] = [
  role('Global Administrator', '62e90394-69f5-4237-9190-012177145e10', rights),
  role('License Administrator', '4d6ac14f-3453-41d0-bef9-a3e0c569773a', ['unassign', 'read']),
  role('User Administrator', 'fe930be7-5e62-47db-91af-98c3a49a38b1', ofUsers),
  role('Billing Administrator', 'b0f54661-2d74-4c50-afa3-1ec803f12efe', ['seats', 'read']),
  role('Compliance Administrator', '17315797-102d-40b4-93e0-432062caca18', ['holds', 'read']),
  role('Global Reader', 'f2ef992c-3afb-46b9-b7cf-a126ee74c451', ['read']),
  role('Helpdesk Administrator', '729827e3-9c14-49f7-bb1b-9608f156bbb8', []),
];

/** The application permissions of an app-only token's `roles`, and what each may. */
export const permissions: Readonly<Record<string, readonly Right[]>> = {
  'LicenseAssignment.ReadWrite.All': ['unassign', 'read'],
  'User.DeleteRestore.All': ['delete'],
  'User.EnableDisableAccount.All': ['block'],
  'User.ReadWrite.All': ofUsers,
  'Directory.ReadWrite.All': ofUsers,
  'LicenseAssignment.Read.All': ['read'],
  'User.Read.All': ['read'],
  'Directory.Read.All': ['read'],
};

/** The rights of directory roles, by their template ids. A role nobody knows here has none. */
export function rightsOfRoles(roleTemplateIds: readonly string[]): ReadonlySet<Right> {
  const ids = new Set(roleTemplateIds.map((id) => id.toLowerCase()));
  return new Set(roles.filter(({ id }) => ids.has(id)).flatMap(({ may }) => may));
}

/** The rights of application permissions. */
export function rightsOfPermissions(names: readonly string[]): ReadonlySet<Right> {
  const held = Object.entries(permissions).filter(([name]) => names.includes(name));
  return new Set(held.flatMap(([, may]) => may));
}

/** Who has a right, in words: `Global or Billing Administrator, or an app with User.ReadWrite.All`. */
export function holdersOf(right: Right): string {
  const names = rolesWith(right);
  const apps = permissionsWith(right);
  const people = inWords(names);
  return apps.length === 0 ? people : `${people}, or an app with ${inWords(apps)}`;
}

/** 403, with who may. */
export function forbiddenWithout(right: Right): UnseatError {
  return forbidden({
    right,
    roles: [...rolesWith(right)],
    permissions: permissionsWith(right),
    holders: holdersOf(right),
  });
}

/** The names of the roles that have a right. */
export function rolesWith(right: Right): readonly string[] {
  return roles.filter(({ may }) => may.includes(right)).map(({ name }) => name);
}

/** The application permissions that have a right. */
export function permissionsWith(right: Right): string[] {
  return Object.entries(permissions)
    .filter(([, may]) => may.includes(right))
    .map(([name]) => name);
}

const ending = ' Administrator';

/** Several administrators share the word, as one says it: `Global, License or User Administrator`. */
function inWords(names: readonly string[]): string {
  const words = names.map((name, index) => {
    const next = names[index + 1];
    return next?.endsWith(ending) ? name.replace(ending, '') : name;
  });
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}

function role(name: string, id: string, may: readonly Right[]): Role {
  return { name, id, may };
}
