import type { HttpCookie } from '../app/core-types.ts';

const sameSiteNames = { lax: 'Lax', strict: 'Strict', explicitNone: 'None' };

export function toSetCookie(cookie: HttpCookie): string {
  const parts = [`${cookie.name}=${encodeURIComponent(cookie.value)}`];
  const { domain, path, expires, maxAge, secure, httpOnly, sameSite } = cookie;
  if (expires?.value) {
    parts.push(`Expires=${new Date(expires.value.seconds * 1000).toUTCString()}`);
  }
  if (maxAge?.value !== undefined) parts.push(`Max-Age=${maxAge.value}`);
  if (domain?.value !== undefined) parts.push(`Domain=${domain.value}`);
  if (path?.value !== undefined) parts.push(`Path=${path.value}`);
  if (secure?.value) parts.push('Secure');
  if (sameSite && sameSite !== 'none') parts.push(`SameSite=${sameSiteNames[sameSite]}`);
  if (httpOnly?.value) parts.push('HttpOnly');
  return parts.join('; ');
}
