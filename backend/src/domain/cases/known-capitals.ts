/*
 * Words that French clinical writing begins with a capital and that name nobody of the case: eponyms, trade names, institutions.
 * Plain spelling. A word that is missing here is marked once too often, which a person then keeps. [domain 7.4]
 */
const listed = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/u));

export const KNOWN_CAPITALS = listed(`
  apgar foley ringer doppler bishop silverman glasgow blantyre mauriceau bracht lovset mcroberts rubin jacquemier kristeller leopold
  hegar bakri kernig brudzinski babinski homans guthrie coombs widal gram ballard farr ambu guedel trendelenburg couvelaire sheehan
  kussmaul cheyne stokes down turner waterhouse plasmodium escherichia staphylocoque streptocoque robson naegele thompson sarnat
  bartholin douglas pfannenstiel misgav ladach credé crede koplik mantoux ziehl giemsa thoma folley kangourou zavanelli woods
  coartem doliprane efferalgan flagyl bactrim augmentin rocephine spasfon lasix aldomet adalate nicardipine loxen cytotec syntocinon
  methergin valium plumpy plumpynut nescafe nido coca internet whatsapp facebook orange malitel moov samsung tecno toyota yamaha jakarta
  djakarta sotrama unicef dieu allah etat ministere direction conseil croix rouge mali malien malienne maliens afrique francais bamanan
  bambara peul peulh dogon songhai minianka senoufo soninke tamasheq arabe maure maternite hopital centre district region cercle
  commune pediatrie bloc reanimation urgences laboratoire pharmacie misoprostol ocytocine oxytocine artesunate artemether quinine
  paracetamol ampicilline gentamicine ceftriaxone amoxicilline metronidazole diazepam phenobarbital dexamethasone salbutamol zinc fer
  sulfate magnesium calcium glucose serum matrone docteur professeur monsieur madame mademoiselle major mere pere enfant bebe
`);
