export default {
  'new-version': 'Une nouvelle version est prête.',
  'new-version.apply': 'L’ouvrir',
  title: 'Sur ce téléphone',
  'install.text': 'Une icône sur votre écran : Denba s’ouvre d’un geste, aussi sans réseau.',
  install: 'Installer sur ce téléphone',
  'install.apple': 'Sur iPhone : touchez Partager, puis « Sur l’écran d’accueil ».',
  installed: 'Denba est installé sur ce téléphone.',
  kept: 'Denba s’ouvre aussi sans réseau.',
};
