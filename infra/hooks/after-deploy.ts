import { setTimeout as wait } from 'node:timers/promises';
import { fromAzd } from './environment.ts';

export interface Patience {
  readonly attempts: number;
  readonly pauseMs: number;
}

/** Ten minutes: the roles of the identity take some to act, and the first starts of the app fail without them. */
const patience: Patience = { attempts: 60, pauseMs: 10_000 };

/**
 * Waits until the app answers.
 * @returns whether it does, and what its health said last
 */
export async function waitForHealth(
  url: string,
  { attempts, pauseMs }: Patience = patience,
): Promise<{ readonly isUp: boolean; readonly says: string }> {
  let says = '';
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0) await wait(pauseMs);
    try {
      const answer = await fetch(`${url}/api/health`);
      says = `${answer.status} ${await answer.text()}`;
      if (answer.ok) return { isUp: true, says };
    } catch (error) {
      says = String(error);
    }
  }
  return { isUp: false, says };
}

/** What is left to do by hand, in order. */
export function nextSteps(url: string, clientId: string): string {
  const scope = `${clientId}/access_as_user`;
  return `Unseat answers on ${url}

1. An administrator consents for the own tenant:
   https://login.microsoftonline.com/organizations/adminconsent?client_id=${clientId}
2. A Global administrator loads the tenant from a folder with what Microsoft Graph answers:
   az login --scope ${scope}
   npm run import -- <folder> --url ${url} --token "$(az account get-access-token --scope ${scope} --query accessToken --output tsv)"
3. ${url} is open to everybody whose role may read.`;
}

if (import.meta.main) {
  const url = fromAzd('UNSEAT_URL');
  const { isUp, says } = await waitForHealth(url);
  if (isUp) {
    console.log(nextSteps(url, fromAzd('UNSEAT_API_CLIENT_ID')));
  } else {
    console.error(`${url}/api/health does not say that it is up. It said last: ${says}`);
    process.exitCode = 1;
  }
}
