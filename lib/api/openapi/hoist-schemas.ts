import type { oas31 } from 'zod-openapi';
import { toPascal } from './to-pascal.ts';

type Schema = oas31.SchemaObject | oas31.ReferenceObject;
type Schemas = Record<string, Schema>;

/**
 * Gives every object of the description a name of its own, so that clients made of it have a type for each. One that has
 * none is called by where it stands: `UserResult` with the property `error` makes `UserResultError`, an entry of
 * `freedSeats` a `…FreedSeat`, one of several choices is told apart by its `path`, `kind` or `action`.
 */
export class SchemaHoist {
  /** Beside those that had a name before: more come as they are met. */
  readonly schemas: Schemas;
  readonly #byContent = new Map<string, string>();

  constructor(named: Schemas) {
    this.schemas = { ...named };
    for (const [name, schema] of Object.entries(named)) {
      if (isInline(schema)) this.#insides(schema, name);
    }
  }

  /** A schema that stands whole in a request or an answer, as a reference to it. */
  whole(schema: Schema, name: string): Schema {
    if (!isInline(schema) || !isWorthAName(schema)) return schema;
    const called = this.#listName(schema) ?? name;
    return this.#add(schema, called);
  }

  #add(schema: oas31.SchemaObject, wanted: string): oas31.ReferenceObject {
    this.#insides(schema, wanted);
    const content = JSON.stringify(schema);
    let name = wanted;
    for (let more = 2; name in this.schemas; more += 1) {
      if (JSON.stringify(this.schemas[name]) === content) break;
      name = `${wanted}${more}`;
    }
    this.schemas[name] = schema;
    this.#byContent.set(content, name);
    return { $ref: `#/components/schemas/${name}` };
  }

  /** Replaces the objects inside a schema. */
  #insides(schema: oas31.SchemaObject, name: string): void {
    for (const [property, inner] of Object.entries(schema.properties ?? {})) {
      (schema.properties ?? {})[property] = this.#inner(inner, `${name}${toPascal(property)}`);
    }
    if (schema.items !== undefined) schema.items = this.#inner(schema.items, singular(name));
    const { additionalProperties: others } = schema;
    if (typeof others === 'object')
      schema.additionalProperties = this.#inner(others, `${name}Value`);
    for (const choices of [schema.anyOf, schema.oneOf, schema.allOf]) {
      for (const [index, choice] of (choices ?? []).entries()) {
        const called = `${name}${choiceName(choice, choices ?? [], index)}`;
        choices?.splice(index, 1, this.#inner(choice, called));
      }
    }
  }

  #inner(schema: Schema, name: string): Schema {
    if (!isInline(schema)) return schema;
    this.#insides(schema, name);
    if (schema.type !== 'object' || schema.properties === undefined) return schema;
    const known = this.#byContent.get(JSON.stringify(schema));
    if (known !== undefined) return { $ref: `#/components/schemas/${known}` };
    return this.#add(schema, this.#listName(schema) ?? name);
  }

  /** A page of a list is called by what it lists, and by what it says beside. */
  #listName({ properties }: oas31.SchemaObject): string | null {
    const { value, nextLink, ...others } = properties ?? {};
    if (nextLink === undefined || value === undefined || !isInline(value)) return null;
    const entry = value.items?.$ref?.split('/').at(-1);
    if (entry === undefined) return null;
    const more = Object.keys(others).map(toPascal);
    return `${entry}List${more.length === 0 ? '' : `With${more.join('And')}`}`;
  }
}

function isWorthAName({ type, anyOf, oneOf }: oas31.SchemaObject): boolean {
  return type === 'object' || anyOf !== undefined || oneOf !== undefined;
}

/** What tells a choice from the others: the word that stands for it. Nothing where it is the only object among them. */
function choiceName(choice: Schema, choices: readonly Schema[], index: number): string {
  if (choices.filter(isObject).length < 2 || !isInline(choice)) return '';
  for (const property of ['path', 'kind', 'action']) {
    const word = wordOf(choice, property);
    const others = choices.filter((other) => wordOf(other, property) === word);
    if (word !== null && others.length === 1) return toPascal(word);
  }
  return String(index + 1);
}

/** The first word a property of a choice can be; of a choice between several, that of the first. */
function wordOf(choice: Schema, property: string): string | null {
  if (!isInline(choice)) return null;
  const [nested] = choice.oneOf ?? [];
  if (nested !== undefined) return wordOf(nested, property);
  const word = choice.properties?.[property];
  if (word === undefined || !isInline(word)) return null;
  const [first]: unknown[] = word.enum ?? [word.const];
  return typeof first === 'string' ? first : null;
}

function isObject(schema: Schema): boolean {
  return !isInline(schema) || schema.type === 'object' || schema.oneOf !== undefined;
}

function isInline(schema: Schema): schema is oas31.SchemaObject {
  return schema.$ref === undefined;
}

function singular(name: string): string {
  if (name.endsWith('ies')) return `${name.slice(0, -3)}y`;
  return name.endsWith('s') && !name.endsWith('ss') ? name.slice(0, -1) : `${name}Entry`;
}
