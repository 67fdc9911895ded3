import { resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import pc from 'picocolors';
import { build } from './bundle/bundle.ts';
import { exitWithParent } from './exit-with-parent.ts';
import { createHostLog } from './host/host-log.ts';
import { LocalHostError } from './local-host-error.ts';
import type { KeptOptions } from './open-kept.ts';
import { outliveReader } from './outlive-reader.ts';
import { buildPortal } from './portal/build-portal.ts';
import { type LocalHost, runLocalHost } from './run-local-host.ts';
import { stopOnSignals } from './stop-on-signals.ts';
import { waitForTurn } from './watch/turn.ts';
import { watchApp } from './watch/watch-app.ts';
import { welcome } from './welcome.ts';

interface Options {
  readonly port: number;
  readonly storagePort: number;
  readonly memory: boolean;
  readonly fresh: boolean;
  readonly verbose: boolean;
  readonly quiet: boolean;
  readonly app?: string;
  readonly state?: string;
  readonly queueLease?: number;
  readonly sample: boolean;
  readonly watch: boolean;
  readonly inTurn: boolean;
}

const root = resolve(import.meta.dirname, '..');

const command = new Command('npm start --')
  .description('Runs the built app on this machine, with its storage, tokens and a movable clock.')
  .option('--port <n>', 'where it listens; 0 for any free port', toNumber, 7071)
  .option(
    '--storage-port <n>',
    'Azurite: blob here, queue and table next; 0 for free ones',
    toNumber,
    10_000,
  )
  .option('--memory', 'keep nothing on disk', false)
  .option('--fresh', 'forget data, clock and key of earlier starts', false)
  .option('--verbose', 'show what the app logs', false)
  .option('--quiet', 'show no line per invocation', false)
  .option('--no-sample', 'do not load the sample tenant Contoso')
  .option('--app <folder>', 'another built app (default: this one, built first)')
  .option('--state <folder>', 'where data, clock and key are kept (default: .unseat)')
  .option('--queue-lease <seconds>', 'how long a received message stays invisible', toNumber)
  .option('--watch', 'rebuild and reload when a source changes: npm run dev', false)
  .addOption(new Option('--in-turn', 'of --watch: listen when told').default(false).hideHelp());

function toNumber(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError(`"${text}" is no number.`);
}

async function start(options: Options): Promise<void> {
  outliveReader();
  exitWithParent();
  if (options.app === undefined) await buildPortal({ quiet: true });
  if (options.watch) return watch(options);
  if (options.app === undefined) await build({ quiet: true });
  let host: LocalHost | null = null;
  const starting = runLocalHost({
    ...keptOptions(options),
    port: options.port,
    log: createHostLog(options),
    ...(options.inTurn && { turn: waitForTurn }),
    ...(options.queueLease !== undefined && { leaseSeconds: options.queueLease }),
  });
  stopOnSignals(async () => {
    host ??= await starting;
    await host.stop();
  });
  host = await starting;
  console.log(`${pc.green('listening on')} ${host.url}`);
  process.send?.(host.url);
  if (options.sample) await welcome(host);
}

async function watch(options: Options): Promise<void> {
  const kept = keptOptions(options);
  const { port, storagePort, memory, quiet, verbose, queueLease } = options;
  const starting = watchApp({
    ...kept,
    port,
    host: [
      import.meta.filename,
      '--no-sample',
      '--app',
      kept.appFolder,
      '--storage-port',
      String(storagePort),
      ...(memory ? ['--memory'] : []),
      ...(quiet ? ['--quiet'] : []),
      ...(verbose ? ['--verbose'] : []),
      ...(queueLease === undefined ? [] : ['--queue-lease', String(queueLease)]),
    ],
    onFirst: async (host) => {
      if (options.sample) await welcome(host);
    },
  });
  stopOnSignals(async () => (await starting).stop());
  await starting;
}

function keptOptions({ app, storagePort, memory, fresh, state }: Options): KeptOptions {
  return {
    appFolder: resolve(app ?? root),
    storagePort,
    memory,
    fresh,
    ...(state !== undefined && { stateFolder: resolve(state) }),
  };
}

try {
  await start(command.parse().opts<Options>());
} catch (error) {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  console.error(pc.red(error instanceof LocalHostError ? error.message : text));
  process.exitCode = 1;
}
