import type fr from './device-texts.fr';

export default {
  'new-version': 'A new version is ready.',
  'new-version.apply': 'Open it',
  title: 'On this phone',
  'install.text': 'An icon on your screen: Denba opens with one touch, without a network too.',
  install: 'Install on this phone',
  'install.apple': 'On an iPhone: touch Share, then “Add to Home Screen”.',
  installed: 'Denba is installed on this phone.',
  kept: 'Denba also opens without a network.',
} satisfies Record<keyof typeof fr, string>;
