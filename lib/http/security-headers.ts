import type { HttpRequest } from '@azure/functions';

/** No other type than the one named, nothing to run, load or frame, no address to pass on, for this site only. */
const always: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};

/** What every answer says to a browser that shows it after all; over https also that it stays https. */
export function securityHeaders(request: HttpRequest): Readonly<Record<string, string>> {
  return isHttps(request) ? { ...always, 'strict-transport-security': 'max-age=31536000' } : always;
}

/** Behind something that ends TLS the request comes in plain, and says so. */
export function isHttps(request: HttpRequest): boolean {
  return request.url.startsWith('https:') || request.headers.get('x-forwarded-proto') === 'https';
}
