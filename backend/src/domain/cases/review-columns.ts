import type { Question } from '../forms/form.js';

/** The path: facilities in order, with arrival and departure. */
export const pathColumns = [
  { code: 'ref', type: 'place', need: 'required', kind: 'fact', packet: 'level' },
  {
    code: 'arrival',
    type: 'datetime',
    need: 'required',
    kind: 'fact',
    packet: 'relative-time',
    past: 'event',
  },
  {
    code: 'departure',
    type: 'datetime',
    need: 'expected',
    kind: 'fact',
    packet: 'relative-time',
    past: 'event',
  },
] as const satisfies readonly Question[];

/** The care grid: one line per item and facility. [domain 3.2 G] */
export const careColumns = (list: string) =>
  [
    {
      code: 'item',
      type: 'code',
      list,
      need: 'required',
      kind: 'fact',
      packet: 'keep',
      neverMissing: true,
    },
    {
      code: 'status',
      type: 'code',
      list: 'CL_CARE_STATUS',
      need: 'required',
      kind: 'fact',
      packet: 'keep',
      visibleWhen: { question: 'item', notIn: ['NONE'] },
    },
    { code: 'ref', type: 'place', need: 'required', kind: 'fact', packet: 'level' },
    {
      code: 'at',
      type: 'datetime',
      need: 'expected',
      kind: 'fact',
      packet: 'relative-time',
      past: 'event',
      visibleWhen: { question: 'status', in: ['GIVEN'] },
    },
    { code: 'detail', type: 'text', need: 'optional', kind: 'fact', packet: 'screen', length: [0, 120] },
  ] as const satisfies readonly Question[];

/** The narrative: one contribution per facility of the path, of at most so many characters. */
export const narrativeColumns = (most: number) =>
  [
    { code: 'ref', type: 'place', need: 'expected', kind: 'fact', packet: 'level' },
    { code: 'text', type: 'longtext', need: 'required', kind: 'fact', packet: 'screen', length: [0, most] },
  ] as const satisfies readonly Question[];
