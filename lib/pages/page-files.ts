import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** What the build says of its files, by their names: `files.json` beside them. */
export const BuiltFiles = z.record(
  z.string(),
  z.strictObject({ contentType: z.string(), etag: z.string(), isCompressed: z.boolean() }),
);
export type BuiltFiles = z.infer<typeof BuiltFiles>;

type Encoding = 'identity' | 'br';

export interface PageFile {
  readonly contentType: string;
  /** Of the content as it is sent: each encoding has its own. */
  readonly etag: string;
  readonly encoding: Encoding;
  readonly content: Uint8Array;
}

/** The built pages. Nothing is read before the first request; what was read is kept. */
export class PageFiles {
  readonly #folder: URL;
  #built: Promise<BuiltFiles> | null = null;
  readonly #contents = new Map<string, Promise<Uint8Array>>();

  /** `folder` ends in a slash. */
  constructor(folder: URL) {
    this.#folder = folder;
  }

  /** A file by its name among what was built, compressed if it may be; null where there is none. */
  async find(name: string, mayCompress: boolean): Promise<PageFile | null> {
    const built = await this.#list();
    const file = Object.hasOwn(built, name) ? built[name] : undefined;
    if (file === undefined) return null;
    const encoding = mayCompress && file.isCompressed ? 'br' : 'identity';
    return {
      contentType: file.contentType,
      etag: encoding === 'br' ? `"${file.etag}-br"` : `"${file.etag}"`,
      encoding,
      content: await this.#read(encoding === 'br' ? `${name}.br` : name),
    };
  }

  /** After a failure it is tried again. */
  #list(): Promise<BuiltFiles> {
    this.#built ??= this.#readList().catch((error: unknown) => {
      this.#built = null;
      throw error;
    });
    return this.#built;
  }

  async #readList(): Promise<BuiltFiles> {
    const text = await readFile(new URL('files.json', this.#folder), 'utf8');
    return BuiltFiles.parse(JSON.parse(text));
  }

  #read(path: string): Promise<Uint8Array> {
    const known = this.#contents.get(path);
    if (known !== undefined) return known;
    const reading = readFile(new URL(path, this.#folder)).catch((error: unknown) => {
      this.#contents.delete(path);
      throw error;
    });
    this.#contents.set(path, reading);
    return reading;
  }
}
