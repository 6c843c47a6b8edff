import type fr from './texts.fr';

export default {
  tab: 'File',
  parts: 'Parts of the file',
  facts: 'Chronology and facts',
  story: 'Story',
  chronology: 'Chronology',
  relative: 'relative hours, ~ approximate',
  'no-times': 'No time in the file.',
  'no-story': 'No story in the file.',
  facility: 'Facility {letter} ({level})',
  'level.cscom': 'CSCom',
  'level.csref': 'CSRéf',
  'level.hospital': 'hospital',
  'level.private': 'private facility',
  'level.other': 'other',
} satisfies Record<keyof typeof fr, string>;
