import type { CaseKind } from '@domain/cases/case.js';
import type { IconName } from './icons';

/** The tile of a case: mother, newborn or child; a sheet of paper when the kind is not known yet. */
export function kindIcon(kind: CaseKind | null): IconName {
  switch (kind) {
    case 'MAT':
    case 'WRA':
      return 'mother';
    case 'SB':
    case 'NND':
      return 'newborn';
    case 'CHILD':
      return 'child';
    case null:
      return 'file';
  }
}
