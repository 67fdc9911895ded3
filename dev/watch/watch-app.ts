import pc from 'picocolors';
import type { Azurite } from '../azurite.ts';
import { type KeptOptions, openKept } from '../open-kept.ts';
import { type HostProcess, startHostProcess } from './host-process.ts';
import { findTypeErrors } from './type-errors.ts';
import { watchBuild } from './watch-build.ts';

export interface WatchOptions extends KeptOptions {
  readonly port: number;
  /** The program that runs one host, and its options but for port and state. */
  readonly host: readonly string[];
  /** Called when the first host listens. */
  onFirst(host: Served): Promise<void>;
}

export interface Served {
  readonly url: string;
  readonly azurite: Azurite | null;
  readonly stateFolder: string;
}

/**
 * Serves an app, and serves it anew at each change. The storage and what is in it stay; so does the host before, until the changed
 * app is built, has the right types and is loaded.
 */
export async function watchApp(options: WatchOptions): Promise<{ stop(): Promise<void> }> {
  const kept = await openKept(options);
  const stopping = new AbortController();
  const { signal } = stopping;
  let host: HostProcess | null = null;
  let { port } = options;
  let wasThere = false;
  const replace = async () => {
    const errors = await findTypeErrors(options.appFolder, signal);
    if (errors !== null) return complain(errors, host);
    if (signal.aborted) return;
    const old = host;
    const state = ['--port', String(port), '--state', kept.stateFolder];
    const next = await startHostProcess({
      args: [...options.host, ...state],
      before: port === 0 ? null : async () => old?.stop(),
      signal,
    });
    if (next === null) return;
    host = next;
    port = Number(new URL(next.url).port);
    void forget(next);
    if (wasThere) return;
    wasThere = true;
    await options.onFirst({ url: next.url, ...kept });
  };
  const forget = async (ended: HostProcess) => {
    await ended.ended;
    if (host === ended) host = null;
  };
  let wanted = false;
  let work: Promise<void> | null = null;
  const workOff = async () => {
    while (wanted && !signal.aborted) {
      wanted = false;
      await replace();
    }
    work = null;
  };
  const onBuilt = (errors: string | null) => {
    if (errors !== null) return complain(errors, host);
    wanted = true;
    work ??= workOff();
  };
  const watched = await watchBuild(options.appFolder, onBuilt);
  return {
    stop: async () => {
      stopping.abort();
      await watched.stop();
      await work;
      await host?.stop();
      await kept.close();
    },
  };
}

function complain(errors: string, host: HostProcess | null): void {
  const until = host === null ? 'Nothing is served' : 'The app as it was is served';
  console.error(`${errors}\n${pc.yellow(`${until} until this is mended.`)}`);
}
