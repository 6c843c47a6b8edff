import type { ActionSheetTexts } from './action-sheet.js';

export const actionSheetEn: ActionSheetTexts = {
  title: 'Monthly sheet of actions',
  meeting: '{place} · meeting of the management committee · {month}',
  sheet: 'Sheet {page} of {pages}',
  number: 'No. {month}',
  date: 'Date: ____ / {month}',
  present: 'Present: ____ of whom women: ____',
  columns: ['What', 'Who', 'When', 'Where are we', 'What blocks', 'Decision'],
  boxes: { done: 'Done', 'in-progress': 'In progress', late: 'Late', blocked: 'Blocked' },
  tell: [
    'To tell the assembly:',
    'how many actions are done, what blocks, what each of us can do. Never a case, never a name.',
  ],
  signatures: ['President, signature', 'Treasurer, signature', 'Secretary, signature'],
  foot: 'Denba · No name, no blame · this sheet holds no medical information',
  printed: 'printed on {date}',
};
