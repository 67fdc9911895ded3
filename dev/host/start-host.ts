import { loadApp } from './app/load-app.ts';
import { createInvoke } from './app/invoke.ts';
import { readHostJson } from './host-json.ts';
import type { HostLog } from './host-log.ts';
import { adminEndpoints } from './http/admin.ts';
import type { Endpoint } from './http/endpoints.ts';
import { createRequestHandler } from './http/handle-request.ts';
import { listen, type Listener } from './http/listen.ts';
import { Routes } from './http/routes.ts';
import { applySettings } from './settings.ts';
import type { Settled } from './settle.ts';
import { assertSupported } from './supported.ts';
import { Triggers } from './triggers.ts';

export interface HostOptions {
  /** Where package.json and host.json are; the app is built. */
  readonly appFolder: string;
  /** Where the timers' status is kept. */
  readonly stateFolder: string;
  /** A port to open (0: any free one), or one that is open already. */
  readonly port: number | Listener;
  /** Settings for the app, in process.env while the host runs. */
  readonly env: Record<string, string>;
  readonly log: HostLog;
  /** How long a received message stays invisible; renewed at half-time. */
  readonly leaseSeconds?: number;
  /** Called when the app is loaded; nothing is received or begun until it is through. */
  readonly onLoaded?: () => Promise<void>;
  /** Further endpoints of the host's own, below /dev/. */
  readonly endpoints?: (host: HostControl) => Endpoint[];
}

export interface HostControl {
  /** Runs what is due and waits until the queues are empty. */
  settle(): Promise<Settled>;
  /** Receives no message and starts no timer while `work` runs. */
  whileHeld<T>(work: () => Promise<T>): Promise<T>;
}

export interface Host extends HostControl {
  readonly url: string;
  readonly port: number;
  readonly functionNames: string[];
  stop(): Promise<void>;
}

const stopLimitMs = 30_000;

/** Loads a built Functions app into this process and serves it. Knows nothing of what the app does. */
export async function startHost(options: HostOptions): Promise<Host> {
  const listener = typeof options.port === 'number' ? await listen(options.port) : options.port;
  const restoreSettings = applySettings(options.env);
  try {
    return await serve(options, listener, restoreSettings);
  } catch (error) {
    restoreSettings();
    await listener.close(0);
    throw error;
  }
}

async function serve(
  options: HostOptions,
  listener: Listener,
  restoreSettings: () => void,
): Promise<Host> {
  const { log, appFolder, stateFolder, leaseSeconds = 600 } = options;
  const { url, port } = listener;
  const { routePrefix, queues: settings } = await readHostJson(appFolder);
  const app = await loadApp(appFolder, log);
  const functions = [...app.functions.values()];
  functions.forEach(assertSupported);
  const routes = new Routes(functions, routePrefix);
  const invoke = createInvoke(app, log);
  await options.onLoaded?.();
  const triggers = await Triggers.create({
    functions,
    stateFolder,
    settings,
    leaseSeconds,
    invoke,
    log,
  });
  const control: HostControl = {
    settle: () => triggers.settle(),
    whileHeld: (work) => triggers.whileHeld(work),
  };
  const admin = adminEndpoints({
    url,
    routePrefix,
    functions: app.functions,
    run: (fn, input) => triggers.runNow(fn, input),
  });
  const handle = createRequestHandler({
    routes,
    invoke,
    log,
    endpoints: [...(options.endpoints?.(control) ?? []), ...admin],
    onAnswered: () => triggers.nudge(),
  });
  // What is thrown past the handler: the client went away while it was sending.
  listener.serve(
    (request, response) => void handle(request, response).catch(() => request.destroy()),
  );
  triggers.start();
  return {
    url,
    port,
    functionNames: functions.map(({ name }) => name).toSorted(),
    ...control,
    stop: async () => {
      await Promise.all([listener.close(stopLimitMs), triggers.stop(stopLimitMs)]);
      await app.hooks.run('appTerminate', { hookData: {}, appHookData: app.hookData });
      restoreSettings();
    },
  };
}
