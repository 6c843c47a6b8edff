import type { CaseView } from '@domain/cases/case.js';
import type { CaseState } from '@domain/cases/case-workflow.js';

const CONCLUDED: readonly CaseState[] = ['concluded', 'responding', 'closed'];

const NOT_AUDITED: readonly CaseState[] = ['ready', 'audited', 'counter-auditing', 'adjudicating'];
const RESPONSE: readonly CaseState[] = ['responding'];

/**
 * States of the path that a concluded case never went through, as far as this reader may know: by how it was concluded, else by what its
 * timeline tells. A short form is known from the start to have no audit.
 */
export function skippedStates({ state, timeline, conclusion, extent }: CaseView): readonly CaseState[] {
  if (extent?.extent === 'short') return [...NOT_AUDITED, ...(state === 'closed' ? RESPONSE : [])];
  if (!CONCLUDED.includes(state)) return [];
  const told = new Set(timeline.map(({ event }) => event));
  const answered: readonly CaseState[] =
    state === 'closed' && told.has('seal-audit') && !told.has('respond') ? ['responding'] : [];
  return [...reviewed(told, conclusion?.source), ...answered];
}

function reviewed(told: ReadonlySet<string>, source: string | undefined): readonly CaseState[] {
  if (source === undefined && told.has('waive-audit')) return NOT_AUDITED;
  if (source === 'skipped') return ['counter-auditing', 'adjudicating'];
  if (source === 'adjudicated' || told.has('adjudicate')) return [];
  return source !== undefined || told.has('compare') ? ['adjudicating'] : [];
}
