export default {
  title: 'Ce que vous pouvez faire',
  many: '{n} et plus',
  'about.region':
    'Vous lisez les conclusions de votre région, sans nom, et vous confirmez ce qui demande deux personnes. Aucun dossier ne s’ouvre d’ici.',
  'about.partner':
    'Vous voyez les actions adressées à votre organisation. Aucun dossier, aucune conclusion d’un cas.',
  'about.national-viewer': 'Vous lisez la liste des cas, sans nom. Aucun dossier ne s’ouvre d’ici.',
  'about.administrator':
    'Vous tenez les comptes, les structures et les réglages. Aucune donnée d’un cas n’est visible d’ici.',
  'door.concluded': 'Lire les cas conclus',
  'door.concluded.text': 'Conclusions de votre région, sans nom',
  'door.cases': 'Lire la liste des cas',
  'door.cases.text': 'Genre, étape, lieu et dates, sans nom',
  'door.follow-up': 'Suivre les recommandations',
  'door.follow-up.text': 'Celles qui s’adressent à votre niveau',
  'door.draws': 'Vérifier les tirages',
  'door.draws.text': 'Trimestres finis, avec la recette à refaire',
  'door.actions': 'Suivre les actions',
  'door.actions.text': 'Qui fait quoi, avant quand',
  'door.accounts': 'Tenir les comptes',
  'door.accounts.text': 'Créer, donner une fonction, désactiver',
  'door.no-district': 'Donner un district aux structures',
  'door.no-district.text': 'Sans district, une structure ne reçoit aucun cas',
  'door.settings': 'Voir les réglages',
  'door.settings.text': 'Délais, quorum, tirage, par lieu',
  'door.journal': 'Lire le journal',
  'door.journal.text': 'Comptes, structures et réglages : qui, quoi, quand',
};
