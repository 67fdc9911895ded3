import type { oas31 } from 'zod-openapi';
import { SchemaHoist } from './hoist-schemas.ts';
import { toPascal } from './to-pascal.ts';

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The description with a name for every object in it; changes the document it is given. */
export function nameSchemas(document: oas31.OpenAPIObject): oas31.OpenAPIObject {
  const hoist = new SchemaHoist(document.components?.schemas ?? {});
  for (const operation of operationsOf(document)) {
    const name = toPascal(operation.operationId ?? '');
    nameContent(hoist, operation.requestBody, `${name}Request`);
    for (const answer of Object.values(operation.responses ?? {})) {
      nameContent(hoist, answer, `${name}Answer`);
    }
  }
  for (const [name, answer] of Object.entries(document.components?.responses ?? {})) {
    nameContent(hoist, answer, name);
  }
  const schemas = Object.entries(hoist.schemas).toSorted(([a], [b]) => a.localeCompare(b));
  const components = { ...document.components, schemas: Object.fromEntries(schemas) };
  return { ...document, components };
}

function operationsOf({ paths }: oas31.OpenAPIObject): oas31.OperationObject[] {
  return Object.values(paths ?? {}).flatMap((path) =>
    methods.map((method) => path[method]).filter((operation) => operation !== undefined),
  );
}

function nameContent(
  hoist: SchemaHoist,
  holder: oas31.RequestBodyObject | oas31.ResponseObject | oas31.ReferenceObject | undefined,
  name: string,
): void {
  if (holder === undefined || !('content' in holder)) return;
  for (const media of Object.values(holder.content ?? {})) {
    if (media.schema !== undefined) media.schema = hoist.whole(media.schema, name);
  }
}
