import { resolve } from 'node:path';
import { SingleBar } from 'cli-progress';
import { Command } from 'commander';
import pc from 'picocolors';
import { askToken } from './ask-token.ts';
import { importDump, tenantOf } from './import/import-dump.ts';
import type { NotLoaded } from './import/part.ts';
import { PortalApi } from './import/portal-api.ts';
import { readDump } from './import/read-dump.ts';
import { LocalHostError } from './local-host-error.ts';

const command = new Command('npm run import --')
  .description('Loads a tenant from a folder with what Microsoft Graph answers, through the app.')
  .argument('<folder>', 'organization.json, subscribedSkus.json, users.json and more')
  .option('--url <url>', 'the running app', 'http://localhost:7071')
  .option('--token <token>', 'a Global administrator’s; a local host gives one itself')
  .parse();
const { url, token } = command.opts<{ url: string; token?: string }>();

/** Shown one by one; a long list says how many more there are. */
const mostShown = 50;

async function run(folder: string): Promise<void> {
  const dump = await readDump(folder);
  const { id: tenantId, displayName } = tenantOf(dump);
  const bearer = token ?? (await askToken(url, { tenantId, roles: ['Global Administrator'] }));
  const startedAt = performance.now();
  const bar = new SingleBar({
    format: '{bar} {percentage}% | {value}/{total} | {kind}',
    noTTYOutput: true,
    notTTYSchedule: 5000,
    stopOnComplete: true,
  });
  const total = dump.reduce((sum, { entries }) => sum + entries.length, 0);
  bar.start(total, 0, { kind: dump[0]?.kind });
  const { accepted, unchanged, notLoaded } = await importDump(
    new PortalApi(url, bearer),
    dump,
    (kind, entries) => bar.increment(entries, { kind }),
  ).finally(() => bar.stop());
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(
    `${displayName} (${tenantId}): ${accepted} loaded, ${unchanged} unchanged, ` +
      `${notLoaded.length} not loaded, in ${seconds} s`,
  );
  for (const entry of notLoaded.slice(0, mostShown)) console.log(pc.yellow(line(entry)));
  if (notLoaded.length > mostShown) console.log(`and ${notLoaded.length - mostShown} more`);
}

function line({ file, place, id, reason }: NotLoaded): string {
  return `${file} ${place}${id === null ? '' : ` (${id})`}: ${reason}`;
}

try {
  await run(resolve(command.args[0] ?? '.'));
} catch (error) {
  if (!(error instanceof LocalHostError)) throw error;
  console.error(pc.red(error.message));
  process.exitCode = 1;
}
