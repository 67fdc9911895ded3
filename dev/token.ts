import { Command } from 'commander';
import { askToken } from './ask-token.ts';
import { LocalHostError } from './local-host-error.ts';

interface Options {
  readonly tenant: string;
  readonly role: string[];
  readonly permission: string[];
  readonly user?: string;
  readonly name?: string;
  readonly url: string;
}

const { tenant, role, permission, user, name, url } = new Command('npm run token --')
  .description('Prints a token the local host accepts, and nothing else.')
  .requiredOption('--tenant <id>', 'the tenant')
  .option('--role <name>', 'such as "License Administrator"; may be repeated', collect, [])
  .option('--permission <name>', 'for an app instead, such as Directory.Read.All', collect, [])
  .option('--user <id>', 'the id of the person')
  .option('--name <name>', 'the name of the person')
  .option('--url <url>', 'the local host', 'http://localhost:7071')
  .parse()
  .opts<Options>();

function collect(value: string, earlier: string[]): string[] {
  return [...earlier, value];
}

async function ask(): Promise<string> {
  if (permission.length === 0) {
    return askToken(url, {
      tenantId: tenant,
      roles: role,
      ...(user && { userId: user }),
      ...(name && { name }),
    });
  }
  if (role.length === 0) return askToken(url, { tenantId: tenant, permissions: permission });
  throw new LocalHostError(
    'A token is for a user (--role) or for an app (--permission), not both.',
  );
}

try {
  console.log(await ask());
} catch (error) {
  console.error(error instanceof LocalHostError ? error.message : error);
  process.exitCode = 1;
}
