// Loaded into Azurite with `node --import`, before any of its code.
import { endWithHosts } from '../azurite/end-with-hosts.ts';
import { exitWithParent } from '../exit-with-parent.ts';
import { moveDateHeader } from './date-header.ts';
import { clockFileVariable, createOffsetReader } from './offset-file.ts';
import { shiftDate } from './shift-date.ts';

const file = process.env[clockFileVariable];
if (file !== undefined) {
  shiftDate(createOffsetReader(file));
  moveDateHeader();
}
exitWithParent();
endWithHosts();
