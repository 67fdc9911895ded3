import { LocalHostError } from '../../local-host-error.ts';
import type {
  Binding,
  FunctionCallback,
  FunctionMetadata,
  ProgrammingModel,
} from './core-types.ts';
import { Hooks } from './hooks.ts';

export interface AppFunction {
  readonly name: string;
  readonly metadata: FunctionMetadata;
  readonly trigger: { name: string; binding: Binding };
  readonly callback: FunctionCallback;
}

/** What a built app has registered: its functions, its hooks and the library's way to call them. */
export class FunctionApp {
  readonly functions = new Map<string, AppFunction>();
  readonly hooks = new Hooks();
  readonly hookData: Record<string, unknown> = {};
  #model: ProgrammingModel | null = null;
  #started = false;

  get model(): ProgrammingModel {
    if (!this.#model) throw new LocalHostError('The app has registered no function.');
    return this.#model;
  }

  set model(model: ProgrammingModel) {
    this.#refuseAfterStart('set the programming model');
    this.#model = model;
  }

  get hasModel(): boolean {
    return this.#model !== null;
  }

  register(metadata: FunctionMetadata, callback: FunctionCallback): void {
    const { name } = metadata;
    this.#refuseAfterStart(`register the function "${name}"`);
    if (!/^[A-Za-z][\w-]{0,127}$/.test(name)) {
      throw new LocalHostError(
        `"${name}" is no function name: a letter, then letters, digits, - and _, 128 at most.`,
      );
    }
    if (this.functions.has(name)) {
      throw new LocalHostError(`A function with the name "${name}" is registered twice.`);
    }
    this.functions.set(name, { name, metadata, callback, trigger: findTrigger(metadata) });
  }

  close(): void {
    this.#started = true;
  }

  #refuseAfterStart(what: string): void {
    if (this.#started) throw new LocalHostError(`The app has started, too late to ${what}.`);
  }
}

function findTrigger(metadata: FunctionMetadata): AppFunction['trigger'] {
  const found = Object.entries(metadata.bindings).find(([, { type }]) => /trigger$/i.test(type));
  if (!found) throw new LocalHostError(`The function "${metadata.name}" has no trigger.`);
  return { name: found[0], binding: found[1] };
}
