import { execFile } from 'node:child_process';
import { createInterface } from 'node:readline/promises';
import { promisify } from 'node:util';
import { z } from 'zod';
import { fromAzd } from './environment.ts';

const Calendar = z.object({ value: z.array(z.object({ day: z.string(), users: z.number() })) });

const unknown =
  'What is held could not be read: take it that there is held data, of your tenant or of others.';
const notCounted = 'Holds, inactive mailboxes and other tenants are not counted here.';

/** What is lost with the storage, in words. What can't be read is said to be unknown, never to be nothing. */
export async function whatIsLost(url: string, token: string | null): Promise<string> {
  const days = token === null ? null : await readDays(url, token);
  if (days === null) return unknown;
  const last = days
    .map(({ day }) => day)
    .toSorted()
    .at(-1);
  if (last === undefined) return `In your own tenant nothing is held with an end. ${notCounted}`;
  const users = days.reduce((sum, day) => sum + day.users, 0);
  return `In your own tenant data is held for ${users} users, until ${last} at the latest. ${notCounted}`;
}

async function readDays(
  url: string,
  token: string,
): Promise<z.infer<typeof Calendar>['value'] | null> {
  try {
    const answer = await fetch(`${url}/api/retention/calendar`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return answer.ok ? Calendar.parse(await answer.json()).value : null;
  } catch {
    return null;
  }
}

async function tokenFor(clientId: string): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)('az', [
      'account',
      'get-access-token',
      '--scope',
      `${clientId}/access_as_user`,
      '--query',
      'accessToken',
      '--output',
      'tsv',
    ]);
    return stdout.trim();
  } catch {
    return null;
  }
}

if (import.meta.main) {
  const environment = fromAzd('AZURE_ENV_NAME');
  const token = await tokenFor(fromAzd('UNSEAT_API_CLIENT_ID'));
  console.log('azd down deletes the storage, and with it everything that is held, for good.');
  console.log(await whatIsLost(fromAzd('UNSEAT_URL'), token));
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const typed = await terminal.question(`To go on, type ${environment}: `);
  terminal.close();
  if (typed.trim() !== environment) {
    console.error('Nothing was deleted.');
    process.exitCode = 1;
  }
}
