import type { Write } from '../../lib/storage/tables.ts';
import type { Findings } from '../world/violations.ts';

/** The service takes texts as UTF-8: of a character that was cut in two it keeps neither half. */
export function checkTexts(findings: Findings, writes: readonly Write[]): void {
  for (const write of writes) {
    if (write.kind === 'delete') continue;
    for (const [name, value] of Object.entries(write.properties)) {
      findings.check('rows', typeof value !== 'string' || value.isWellFormed(), () => {
        return `${write.key}: ${name} is cut inside a character`;
      });
    }
  }
}
