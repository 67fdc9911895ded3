import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { compiled } from '../../infra/sources.ts';

const Resource = z.looseObject({
  type: z.string(),
  name: z.string(),
  properties: z.record(z.string(), z.unknown()).optional(),
});
export type Resource = z.infer<typeof Resource>;

/** Every resource of the template, evaluated by the compiler for a sample environment. */
export const resources: readonly Resource[] = z
  .object({ predictedResources: z.array(Resource) })
  .parse(JSON.parse(readFileSync(join(compiled, 'main.snapshot.json'), 'utf8'))).predictedResources;

export function ofType(type: string): readonly Resource[] {
  return resources.filter((resource) => resource.type === type);
}

/** The last part of each name: a queue is `account/default/retention` to Azure. */
export function namesOf(type: string): readonly string[] {
  return ofType(type).map(({ name }) => name.split('/').at(-1) ?? '');
}

/** Application settings as the template sets them. */
export function templateSettings(): Readonly<Record<string, string>> {
  const [settings] = ofType('Microsoft.Web/sites/config');
  return z.record(z.string(), z.string()).parse(settings?.properties);
}
