import { readSettings } from '../settings.ts';
import type { Pages } from './answer-page.ts';
import { PageFiles } from './page-files.ts';

/** The pages as the build places them: in `portal`, beside the folder of the bundle this stands in. */
export const builtPages: Pages = {
  files: new PageFiles(new URL('../portal/', import.meta.url)),
  settings: () => readSettings(),
};
