import { z } from 'zod';

/** A user's data belongs to one of these. */
export const Service = z.enum(['exchange', 'oneDrive', 'teams', 'other']);
export type Service = z.infer<typeof Service>;

export const services: readonly Service[] = Service.options;
