/**
 * Words that guesses start with: the usual ones of the world, French ones, and those of this work and country. A password is compared
 * without case, accents, digits at either end and usual substitutions (`@` for a, `0` for o ...).
 */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  `password passwords motdepasse motpasse passe azerty azertyuiop azertyuio qwerty qwertyuiop qwertyuio qwertz admin administrateur
  administrator administration root utilisateur user welcome bienvenue bonjour bonsoir letmein changeme changezmoi secret secrets
  iloveyou jetaime jetaimemaman doudou loulou soleil princesse princess chocolat football superman batman dragon monkey master
  abcdef abcdefgh abcdefghij abcabc aaaaaaaaaa marseille paris france coucou nicolas camille chouchou cheval amour amourtoujours
  famille maman papa mamanpapa mamancherie bebe enfant enfants denba denbadenba demonstration demo test testtest tester
  mali malimali malien malienne bamako kayes koulikoro sikasso segou mopti tombouctou gao kidal menaka taoudenit bougouni koutiala
  dioila nioro kita nara sanankoro sabalibougou afrique africa sante santepourtous cscom csref asaco hopital hospital clinique
  matrone sagefemme sagefemmes medecin docteur infirmier infirmiere maternite accouchement grossesse vaccination pointfocal
  centredesante districtsanitaire directeur ministere ministeredelasante audit contreaudit deces traore coulibaly keita diarra diallo
  toure sidibe sangare kone cisse dembele samake konate doumbia sissoko maiga fofana camara bagayoko ballo sacko
  allah bismillah alhamdulillah inchallah ramadan tabaski mohamed mohammed mamadou moussa ibrahim fatoumata aminata mariam oumou
  janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre lundi mardi mercredi jeudi vendredi samedi
  dimanche motdepassesecret toto tototo titi tata computer ordinateur internet orange malitel orangemali telephone portable
  sunshine starwars whatever trustno shadow michael jordan ashley jessica charlie freedom flower hottie loveme zaqzaq
  qazwsx qazwsxedc asdfgh asdfghjkl zxcvbn zxcvbnm wxcvbn qsdfgh qsdfghjklm azeqsd azeqsdwxc`.split(/\s+/),
);

const SUBSTITUTES: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '€': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
};

function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function lettersOf(text: string): string {
  return text.replace(/[^\p{L}]/gu, '');
}

function isRepetition(text: string): boolean {
  for (let size = 1; size <= 4; size += 1) {
    if (
      text.length > size &&
      text ===
        text
          .slice(0, size)
          .repeat(Math.ceil(text.length / size))
          .slice(0, text.length)
    ) {
      return true;
    }
  }
  return false;
}

function isSequence(text: string): boolean {
  const steps = new Set(
    Array.from(text.slice(1), (character, at) => character.charCodeAt(0) - text.charCodeAt(at)),
  );
  return steps.size === 1;
}

/** One common word, or two in a row, which is one guess more. The own user name is such a word. */
function isWords(text: string, name: string): boolean {
  const isWord = (part: string) => COMMON_WORDS.has(part) || (name !== '' && part === name);
  if (isWord(text)) return true;
  for (let at = 3; at <= text.length - 3; at += 1) {
    if (isWord(text.slice(0, at)) && isWord(text.slice(at))) return true;
  }
  return false;
}

/** Whether a guesser would try this password early. `username` and its parts count as common. */
export function isCommon(password: string, username: string): boolean {
  const plain = folded(password);
  const trimmed = plain.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const substituted = Array.from(trimmed, (character) => SUBSTITUTES[character] ?? character).join('');
  const candidates = [lettersOf(plain), lettersOf(trimmed), lettersOf(substituted)];
  const name = lettersOf(folded(username));
  return (
    isRepetition(plain) ||
    isSequence(plain) ||
    lettersOf(plain) === '' ||
    candidates.some((candidate) => isWords(candidate, name))
  );
}
