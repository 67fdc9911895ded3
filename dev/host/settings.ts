import { LocalHostError } from '../local-host-error.ts';

/** Puts the app's settings into process.env, where it looks for them. Returns what takes them out again. */
export function applySettings(settings: Record<string, string>): () => void {
  const before = Object.keys(settings).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, settings);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}

/** Replaces `%NAME%` by the setting of that name, as bindings allow. */
export function resolveSettings(text: string, functionName: string): string {
  return text.replaceAll(/%([^%]+)%/g, (_, name: string) => {
    const value = process.env[name];
    if (value !== undefined && value !== '') return value;
    throw new LocalHostError(`The function "${functionName}" needs the setting ${name}.`);
  });
}

export function isDisabled(functionName: string): boolean {
  return process.env[`AzureWebJobs.${functionName}.Disabled`]?.toLowerCase() === 'true';
}

/** The connection string behind a binding's `connection`. */
export function resolveConnection(name: string, functionName: string): string {
  const value = process.env[name] ?? process.env[`AzureWebJobs${name}`];
  if (value !== undefined && value !== '') return value;
  throw new LocalHostError(
    `The function "${functionName}" needs the connection string ${name} in the settings.`,
  );
}
