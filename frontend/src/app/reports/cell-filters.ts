import type { ReportLine } from '@domain/reports/zero-report.js';

/** What the grid of a district may be narrowed to. */
export const CELL_FILTERS = ['all', 'late', 'missing', 'differs', 'zero', 'deaths'] as const;
export type CellFilter = (typeof CELL_FILTERS)[number];

/** The filters that a report answers to: one for how it stands, one more when the notified cases say otherwise. */
export function cellFilters({
  standing,
  deaths,
  differs,
}: Pick<ReportLine, 'standing' | 'deaths' | 'differs'>): readonly CellFilter[] {
  const found: CellFilter[] = [];
  if (standing === 'late' || standing === 'received-late') found.push('late');
  if (standing === 'missing') found.push('missing');
  if (deaths === 0) found.push('zero');
  if (deaths !== null && deaths > 0) found.push('deaths');
  if (differs) found.push('differs');
  return found;
}
