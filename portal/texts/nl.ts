import type { Texts } from './en.ts';
import * as shell from './nl/shell.ts';
import * as parts from './nl/parts.ts';
import * as users from './nl/users.ts';
import * as licenses from './nl/licenses.ts';
import * as consequences from './nl/consequences.ts';

/** De Nederlandse teksten, met de woorden van Microsofts beheercentra. */
export const nl: Texts = {
  ...shell,
  ...parts,
  ...users,
  ...licenses,
  ...consequences,
};
