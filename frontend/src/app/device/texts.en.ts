import type fr from './texts.fr';

export default {
  title: 'Work without a network',
  'lock.promise': 'What you write here is read by you alone.',
  'lock.title': 'Your work is locked',
  'lock.who': 'Who are you?',
  'lock.code': 'Code of this device',
  'lock.open': 'Open',
  'lock.opening': 'One moment…',
  'lock.missing': 'Write the code of this device.',
  'lock.wrong': 'That is not the code.',
  'lock.left_one': '{n} more try. After that, your key on this device is destroyed.',
  'lock.left_other': '{n} more tries. After that, your key on this device is destroyed.',
  'lock.wait': 'Too many tries. Try again at {time}.',
  'lock.wiped':
    'Your key on this device is destroyed. What is ready to leave will leave. Enter with your password.',
  'lock.revoked': 'This device was removed. Your key is destroyed. Enter with your password.',
  'lock.far':
    'This device was without a network for too long. Find a network, then try again. Nothing is lost.',
  'lock.password': 'Give your password once more. Nothing is lost.',
  'lock.enter': 'Enter with the password',
  'lock.forgotten': 'Forgotten the code?',
  'lock.other': 'Somebody else',
  'lock.note': 'With or without a network. What you wrote is kept here, encrypted.',

  'forget.title': 'Forget this code?',
  'forget.text':
    'Without the code, the drafts on this device open no more. What is ready to leave will leave all the same.',
  'forget.drop': 'Destroy the drafts',
  'forget.back': 'Try again',

  'keep.lead':
    'Without a network you notify and write. All of it is kept here, encrypted, then leaves by itself.',
  'keep.not-for-you':
    'With your role, Denba opens only with a network: it shows too many files for a device that can be lost.',
  'keep.old-browser':
    'This browser is too old: it would not find again what it keeps. Update it, or take another one.',
  'keep.own': 'On your own device, or on that of the centre: each person has their own code.',
  'keep.screen-lock': 'Keep the screen lock of the phone too. It protects better than this code alone.',
  'keep.code': 'Choose a code',
  'keep.code-hint': 'At least 6 digits. No date, no sequence, no repeated digit.',
  'keep.again': 'The same code once more',
  'keep.register': 'Register this device',
  'keep.registered': 'This device works without a network.',
  'keep.enrolled': 'This device is registered.',
  'keep.enrolled-text': 'Keep the network until it is ready.',
  'keep.lock': 'Lock now',
  'keep.lock-text': 'It also locks by itself: after 2 minutes out of sight, or 5 minutes untouched.',
  'keep.days': 'Without a network it opens for 45 days. After 3 days, only what you wrote.',
  'keep.contact': 'Last contact with the server: {time}',
  'keep.used': 'Room taken here: {used}',
  'keep.safe': 'The browser has promised to erase nothing.',
  'keep.unsafe': 'The browser may erase when room is short. Send often, and keep some room.',
  'keep.lost': 'What this device kept has vanished.',
  'keep.lost-text_one': 'The browser erased it. At the last contact, {n} item was waiting to leave.',
  'keep.lost-text_other': 'The browser erased it. At the last contact, {n} items were waiting to leave.',
  'keep.differs': 'The two codes differ.',

  'fault.short': 'At least 6 digits.',
  'fault.long': 'At most 12 digits.',
  'fault.digits': 'Digits only.',
  'fault.repeated': 'These digits repeat: a colleague tries them first.',
  'fault.sequence': 'These digits follow each other: a colleague tries them first.',
  'fault.date': 'This is a date: a colleague tries it first.',
} satisfies Record<keyof typeof fr, string>;
