// oxlint-disable eslint/no-restricted-globals -- calendar arithmetic on a given instant; no clock is read here
import { z } from 'zod';

/** An instant in UTC with milliseconds, `2026-11-23T10:00:00.000Z`: fixed width, so text order is time order. */
export const Instant = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  .brand<'Instant'>();
export type Instant = z.infer<typeof Instant>;

const dayMs = 24 * 60 * 60 * 1000;

/** Where data without an end date stands in an order by due time. Never due. */
export const farFuture = Instant.parse('9999-12-31T00:00:00.000Z');

/**
 * Reads a point in time as an instant.
 * @param at a Date, milliseconds since 1970, or ISO 8601 text with an offset
 * @throws RangeError when the text is no date
 */
export function toInstant(at: Date | number | string): Instant {
  return Instant.parse(new Date(at).toISOString());
}

/** The only place that adds days: a day is 24 hours, whatever a calendar or a daylight saving rule says. */
export function addDays(from: Instant, days: number): Instant {
  return addMs(from, days * dayMs);
}

/** Adds milliseconds. */
export function addMs(from: Instant, ms: number): Instant {
  return toInstant(Date.parse(from) + ms);
}

/** Milliseconds from `earlier` to `later`; negative when they stand the other way round. */
export function msBetween(earlier: Instant, later: Instant): number {
  return Date.parse(later) - Date.parse(earlier);
}

/** The earlier of two instants. */
export function earlierOf(a: Instant, b: Instant): Instant {
  return a < b ? a : b;
}

/** The later of two instants. */
export function laterOf(a: Instant, b: Instant): Instant {
  return a < b ? b : a;
}
