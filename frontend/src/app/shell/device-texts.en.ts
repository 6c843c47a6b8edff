import type fr from './device-texts.fr';

export default {
  'new-version': 'A new version is ready.',
  'new-version.apply': 'Open it',
  coming: 'This device is getting ready to work without a network.',
  'coming.keep': 'Keep the network.',
  'coming.answers_one': '{n} page received.',
  'coming.answers_other': '{n} pages received.',
  'coming.cut': 'This device is not ready to work without a network yet.',
  'coming.seek': 'Find a network for a moment: your lists will come here.',
  ready: 'This device is ready to work without a network.',
  title: 'On this phone',
  'install.text': 'An icon on your screen: Denba opens with one touch, without a network too.',
  install: 'Install on this phone',
  'install.apple': 'On an iPhone: touch Share, then “Add to Home Screen”.',
  installed: 'Denba is installed on this phone.',
  kept: 'Denba also opens without a network.',
} satisfies Record<keyof typeof fr, string>;
