/*
 * Towns that people of any district name in a story: regions, cercles, communes and quarters of the larger towns, in plain spelling.
 * Compiled from general knowledge; the places of the case come from the database. [domain 7.4]
 */
const listed = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/u));

/** Names of towns and quarters. */
export const TOWNS = listed(`
  bamako kayes koulikoro sikasso segou mopti tombouctou gao kidal menaka taoudenit nioro kita dioila nara bougouni koutiala douentza
  bandiagara bafoulabe diema kenieba yelimane yelemane banamba kangaba kati kolokani fana massigui kadiolo kolondieba yanfolila yorosso
  selingue baraoueli bla macina niono san tominian markala bankass djenne koro tenenkou youwarou sevare dire goundam gourma niafunke
  rharous ansongo bourem almoustarat hombori boni konna sofara sangha kani zegoua loulouni misseni blendio massantola nossombougou
  didieni kolokaniba siby ouelessebougou dialakorodji kalabancoro kalaban sebenikoro lafiabougou djicoroni badalabougou magnambougou
  faladie sogoniko niamakoro niarela medina korofina sikoroni banconi hamdallaye wayerma medine kaboila bougoula mancourani
  sadiola diamou oussoubidiagna mahina manantali toukoto sebekoro kourouninkoto kokofata sirakoro kassaro negala wacoro beleko banco
  sanankoro sanankoroba baguineda tienfala niamina toubakoro boron touba beledougou karangana kouri kignan niena klela finkolo zangasso
  molobala yangasso falo touna konobougou cinzana pelengana sansanding dougabougou sokolo nampala dogofry diabaly molodo siribala
  fatoma soufouroulaye mondoro dinangourou diallassagou socoura ouenkoro baye sirakorola kerouane abidjan dakar conakry ouagadougou
  bobo dioulasso niamey nouakchott korhogo touba bouake kankan siguiri
`);
