import type fr from './texts.fr';

export default {
  open: 'Serious act or ill-treatment?',
  question: 'Raise the alert, to protect?',
  text: 'The case goes on hold, and the person trained for safeguarding is told. They look after the children who live on.',
  'nothing-written':
    'Nothing is written into the file but that the case is on hold. Write your suspicion into no form.',
  'who-knows': 'Only this person will know who raised the alert.',
  'nobody-knows': 'Nobody will know who raised the alert.',
  now: 'Immediate danger: call first.',
  'no-number': 'The number of the official service is not set yet. Call the district focal point.',
  'no-number.blind': 'The number of the official service is not set yet. Call the coordination.',
  act: 'Raise the alert',
  given: 'Alert raised.',
  'given.text': 'The trained person has been told and the case is on hold.',
  close: 'Close',
} satisfies Record<keyof typeof fr, string>;
