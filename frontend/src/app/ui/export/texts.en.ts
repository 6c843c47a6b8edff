import type fr from './texts.fr';

export default {
  open: 'Export',
  title: 'Export this list?',
  leaves: 'A file leaves Denba with the lines you see, by the filter you chose.',
  leavesAll: 'A file leaves Denba with this table, for all the periods shown.',
  recorded:
    'Your name, the time, the filter and the number of lines are written in the journal. The file is confidential: keep it for your work.',
  xlsx: 'Spreadsheet (XLSX)',
  csv: 'Text (CSV)',
  making: 'Preparing…',
  done: 'File saved: {name}',
} satisfies Record<keyof typeof fr, string>;
