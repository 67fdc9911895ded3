import { isLoopback } from './loopback.ts';

/** The emulator's key is public: behind any other address than loopback it would be an open door. */
const emulatorKey = Buffer.from(
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==',
  'base64',
);

/** What the host and this app use; a service without an endpoint is looked for in Azure, under the account's name. */
const endpointsOfServices = ['blobendpoint', 'queueendpoint', 'tableendpoint'];

const emulator = /^UseDevelopmentStorage=true;?$/;
const emulatorBehindProxy = /^UseDevelopmentStorage=true;DevelopmentStorageProxyUri=([^;]+);?$/;

/**
 * What makes a connection string one this app must not use; null for nothing. Never names a value: they are secrets.
 * It goes by everything that stands in the string, since the SDKs disagree on case, on repeats and on what they ignore.
 */
export function connectionStringProblem(text: string): string | null {
  if (text.toLowerCase().includes('usedevelopmentstorage')) return emulatorProblem(text);
  const parts = partsOf(text);
  const endpoints = parts.filter(({ name }) => name.endsWith('endpoint'));
  if (endpoints.some(({ value }) => !isSafe(value))) {
    return 'names an endpoint that is neither https nor http on the loopback address';
  }
  const isEverywhereLocal =
    endpoints.every(({ value }) => isLoopback(value)) &&
    endpointsOfServices.every((service) => endpoints.some(({ name }) => name === service));
  if (isEverywhereLocal) return null;
  if (parts.some(({ value }) => Buffer.from(value, 'base64').equals(emulatorKey))) {
    return "uses the emulator's well-known key for an address that is not loopback; use the key of your own account";
  }
  const isPlain = parts.some(
    ({ name, value }) => name === 'defaultendpointsprotocol' && value.toLowerCase() !== 'https',
  );
  return isPlain ? 'has a DefaultEndpointsProtocol that is not https' : null;
}

function emulatorProblem(text: string): string | null {
  if (emulator.test(text)) return null;
  const proxy = emulatorBehindProxy.exec(text)?.[1];
  return proxy !== undefined && isLoopback(proxy)
    ? null
    : 'names the emulator and more: UseDevelopmentStorage=true stands alone, or with a DevelopmentStorageProxyUri on the loopback address';
}

function isSafe(endpoint: string): boolean {
  return isLoopback(endpoint) || (URL.canParse(endpoint) && endpoint.startsWith('https:'));
}

function partsOf(text: string): { readonly name: string; readonly value: string }[] {
  return text.split(';').map((part) => {
    const [name = '', ...rest] = part.split('=');
    return { name: name.trim().toLowerCase(), value: rest.join('=').trim() };
  });
}
