export default {
  open: 'Exporter',
  title: 'Exporter cette liste ?',
  leaves: 'Un fichier sort de Denba avec les lignes que vous voyez, selon le filtre choisi.',
  leavesAll: 'Un fichier sort de Denba avec ce tableau, sur toutes les périodes montrées.',
  recorded:
    'Votre nom, l’heure, le filtre et le nombre de lignes sont inscrits au journal. Le fichier est confidentiel : gardez-le pour votre travail.',
  xlsx: 'Tableur (XLSX)',
  csv: 'Texte (CSV)',
  making: 'Préparation…',
  done: 'Fichier enregistré : {name}',
};
