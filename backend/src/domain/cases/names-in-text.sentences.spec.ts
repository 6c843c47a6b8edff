import { describe, expect, it } from '@jest/globals';
import { namesInText } from './names-in-text.js';

const names = {
  vault: ['Aminata Coulibaly', 'Fatoumata N’Diaye', 'Oumou'],
  staff: ['Bakary Keïta', 'Mariam Sidibé', 'Rose'],
};
const marked = (text: string): readonly string[] =>
  namesInText(text, names).map(({ start, end, kind }) => `${kind}: ${text.slice(start, end)}`);

describe('sentences of narratives that hold a name, a title with a name, or a phone', () => {
  it.each<[string, readonly string[]]>([
    ['Aminata est arrivée en charrette.', ['vault: Aminata']],
    ['La patiente AMINATA saigne depuis une heure.', ['vault: AMINATA']],
    ['la patiente aminata saigne depuis une heure', ['vault: aminata']],
    ['La famille Coulibaly a refusé l’évacuation.', ['vault: Coulibaly']],
    ['Le mari de coulibaly était absent.', ['vault: coulibaly']],
    ['Fatoumata N’Diaye a été vue à 3 h.', ['vault: Fatoumata N’Diaye']],
    ['On a appelé la belle-sœur d’Oumou.', ['vault: d’Oumou']],
    ['Bakary a posé la voie veineuse.', ['staff: Bakary']],
    ['C’est KEITA qui était de garde.', ['staff: KEITA']],
    ['Keïta a décidé l’évacuation à 5 h 20.', ['staff: Keïta']],
    ['Rose a rempli le partogramme.', ['staff: Rose']],
    ['Le Dr Sanogo n’est pas venu.', ['title: Dr Sanogo']],
    ['Le Dr. Sanogo n’est pas venu.', ['title: Dr. Sanogo']],
    ['le docteur Sanogo Issa a été appelé', ['title: docteur Sanogo Issa']],
    ['Pr Dolo consulté par téléphone.', ['title: Pr Dolo']],
    ['Mme Togola a accompagné la malade.', ['title: Mme Togola']],
    ['Madame Togola a accompagné la malade.', ['title: Madame Togola']],
    ['M. Dembélé, le mari, était absent.', ['title: M. Dembélé']],
    ['Monsieur Dembélé a payé le carburant.', ['title: Monsieur Dembélé']],
    ['La sage-femme Kadiatou a massé l’utérus.', ['title: sage-femme Kadiatou']],
    ['La matrone Assitan était seule.', ['title: matrone Assitan']],
    ['L’infirmière Djénéba a donné le sérum.', ['title: infirmière Djénéba']],
    ['L’infirmier Yaya a cherché une poche.', ['title: infirmier Yaya']],
    ['L’imam Cissé a convaincu la famille.', ['title: imam Cissé']],
    ['Appeler le 76 12 34 56.', ['phone: 76 12 34 56']],
    ['Appeler le 76123456.', ['phone: 76123456']],
    ['Appeler le 76-12-34-56.', ['phone: 76-12-34-56']],
    ['Appeler le 76.12.34.56.', ['phone: 76.12.34.56']],
    ['Tél +223 66 77 88 99', ['phone: +223 66 77 88 99']],
    ['Tél +22366778899', ['phone: +22366778899']],
    ['Tél 00223 66 77 88 99', ['phone: 00223 66 77 88 99']],
    ['Dr Keïta Sidibé au 66778899', ['title: Dr Keïta Sidibé', 'phone: 66778899']],
  ])('%s', (text, expected) => {
    expect(marked(text)).toEqual(expected);
  });
});

describe('sentences of narratives that hold none', () => {
  it.each([
    'Femme d’une trentaine d’années, sixième grossesse, deux CPN.',
    'Arrive au CSCom en travail à 23 h 10, partogramme rempli après coup.',
    'Hémoglobine à 7,2 g/dL à la dernière CPN, pas de traitement noté.',
    'Évacuation décidée à 5 h 20, ambulance en panne, tricycle à 5 h 55.',
    'À l’arrivée : coma, 39,8 °C, tension 105/65, TDR positif, Hb 5,8.',
    'La matrone a appelé le DTC, la sage-femme est venue à 4 h.',
    'Le médecin du CSRéf a été prévenu par téléphone.',
    'L’infirmier de garde a posé une voie veineuse.',
    'Le docteur est arrivé à 8 h 05.',
    'Pertes estimées à 1 800 mL, 2 poches demandées, 0 transfusée.',
    'Sulfate de magnésium donné, ni artésunate (rupture) ni glucose.',
    'Une rose des vents décorait la salle.',
    'Naissance le 14/03/2026 à 3 h 20 d’un enfant de 3 100 g.',
    'Famille informée ; le mari était en voyage à Sikasso.',
    'Montant payé : 15 000 FCFA, puis 30 000 FCFA.',
    'Décès en route à 21 h 40, non accouchée.',
  ])('%s', (text) => {
    expect(marked(text)).toEqual([]);
  });
});
