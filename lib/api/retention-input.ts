import { z } from 'zod';
import { Service } from '../licensing/products/service.ts';
import { instantParam } from './inputs.ts';

/** The filters of everything that lists what is held. */
export const retentionFilters = {
  service: Service.optional(),
  state: z.enum(['held', 'onHold', 'inactiveMailbox', 'purging']).optional(),
  dueBefore: instantParam.optional(),
};
