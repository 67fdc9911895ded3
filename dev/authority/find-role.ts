/** Microsoft's ids of the directory roles a local token can carry in `wids`. */
export const roleTemplateIds: Readonly<Record<string, string>> = {
  'Global Administrator': '62e90394-69f5-4237-9190-012177145e10',
  'License Administrator': '4d6ac14f-3453-41d0-bef9-a3e0c569773a',
  'User Administrator': 'fe930be7-5e62-47db-91af-98c3a49a38b1',
  'Billing Administrator': 'b0f54661-2d74-4c50-afa3-1ec803f12efe',
  'Global Reader': 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
  'Compliance Administrator': '17315797-102d-40b4-93e0-432062caca18',
  'Helpdesk Administrator': '729827e3-9c14-49f7-bb1b-9608f156bbb8',
};

/** The id of a role by its name, or by the name without " Administrator". */
export function findRole(name: string): string | undefined {
  const wanted = name.trim().toLowerCase();
  const entries = Object.entries(roleTemplateIds);
  const found = entries.find(([role]) => {
    const full = role.toLowerCase();
    return full === wanted || full === `${wanted} administrator`;
  });
  return found?.[1];
}
