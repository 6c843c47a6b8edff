import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FAMILY_NAMES, FIRST_NAMES } from './malian-names.js';
import { agreementOf, birthBands, likelihoodOf, resemblanceOf, soundsOf } from './name-sounds.js';
import { plain } from './words-in-text.js';

/** One name as papers, registers and telephones write it. */
const SPELT = [
  ['Traoré', 'Traore', 'Traoray', 'TRAORÉ', 'Traoret', 'Traoure'],
  ['Coulibaly', 'Koulibaly', 'Kulibali', 'Coulibali', 'Koulibali', 'Kouloubaly'],
  ['Diarra', 'Jarra', 'Diara', 'Djarra', 'Dyara'],
  ['Keïta', 'Keita', 'Kéita', 'Keyta'],
  ['Cissé', 'Sissé', 'Sise', 'Cisse', 'Cisset'],
  ['Ouattara', 'Watara', 'Wattara', 'Ouatara'],
  ['Diallo', 'Jallo', 'Dialo', 'Djallo'],
  ['Diakité', 'Jakite', 'Diakite'],
  ['Sissoko', 'Cissoko', 'Sissokho', 'Cissokho'],
  ['Sidibé', 'Sidibe', 'Sidibet', 'Sidibeh'],
  ['Touré', 'Toure', 'Ture'],
  ['Koné', 'Kone', 'Konné'],
  ['Konaté', 'Konate'],
  ['Camara', 'Kamara'],
  ['Dembélé', 'Dembele', 'Dambélé'],
  ['Doumbia', 'Dumbia', 'Doumbya'],
  ['Sacko', 'Sakho', 'Sako'],
  ['Bagayoko', 'Bagayogo', 'Bakayoko'],
  ['Haïdara', 'Haidara', 'Aïdara'],
  ['Maïga', 'Maiga', 'Mayga'],
  ['Sanogo', 'Sanogho'],
  ['Guindo', 'Gindo', 'Guindot'],
  ['Doucouré', 'Dukure', 'Doukouré'],
  ['Kouyaté', 'Kuyate', 'Kouyate'],
  ['N’Diaye', 'Ndiaye', "N'Diaye", 'Njaye'],
  ['Aïssata', 'Aissata', 'Aysata', 'Aissatah'],
  ['Assétou', 'Assetou', 'Asetou'],
  ['Djénéba', 'Dieneba', 'Jeneba', 'Djeneba'],
  ['Kadidia', 'Kadija', 'Khadidja', 'Khadija'],
  ['Mariam', 'Mariame', 'Maryam'],
  ['Hawa', 'Awa', 'Haoua', 'Awah'],
  ['Coumba', 'Koumba', 'Kumba'],
  ['Rokia', 'Rokya', 'Rokiya'],
  ['Bintou', 'Binthou', 'Bintu'],
  ['Seydou', 'Saydou', 'Seidou', 'Saidou'],
  ['Moussa', 'Musa', 'Mousa'],
  ['Youssouf', 'Yousouf', 'Yussuf', 'Youssouph'],
  ['Souleymane', 'Souleimane', 'Sulayman'],
  ['Cheick', 'Cheikh', 'Sheick'],
  ['Tiémoko', 'Thiemoko', 'Tiémogo'],
  ['Yaya', 'Yahya'],
  ['Oumar', 'Omar', 'Umar'],
  ['Niaré', 'Gnaré', 'Nyaré'],
] as const;

/** Names that resemble each other and belong to different people. */
const APART: readonly (readonly [string, string])[] = [
  ['Fatoumata', 'Fatou'],
  ['Fatoumata', 'Fanta'],
  ['Fatoumata', 'Fatimata'],
  ['Fatou', 'Fanta'],
  ['Aïssata', 'Assétou'],
  ['Aïssata', 'Aïchata'],
  ['Aïssata', 'Aïssatou'],
  ['Assétou', 'Assitan'],
  ['Aminata', 'Amina'],
  ['Aminata', 'Aminatou'],
  ['Mariam', 'Mariama'],
  ['Kadiatou', 'Kadidiatou'],
  ['Kadidia', 'Kadia'],
  ['Djénéba', 'Djénébou'],
  ['Binta', 'Bintou'],
  ['Rokia', 'Rokiatou'],
  ['Ramata', 'Ramatou'],
  ['Salimata', 'Salamata'],
  ['Mamadou', 'Mahamadou'],
  ['Mamadou', 'Amadou'],
  ['Moussa', 'Issa'],
  ['Oumar', 'Oumarou'],
  ['Oumar', 'Oumou'],
  ['Boubacar', 'Aboubacar'],
  ['Fousseyni', 'Housseyni'],
  ['Sékou', 'Seydou'],
  ['Ibrahim', 'Ibrahima'],
  ['Diarra', 'Diawara'],
  ['Diarra', 'Dara'],
  ['Diallo', 'Ballo'],
  ['Diakité', 'Diabaté'],
  ['Traoré', 'Touré'],
  ['Touré', 'Tirera'],
  ['Koné', 'Konaté'],
  ['Konaté', 'Kanouté'],
  ['Kanté', 'Konta'],
  ['Kanté', 'Kane'],
  ['Keïta', 'Kéïra'],
  ['Cissé', 'Sissoko'],
  ['Sangaré', 'Sagara'],
  ['Sanogo', 'Sinayoko'],
  ['Samaké', 'Samassékou'],
  ['Sidibé', 'Sidiki'],
  ['Sacko', 'Sissoko'],
  ['Dembélé', 'Diombélé'],
  ['Dembélé', 'Demba'],
  ['Ouattara', 'Ouédraogo'],
  ['Camara', 'Tamboura'],
  ['Coulibaly', 'Coulou'],
  ['Bamba', 'Bemba'],
  ['Sow', 'Sy'],
  ['Ba', 'Baby'],
  ['Maïga', 'Magassa'],
  ['Fofana', 'Fomba'],
  ['Dao', 'Daou'],
  ['Guindo', 'Goundo'],
];

