import { Instant, toInstant } from '../licensing/time.ts';
import type { Range } from './tables.ts';

/**
 * How keys are written. They use `[A-Za-z0-9~._-]` only, and `~` stands between their parts: it sorts after every other
 * character. Which key a row has, each kind of row says in its file under `rows`.
 */

/** Every key that begins with the prefix and goes on after it. */
export function keysUnder(prefix: string): Range {
  return { from: `${prefix}~`, to: `${prefix}~~` };
}

/** The key itself and every key under it. */
export function keysFrom(key: string): Range {
  return { from: key, to: `${key}~~` };
}

/** The first key that can follow another: `-` is the lowest character of our alphabet. */
export function keyAfter(key: string): string {
  return `${key}-`;
}

/** An instant as it stands in a key, in the order of time. */
export function compact(instant: Instant): string {
  return instant.replaceAll(/[-:.]/g, '');
}

/** The instant of `compact`; null for what is none. */
export function expand(digits: string): Instant | null {
  const [, year, month, day, hour, minute, second, ms] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/.exec(digits) ?? [];
  const at = Instant.safeParse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`);
  return at.data ?? null;
}

/** Rows whose keys count backward from a prefix, from one instant on and before another; null: no such end. */
export function newestFirst(prefix: string, from: Instant | null, to: Instant | null): Range {
  const all = keysUnder(prefix);
  // Above those of that very instant, which come right after those that are newer.
  const above = (at: Instant): string => `${prefix}~${reversed(at)}~~`;
  return { from: to === null ? all.from : above(to), to: from === null ? all.to : above(from) };
}

const endOfTime = 9_999_999_999_999;

/** An instant as it stands in a key, newest first: the time counts backward. */
export function reversed(at: Instant): string {
  return String(endOfTime - Date.parse(at)).padStart(13, '0');
}

/** The instant of `reversed`. */
export function fromReversed(digits: string): Instant {
  return toInstant(endOfTime - Number(digits));
}

/** In the order of their numbers also beyond four digits: a letter sorts after every digit. */
export function padPart(part: number): string {
  return part < 10_000 ? String(part).padStart(4, '0') : `a${String(part).padStart(8, '0')}`;
}

export function padGeneration(generation: number): string {
  return String(generation).padStart(6, '0');
}

/** Percent-like encoding with `_`, so that any text becomes a key of our alphabet and different texts stay different. */
export function encodeKey(text: string): string {
  return [...new TextEncoder().encode(text)]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9.-]/.test(character) ? character : `_${byte.toString(16).padStart(2, '0')}`;
    })
    .join('');
}
