export default {
  open: 'Acte grave ou maltraitance ?',
  question: 'Donner l’alerte pour protéger ?',
  text: 'Le cas est suspendu et la personne formée pour la protection est prévenue. Elle veille sur les enfants qui restent.',
  'nothing-written':
    'Rien n’est écrit dans le dossier, sauf que le cas est suspendu. N’écrivez vos soupçons dans aucun formulaire.',
  'who-knows': 'Seule cette personne saura qui a donné l’alerte.',
  'nobody-knows': 'Personne ne saura qui a donné l’alerte.',
  now: 'Danger immédiat : appelez d’abord.',
  'no-number': 'Le numéro du service officiel n’est pas encore réglé. Appelez le point focal du district.',
  'no-number.blind': 'Le numéro du service officiel n’est pas encore réglé. Appelez la coordination.',
  act: 'Donner l’alerte',
  given: 'Alerte donnée.',
  'given.text': 'La personne formée est prévenue et le cas est suspendu.',
  close: 'Fermer',
};