const together = SPELT.flatMap(([first, ...others]) => others.map((other) => [first, other] as const));

describe('the sound of a name', () => {
  it('is tried on eighty pairs and more', () => {
    expect([together.length, APART.length]).toEqual([104, 56]);
  });

  it.each(together)('is one for %s and %s', (left, right) => {
    expect(soundsOf(left)).toEqual(soundsOf(right));
    expect(soundsOf(left)).toHaveLength(1);
  });

  it.each(APART)('is not one for %s and %s', (left, right) => {
    expect(soundsOf(left)).not.toEqual(soundsOf(right));
  });

  it.each<[string, readonly string[]]>([
    ['Bébé de Fatoumata TRAORÉ', soundsOf('Traore Fatoumata')],
    ['Mme Diarra née Awa Keïta', soundsOf('Hawa Keita Jarra')],
    ['El-Hadj Moussa Cissé', soundsOf('Musa Sise')],
    ['Fatoumata  Fatoumata', soundsOf('Fatoumata')],
    ['inconnue', []],
    ['X', []],
    ['  ', []],
    ['12/45', []],
  ])('leaves out of “%s” what names nobody, order and repetition', (name, sounds) => {
    expect(soundsOf(name)).toEqual(sounds);
  });
});

describe('two names', () => {
  it.each([
    ['Fatoumata Traoré', 'Traore Fatoumata', 'same'],
    ['Fatoumata Traoré', 'Fatoumata dite Batoma Traoré', 'same'],
    ['Fatoumata Traoré', 'Fatou Traoré', 'close'],
    ['Fatoumata Traoré', 'Fatoumata', 'close'],
    ['Fatoumata Traoré', 'Aminata Koné', 'different'],
    ['Fatoumata Traoré', 'inconnue', 'unknown'],
  ] as const)('%s and %s: %s', (left, right, agreement) => {
    const [one, other] = [soundsOf(left), soundsOf(right)];
    const shared = one.filter((sound) => other.includes(sound)).length;
    expect(agreementOf(one.length, other.length, shared)).toBe(agreement);
    expect(agreementOf(other.length, one.length, shared)).toBe(agreement);
  });

  it('of one birth share a band when their years differ by two, and none when they differ by nine', () => {
    for (let year = 1970; year < 2030; year += 1) {
      for (let off = -9; off <= 9; off += 1) {
        const shares = birthBands(year).some((band) => birthBands(year + off).includes(band));
        if (Math.abs(off) <= 2) expect(shares).toBe(true);
        if (Math.abs(off) === 9) expect(shares).toBe(false);
      }
    }
  });
});

describe('how likely two deaths are one', () => {
  it.each([
    [true, 'same', true, 'likely'],
    [true, 'same', false, 'likely'],
    [true, 'close', false, 'possible'],
    [true, 'unknown', false, 'possible'],
    // A name written wrongly, or another woman's: it is shown last, and not hidden.
    [true, 'different', false, 'unlikely'],
    [false, 'same', true, 'possible'],
    [false, 'same', false, 'possible'],
    [false, 'close', false, undefined],
    [false, 'different', false, undefined],
    [false, 'unknown', false, undefined],
  ] as const)('resembling %s, names %s, same birth %s: %s', (resembles, names, sameBirth, likelihood) => {
    const score = resemblanceOf({ resembles, names, sameBirth });
    expect(score === undefined ? undefined : likelihoodOf(score)).toBe(likelihood);
  });
});

