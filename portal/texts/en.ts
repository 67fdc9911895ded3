import * as shell from './en/shell.ts';
import * as parts from './en/parts.ts';
import * as users from './en/users.ts';
import * as licenses from './en/licenses.ts';
import * as consequences from './en/consequences.ts';

/**
 * The English texts, with the words of the admin article and of Microsoft's admin centers: one file an area. Other languages have the
 * same.
 */
export const en = {
  ...shell,
  ...parts,
  ...users,
  ...licenses,
  ...consequences,
};

export type Texts = typeof en;
