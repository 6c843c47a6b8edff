import type fr from './texts.fr';

export default {
  title: 'Invitation',
  'other-language': 'Français',
  'code.label': 'The code on your sheet',
  'code.hint': 'Seven groups of four signs. Spaces and capitals do not matter.',
  'code.missing': 'This code does not have 28 signs. Read the sheet again.',
  'code.open': 'Open',
  'code.no-account': 'You need no account and no password.',
  about:
    'You write the part of {place} in the file {number}, from your register and your notes. Nobody is judged.',
  names: 'Write no name, neither of a patient nor of a carer.',
  until: 'Invitation valid until {date}.',
  kept: 'Nothing leaves before you sign. What you type stays on this page: do not close it before you have signed.',
  'section.times': 'Arrival and departure at your facility',
  'section.story': 'What happened at your facility',
  'from.label': 'Your function',
  'from.hint': 'The function, never the name.',
  'from.missing': 'First say your function, at the top of the page.',
  'from.expected': 'An answer is expected here.',
  sign: 'Sign our part',
  'sign.question': 'Is your part finished?',
  'sign.text': 'You sign for {place}, once only. Afterwards the invitation opens no more.',
  'sign.reread': 'Read again',
  'done.title': 'Thank you. Your part is signed.',
  'done.text': 'Receipt {receipt}. You may close this page and destroy the sheet.',
} satisfies Record<keyof typeof fr, string>;
