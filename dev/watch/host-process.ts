import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { compileCache } from '../compile-cache.ts';
import { exitWithParentVariable } from '../exit-with-parent.ts';

export interface HostProcess {
  readonly url: string;
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

export interface HostProcessOptions {
  /** The program and its options. */
  readonly args: readonly string[];
  /** What has to end before this one listens, once its app is loaded; null for the first one. */
  readonly before: (() => Promise<void>) | null;
  readonly signal: AbortSignal;
}

/** Runs a host in a process of its own. Null when its app does not load, or it can't listen: it has said why. */
export async function startHostProcess(options: HostProcessOptions): Promise<HostProcess | null> {
  const { args, before, signal } = options;
  const child = spawn(process.execPath, [...args, ...(before ? ['--in-turn'] : [])], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // Ctrl-C goes to the whole group, and who has started it stops it.
    detached: true,
    env: {
      ...process.env,
      NODE_COMPILE_CACHE: compileCache,
      [exitWithParentVariable]: String(process.pid),
    },
  });
  const ended = once(child, 'exit');
  const stop = async () => {
    if (child.connected) child.disconnect();
    child.kill('SIGTERM');
    await ended;
  };
  const heard = async (): Promise<string | null> => {
    const answer = once(child, 'message').then(([message]) => String(message));
    return Promise.race([answer, ended.then(() => null)]);
  };
  const giveUp = () => void stop();
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    if (before) {
      if ((await heard()) === null) return null;
      await before();
      if (child.connected) child.send('go');
    }
    const url = await heard();
    return url === null ? null : { url, ended, stop };
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
