import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { askToken, type TokenWish } from './ask-token.ts';
import { type Azurite, startAzurite } from './azurite.ts';
import { type ClockControl, createClockControl } from './clock/clock-control.ts';
import { compileCache } from './compile-cache.ts';
import { exitWithParentVariable } from './exit-with-parent.ts';
import { LocalHostError } from './local-host-error.ts';

export interface StartOptions {
  /** The built app; default this repository. */
  readonly appFolder?: string;
  /** One Azurite for several hosts, from `startAzurite`. Without it each has its own, in memory. */
  readonly azurite?: Azurite;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Settings of the app, over local.settings.json. */
  readonly env?: Record<string, string>;
  /** Default true: no line per invocation. */
  readonly quiet?: boolean;
  /** Further options of dev/start.ts. */
  readonly args?: string[];
}

export interface StartedHost {
  readonly url: string;
  readonly pid: number;
  readonly azurite: Azurite;
  readonly clock: ClockControl;
  token(wish: TokenWish): Promise<string>;
  /** What it has printed so far. */
  output(): string;
  /** Ends it in good order, and its Azurite if that is its own. */
  stop(): Promise<void>;
  /** Ends it as a crash would. Azurite and its data stay until `azurite.stop()`. */
  kill(): Promise<void>;
}

const root = resolve(import.meta.dirname, '..');
const program = join(import.meta.dirname, 'start.ts');

/** Runs the local host in a process of its own: one worker is one process, so a test can have several, and kill them. */
export async function startLocalHost(options: StartOptions = {}): Promise<StartedHost> {
  const azurite = options.azurite ?? (await startAzurite({ memory: true, port: 0 }));
  const stopAzurite = options.azurite ? async () => {} : () => azurite.stop();
  try {
    return await run(options, azurite, stopAzurite);
  } catch (error) {
    await stopAzurite();
    throw error;
  }
}

async function run(
  options: StartOptions,
  azurite: Azurite,
  stopAzurite: () => Promise<void>,
): Promise<StartedHost> {
  const child = spawn(process.execPath, [program, ...toArguments(options, azurite)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      AzureWebJobsStorage: 'UseDevelopmentStorage=true',
      LOCAL_AUTHORITY: '',
      NODE_COMPILE_CACHE: compileCache,
      ...options.env,
      [exitWithParentVariable]: String(process.pid),
    },
  });
  const exited = once(child, 'exit');
  let output = '';
  const url = await new Promise<string>((found, failed) => {
    const onOutput = (chunk: Buffer) => {
      output += stripVTControlCharacters(chunk.toString());
      const address = /listening on (http:\S+)/.exec(output)?.[1];
      if (address !== undefined) found(address);
    };
    child.stdout.on('data', onOutput);
    child.stderr.on('data', onOutput);
    child.once('exit', (code) => {
      failed(
        new LocalHostError(`The local host ended with ${code} before it listened:\n${output}`),
      );
    });
  });
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await exited;
  };
  return {
    url,
    pid: child.pid ?? 0,
    azurite,
    clock: createClockControl(url),
    token: (wish) => askToken(url, wish),
    output: () => output,
    kill: () => end('SIGKILL'),
    stop: async () => {
      await end('SIGTERM');
      await stopAzurite();
    },
  };
}

function toArguments(options: StartOptions, azurite: Azurite): string[] {
  const { port = 0, appFolder = root, quiet = true, args = [] } = options;
  return [
    '--port',
    String(port),
    '--state',
    azurite.stateFolder,
    '--no-sample',
    ...(azurite.clockFile === null ? ['--storage-port', String(azurite.ports.blob)] : []),
    '--app',
    appFolder,
    ...(quiet ? ['--quiet'] : []),
    ...args,
  ];
}
