import type { Settings } from '../settings.ts';

/**
 * The hash of an empty style element: Fluent makes one and adds its rules by script. No text in a style element fits it, so none is let in.
 */
const emptyStyle = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/** What a page may load and reach: itself, and where people sign in. */
export function contentSecurityPolicy({
  localAuthority,
  signIn,
}: Pick<Settings, 'localAuthority' | 'signIn'>): string {
  const authority = localAuthority === null ? ` ${new URL(signIn.authority).origin}` : '';
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${emptyStyle}`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${authority}`,
    ...(authority === '' ? [] : [`frame-src${authority}`]),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}
