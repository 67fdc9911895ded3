import { randomUUID } from 'node:crypto';
import type { HostLog } from '../host-log.ts';
import type { CoreInvocation, InvocationResponse, TypedData } from './core-types.ts';
import type { AppFunction, FunctionApp } from './function-app.ts';

export interface TriggerData {
  readonly data: TypedData;
  readonly metadata?: Record<string, TypedData>;
}

export type Invoke = (fn: AppFunction, trigger: TriggerData) => Promise<InvocationResponse>;

/** Calls one function as the worker does. Throws what the function throws, once it is logged. */
export function createInvoke(app: FunctionApp, log: HostLog): Invoke {
  return async (fn, trigger) => {
    const started = performance.now();
    try {
      const response = await callFunction(app, fn, trigger, log);
      log.invocation(fn.name, performance.now() - started);
      return response;
    } catch (error) {
      log.invocation(fn.name, performance.now() - started, error);
      throw error;
    }
  };
}

async function callFunction(
  app: FunctionApp,
  fn: AppFunction,
  trigger: TriggerData,
  log: HostLog,
): Promise<InvocationResponse> {
  const invocationId = randomUUID();
  let context: object | undefined;
  const core: CoreInvocation = {
    invocationId,
    metadata: fn.metadata,
    request: {
      invocationId,
      inputData: [{ name: fn.trigger.name, data: trigger.data }],
      triggerMetadata: trigger.metadata ?? {},
    },
    log: (level, category, message) => {
      const line = { level, category, message, invocationContext: context, hookData: {} };
      app.hooks.runLog(line);
      log.app(line.level, fn.name, line.message);
    },
  };
  const model = await app.model.getInvocationModel(core);
  const prepared = await model.getArguments();
  context = prepared.context;
  const shared = { hookData: {}, appHookData: app.hookData, invocationContext: prepared.context };
  core.state = 'preInvocationHooks';
  const before = { ...shared, inputs: prepared.inputs, functionCallback: fn.callback };
  await app.hooks.run('preInvocation', before);

  core.state = 'invocation';
  const after = await settleCall(() =>
    model.invokeFunction(prepared.context, before.inputs, before.functionCallback),
  );
  core.state = 'postInvocationHooks';
  const seen = { ...shared, inputs: before.inputs, ...after };
  await app.hooks.run('postInvocation', seen);
  // A hook may take the error away or put another one in; any value can be thrown, so can this one.
  // oxlint-disable-next-line typescript/only-throw-error
  if (seen.error !== undefined && seen.error !== null) throw seen.error;
  return model.getResponse(prepared.context, seen.result);
}

async function settleCall(
  call: () => Promise<unknown>,
): Promise<{ result: unknown; error: unknown }> {
  try {
    return { result: await call(), error: undefined };
  } catch (error) {
    return { result: undefined, error: error ?? new Error('The function threw nothing.') };
  }
}
