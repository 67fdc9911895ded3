import { roles } from '../../lib/http/rights.ts';

/** The template id of a role by its name, or by the name without " Administrator". */
export function findRole(name: string): string | null {
  const wanted = name.trim().toLowerCase();
  const found = roles.find((role) => {
    const full = role.name.toLowerCase();
    return full === wanted || full === `${wanted} administrator`;
  });
  return found?.id ?? null;
}
