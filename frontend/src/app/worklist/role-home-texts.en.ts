import type fr from './role-home-texts.fr';

export default {
  title: 'What you can do',
  many: '{n} or more',
  'about.region':
    'You read the conclusions of your region, without a name, and confirm what needs two persons. No file opens from here.',
  'about.partner': 'You see the actions addressed to your organisation. No file, no conclusion of a case.',
  'about.national-viewer': 'You read the list of cases, without a name. No file opens from here.',
  'about.administrator':
    'You keep accounts, facilities and settings. Nothing of a case can be seen from here.',
  'door.concluded': 'Read the concluded cases',
  'door.concluded.text': 'Conclusions of your region, without a name',
  'door.cases': 'Read the list of cases',
  'door.cases.text': 'Kind, stage, place and dates, without a name',
  'door.follow-up': 'Follow the recommendations',
  'door.follow-up.text': 'Those addressed to your level',
  'door.reports': 'See the zero reports',
  'door.reports.text': 'Received, late and missing, by district',
  'door.draws': 'Check the draws',
  'door.draws.text': 'Finished quarters, with the recipe to redo them',
  'door.actions': 'Follow the actions',
  'door.actions.text': 'Who does what, by when',
  'door.accounts': 'Keep the accounts',
  'door.accounts.text': 'Create, give a role, disable',
  'door.no-district': 'Give facilities their district',
  'door.no-district.text': 'Without a district a facility receives no case',
  'door.settings': 'See the settings',
  'door.settings.text': 'Deadlines, quorum, draw, by place',
  'door.journal': 'Read the journal',
  'door.journal.text': 'Accounts, facilities and settings: who, what, when',
} satisfies Record<keyof typeof fr, string>;
