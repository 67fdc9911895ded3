import { Module } from 'node:module';
import type { HostLog } from '../host-log.ts';
import type {
  FunctionCallback,
  FunctionMetadata,
  HookCallback,
  LogCategory,
  LogLevel,
  ProgrammingModel,
} from './core-types.ts';
import type { FunctionApp } from './function-app.ts';

class Disposable {
  readonly #onDispose: () => void;
  constructor(onDispose: () => void) {
    this.#onDispose = onDispose;
  }
  dispose(): void {
    this.#onDispose();
  }
}

function createCore(app: FunctionApp, log: HostLog): object {
  return {
    version: '4.0.0-local',
    hostVersion: '4.0.0-local',
    Disposable,
    registerHook: (name: string, callback: HookCallback) =>
      new Disposable(app.hooks.register(name, callback)),
    setProgrammingModel: (model: ProgrammingModel) => {
      // oxlint-disable-next-line no-param-reassign
      app.model = model;
    },
    getProgrammingModel: () => (app.hasModel ? app.model : null),
    registerFunction: (metadata: FunctionMetadata, callback: FunctionCallback) => {
      app.register(metadata, callback);
      return new Disposable(() => void app.functions.delete(metadata.name));
    },
    log: (level: LogLevel, category: LogCategory, message: string) =>
      log.app(level, category === 'system' ? 'library' : 'app', message),
  };
}

/**
 * Answers `require('@azure/functions-core')` as the real worker does. The library asks once, at the first `app.*` call, and
 * keeps the answer, also "not there": so before any app code is loaded. Returns what takes it back.
 */
export function provideCore(app: FunctionApp, log: HostLog): () => void {
  const core = createCore(app, log);
  // oxlint-disable-next-line typescript/unbound-method -- called with the module it is asked of
  const original = Module.prototype.require;
  Module.prototype.require = new Proxy(original, {
    apply: (target, self: unknown, args: [string]): unknown =>
      args[0] === '@azure/functions-core' ? core : Reflect.apply(target, self, args),
  });
  return () => {
    Module.prototype.require = original;
  };
}
