import type { Call } from '../../api/calls.ts';

/** As whom somebody signs in on their own machine. */
export interface LocalChoice {
  readonly tenantId: string;
  readonly role: string;
}

/** Who can be chosen: the local host says it. */
export interface LocalChoices {
  readonly tenants: readonly {
    readonly id: string;
    readonly displayName: string;
    readonly cloud: string;
  }[];
  readonly roles: readonly string[];
}

export const localCalls = {
  choices: (): Call<LocalChoices> => ({ method: 'GET', path: '/dev/sign-in' }),
  token: ({ tenantId, role }: LocalChoice): Call<{ readonly access_token: string }> => ({
    method: 'POST',
    path: '/dev/token',
    body: { tenantId, roles: [role], name: `Local ${role}` },
  }),
};

const kept = 'unseat.signed-in-as';

/** What was chosen in this tab, so that a reload does not ask again. */
export function readChoice(): LocalChoice | null {
  const [tenantId, role] = sessionStorage.getItem(kept)?.split('|') ?? [];
  return tenantId === undefined || role === undefined ? null : { tenantId, role };
}

export function keepChoice(choice: LocalChoice | null): void {
  if (choice === null) sessionStorage.removeItem(kept);
  else sessionStorage.setItem(kept, `${choice.tenantId}|${choice.role}`);
}
