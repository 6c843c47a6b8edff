import { labelOfCode } from '../../../backend/src/domain/classification/code-list.js';
import { codeListsFr } from '../../../backend/src/domain/classification/code-lists.fr.js';

/** The French words of a code, as the screen shows them. */
export function codeTextsFr(list: string | undefined, code: string): string {
  return labelOfCode(codeListsFr, list ?? '', code);
}
