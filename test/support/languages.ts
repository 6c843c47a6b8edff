/** Words of an English screen that are no French words: `continue`, `file`, `sent` or `main` are both and prove nothing. */
const ENGLISH = `
  about above accepted account accounts add added again all allowed already also always and another answer
  answers any are around assigned at available awaiting back be because been before begin behind being below
  between blind blocked both by can cancel cannot care changed changes check checked child choose chosen
  clear click closed comparison could created day days death deaths delete deleted details did different
  disabled discard discarded do does done down draft drafts draw drawn each early edit edited either else
  empty enough every everything expected expired facility failed false fewer field fields filled find first
  follow followed for forbidden forgotten form forms found from frozen full gave get give given go
  goes going good had has have he health held help her here hide his hold home hour hours how if into
  invalid is it its just keep kept know known last late later least leave left less let list lists loading
  locked log logout look made make manage many may meanwhile meeting missing more mother must my name
  named names need needed neither never new newborn next nobody none nothing now of off older one
  only open opened opening opens optional other others our out over overdue own owner owners people person
  persons phone planned please previous print proof pull push put read reader ready reason reasons
  recommendation recommendations recorded refused related release released remind reminder remove removed
  reopen report reported reports required returned review reviewed reviewer reviewers right rows same save
  saved saving screen seal sealed search seat seats see seen select selected send set settings
  several shall she should show shown sign signed since some someone something soon started state still stop
  story subject submit such take taken tell than that the their them then there these they thing this those
  three through time times to today together tomorrow too try turn two unblind under undo unknown until up
  update updated us use used user username users using value values verified verify view visit wait waiting
  waive waived want was way we week weeks welcome went were what when where which while who whole whom whose
  why will with within without work worked would write writing written wrong year years yes yesterday yet
  you your yours
`;

/** Words of a French screen that are no English words, and belong to no name of a place. */
const FRENCH = `
  au aucun aucune aujourd aussi autre autres aux avant avec avez avis avoir avons brouillon brouillons ce
  ceci cela celle celui ces cet cette ceux chaque chercher cherchez choisir choisissez comme compte
  comptes confirmer confirmez contre-audit contre-audits dans demain depuis dernier dernière deux dit dite
  doit donner donné donnée dossier dossiers dès déclarer décrire décès déjà délai délais effacer elle elles
  en encore enfant enregistrer enregistré ensuite entre envoyer envoyé est et faire fait faite fermer fermé
  fiche garder geler gelé heure heures hier ici il ils inconnu inconnue jamais jour jours jusqu la le les
  leur leurs libérer lieu lire lui maintenant mais moins mois mort-né mot motif mère même ne ni nom noms non
  nos notifier notre nous nouveau nouveau-né nouvelle né n’est ou oublié ouvert ouverte ouvrir où par parce
  pas pendant personne personnes peut peuvent plus pour pourquoi pouvez premier première prochaine proposer
  prévue puis quand que quel quelle quelles quels qui quoi rappel reste retard retirer retour revue rien
  réglages réponse réponses sa sans sauf sceller scellé semaine semaines sera ses si signé signée sièges son
  sont sous structure structures suite suites sur séance séances séjour tirage tirages toujours tous tout
  toute toutes trois trop un une va vers veuillez voici voir vos votre vous vu vue vérifier vérifié à âge
  échéance école étape étapes être
`;

const wordsOf = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));
const english = wordsOf(ENGLISH);
const french = wordsOf(FRENCH);

/** Words of the other language in a sentence; elisions and hyphens keep a word together, `{parameters}` are no words. */
function foreign(text: string, list: ReadonlySet<string>): readonly string[] {
  const words =
    text
      .replace(/\{\w+\}/g, ' ')
      .toLowerCase()
      .match(/(?<![\p{N}\p{L}])[\p{L}\p{M}]+(?:[-’'][\p{L}\p{M}]+)*(?![\p{N}\p{L}])/gu) ?? [];
  return words.filter((word) => list.has(word));
}

/** English words in a text that should be French. */
export const englishIn = (text: string): readonly string[] => foreign(text, english);

/** French words in a text that should be English, and signs that stand apart as French sets them. */
export const frenchIn = (text: string): readonly string[] => [
  ...foreign(text, french),
  ...(text.match(/[\p{L}\d][ \u00a0][:;?!](?=\s|$)/gu) ?? []),
];

/** Keys and codes that nobody translated: `case.notified`, `form.field.hint`, `CL_PLACE`, `not-a-key` on its own is a word. */
export function keysIn(text: string): readonly string[] {
  const keys = text.match(/(?<![\w@/.:-])[a-z][\w-]*(?:\.[a-z][\w-]*)+(?![\w/])/g) ?? [];
  const codes = text.match(/\b[A-Z]{2,}(?:_[A-Z0-9]+)+\b/g) ?? [];
  const files = /\.(?:csv|pdf|json|md|ts|org|ml)$/;
  return [...keys.filter((key) => !files.test(key)), ...codes, ...(text.match(/\{\w+\}/g) ?? [])];
}

/** Lines in which `foreign` finds a word, or that show a key instead of a text: what was found, and where. */
export const foreignLines = (
  lines: readonly string[],
  foreign: (text: string) => readonly string[],
): readonly string[] =>
  lines.flatMap((line) => {
    const found = [...foreign(line), ...keysIn(line)];
    return found.length === 0 ? [] : [`${found.join(', ')} in "${line.trim().slice(0, 200)}"`];
  });