/** What sounds as one among the names of the list, looked through one by one: spellings of one name, but for those under it. */
const SOUND_AS_ONE = `
  traore traoure / coulibaly coulibali kouloubaly kulibali / diarra diara jara / diallo jallo dialo / dembele dambele /
  sangare sangaret / sidibe sidibet sidibeh / diakite jakite / kone konne / cisse sisse cisset / toure ture /
  camara kamara / ouattara watara wattara / sissoko cissoko sissokho cissokho / doumbia dumbia / sylla sila silla /
  sacko sakho sako / bagayoko bagayogo / ballo balo / bah ba / barry bary / dicko diko / diawara diawarra /
  guindo guindot / katile katileh / kodio kodjo / malle mallet / tounkara tounkarra / soucko souko / toumany toumani /
  ami amy / mariam maryam mariame / oumar omar / kadidia kadija / hawa awa haoua awah / bintou binthou / rokia rokya /
  salimatou salimatu / macoura makoura / djeneba dieneba jeneba / coumba koumba / lala lalla / tiemoko tiemogo /
  yaya yahya / zeinabou zenabou / zainab zeinab / ousmane usman ousman / moussa musa mousa / mohamed mohammed muhammad /
  amadou ahmadou / ahmed hamed / abdoulay abdoul / aboubacar aboubakar / boubacar boubakar / bakary bacary bakari /
  ibrahim ibrahime / alassane alhassane / aly ali / amady hamady / arouna harouna / cheick cheikh / seydou seidou saydou /
  sekou cekou / souleymane soulemane souleiman / malick malik / moustapha moustafa / hama hamma / hassane hassan /
  fousseyni fousseini / youssouf yousouf yousouph / bilali bilaly / dede dedde
`
  .trim()
  .split(/\s*\/\s*/u);
const MERGED_WRONGLY = ['kodio kodjo', 'abdoulay abdoul', 'ahmed hamed'];

/** Women of one district, as likely as their names are borne, each written as somebody writes it. The weights are a guess. */
const FAMILIES = [
  'Traoré',
  'Coulibaly',
  'Diarra',
  'Keïta',
  'Diallo',
  'Koné',
  'Sidibé',
  'Camara',
  'Touré',
  'Sissoko',
];
const GIVEN = [
  'Aïssata',
  'Djénéba',
  'Kadidia',
  'Mariam',
  'Hawa',
  'Coumba',
  'Rokia',
  'Bintou',
  'Assétou',
  'Fanta',
];

interface Woman {
  readonly bears: string;
  readonly written: string;
}

function womenOf(count: number, seed: number): readonly Woman[] {
  const spellings = (name: string): readonly string[] => SPELT.find(([first]) => first === name) ?? [name];
  const otherwise = SOUND_AS_ONE.filter((group) => !MERGED_WRONGLY.includes(group)).flatMap((group) =>
    group.split(' ').slice(1),
  );
  const rareOf = (list: ReadonlySet<string>): readonly string[] =>
    [...new Set([...list].map(plain))].filter(
      (name) => soundsOf(name).length > 0 && !otherwise.includes(name),
    );
  const [rare, rareGiven] = [rareOf(FAMILY_NAMES), rareOf(FIRST_NAMES)];
  const pick = (of: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...of);
  // Six women of ten bear one of ten family names, five of ten one of ten first names.
  const family = fc.oneof({ weight: 6, arbitrary: pick(FAMILIES) }, { weight: 4, arbitrary: pick(rare) });
  const given = fc.oneof({ weight: 5, arbitrary: pick(GIVEN) }, { weight: 5, arbitrary: pick(rareGiven) });
  const woman = fc.tuple(given, family, fc.nat(), fc.nat()).map(([first, last, one, other]): Woman => {
    const [firsts, lasts] = [spellings(first), spellings(last)];
    return {
      bears: plain(`${first} ${last}`),
      written: `${firsts[one % firsts.length] ?? first} ${lasts[other % lasts.length] ?? last}`,
    };
  });
  return fc.sample(woman, { numRuns: count, seed });
}

describe('a corpus of names of Mali', () => {
  it('has 3 of 126,000 pairs of different names that sound as one', () => {
    const groups = new Map<string, string[]>();
    for (const name of new Set([...FAMILY_NAMES, ...FIRST_NAMES].map(plain))) {
      const key = soundsOf(name).join(' ');
      if (key !== '') groups.set(key, [...(groups.get(key) ?? []), name]);
    }
    const merged = [...groups.values()].filter(({ length }) => length > 1).map((group) => group.join(' '));
    expect(merged).toEqual(SOUND_AS_ONE);
    expect(merged).toEqual(expect.arrayContaining(MERGED_WRONGLY));
    expect((groups.size * (groups.size - 1)) / 2).toBeGreaterThan(120_000);
  });

  it('of 1,500 women takes no two of different names for one, and misses none that is written otherwise', () => {
    const women = womenOf(1500, 2026).map(({ bears, written }) => ({ bears, sounds: soundsOf(written) }));
    const found = { pairs: 0, bearOne: 0, falselyOne: 0, missed: 0 };
    for (const [n, one] of women.entries()) {
      for (const other of women.slice(n + 1)) {
        const shared = one.sounds.filter((sound) => other.sounds.includes(sound)).length;
        const same = agreementOf(one.sounds.length, other.sounds.length, shared) === 'same';
        found.pairs += 1;
        if (one.bears === other.bears) found.bearOne += 1;
        if (same && one.bears !== other.bears) found.falselyOne += 1;
        if (!same && one.bears === other.bears && one.sounds.length > 1) found.missed += 1;
      }
    }
    expect(found).toEqual({ pairs: 1_124_250, bearOne: 1110, falselyOne: 0, missed: 0 });
  });
});
