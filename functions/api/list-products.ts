import { app } from '@azure/functions';
import { z } from 'zod';
import { listProducts, productListRow } from '../../lib/operations/licenses/read-products.ts';
import { ProductAnswer, ProductListRow } from '../../lib/operations/engine/answers/shapes.ts';
import { noBody, none, viewPaging } from '../../lib/api/inputs.ts';
import { listOf } from '../../lib/api/list-answer.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const listProductsRoute = route({
  name: 'listProducts',
  method: 'GET',
  path: 'api/products',
  summary: 'Products of the tenant with their seats; with view=list without their service plans.',
  access: 'read',
  params: none,
  query: z.strictObject({ view: viewPaging.view }),
  body: noBody,
  answer: z.union([listOf(ProductAnswer), listOf(ProductListRow)]),
  handle: async (session, { query }) => {
    const products = await listProducts(session);
    const value = query.view === 'list' ? products.map(productListRow) : products;
    return { body: { value, nextLink: null } };
  },
});

app.http(listProductsRoute.name, serve(listProductsRoute));
