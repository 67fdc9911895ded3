import { app } from '@azure/functions';
import { z } from 'zod';
import { setSeats } from '../../lib/operations/licenses/set-seats.ts';
import { ProductAnswer } from '../../lib/operations/engine/answers/shapes.ts';
import { DryRun, SkuParams } from '../../lib/api/inputs.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const setSeatsRoute = route({
  name: 'setSeats',
  method: 'PATCH',
  path: 'api/products/{skuId}',
  summary: 'Set how many seats of a product are paid.',
  access: 'seats',
  params: SkuParams,
  query: DryRun,
  body: z.strictObject({ enabledUnits: z.number().int().min(0).max(10_000_000) }),
  answer: ProductAnswer,
  handle: async (session, { params, body }) => ({
    body: await setSeats(session, params.skuId, body.enabledUnits),
  }),
});

app.http(setSeatsRoute.name, serve(setSeatsRoute));
