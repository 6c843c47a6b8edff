/*
 * Names borne in Mali, in plain spelling: lower case, no accent. Compiled from general knowledge of the country, with the spellings
 * found on papers beside each other; complete it where the screening misses one. [domain 3.0, V21]
 */
const listed = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/u));

/** Family names. */
export const FAMILY_NAMES = listed(`
  traore traoure keita coulibaly coulibali kouloubaly kulibali diarra diara jara diallo jallo dialo dembele dambele sangare sidibe
  sidibet diakite jakite kone konne cisse sisse cisset toure ture camara kamara fofana konate maiga ouattara watara wattara sissoko
  cissoko sissokho cissokho doumbia dumbia sylla sila silla kante kanté kouyate kouyaté diabate diabaté diabaty soumano sacko sakho
  sako samake samaké bagayoko bagayogo ballo balo berthe berthé bengaly bamba bocoum boukoum bah barry bary ba baby bathily bouare
  bouaré cissouma coulou dabo daou dao dakouo dena dicko diko diawara diawarra diarisso djire djiré diombele diop dolo dougnon doucoure
  doucouré doucara drame dramé fane fané fomba gakou gana goita goïta guindo guindot haidara haïdara hamidou kane kanambaye kanoute
  kanouté karembe karembé kassambara kassogue kassogué katile katilé kelly kodio konta kontao koroma koumare koumaré koureissi kouriba
  magassa maguiraga mallé malle mariko mallet mounkoro niangaly niang niare niaré ongoiba ongoïba ouedraogo ouologuem poudiougou
  sagara sanogo sanou sangaret saye sawadogo senou simpara sinayoko sogoba sogodogo songomo sow soumare soumaré soukouna sountoura
  sy tall tamboura tangara tapily tembely tembine tembiné tessougue tessougué thera théra tigana timbine timbiné togo togola tolo
  touré tounkara toumagnon tounkarra wague wagué walet yalcouye yalcouyé yattara yaro zerbo gassama danioko dansoko dansira diassana
  diabira dembaga djiguiba fadiga fongoro goro kampo katileh kida kokaina konare konaré kouma lah ly macalou makadji makan mangane
  marega maréga minta naparé ndiaye diagouraga nientao nimaga niakate niakaté niambele niambélé nomogo pamanta samassekou samassékou
  sanankoua santara sery séry sinenta sidibeh sima sokona soucko souko tandina telly théra timité timite tirera tiréra touloumanso
  toumany traorè wele wélé yara yossi zouboye daffe daffé damba dante danté dara dicko kaba kagnassy kamate kamaté kamissoko
  ag oumarou cissokho haïdaret ascofare ascofaré arby bagna boureima alkaya almahadi attaher
`);

/** First names. */
export const FIRST_NAMES = listed(`
  aminata aminatou amina ami amy fatoumata fatimata fatouma fatou fatim fatima fanta mariam mariama maryam mariame oumou oumy oumar
  omar oumarou kadiatou kadiata kadidia kadidiatou kadija kadi kadia hawa awa haoua awah assitan assétou assetou astan astou assa
  bintou binta binthou bineta rokia rokiatou rokiata rokya ramata ramatou ramatoulaye salimata salimatou salamata salimatu sali safiatou
  safi safiata sira siraba sitan sanata sanaba saran sata sélima selima nana nene nènè néné niamé niame nassira nassara nafissa
  nafissatou nantenin naminata nassoum maimouna mamou mah maham mahawa massaran massitan macoura makoura minata mini mouna
  djeneba djénéba dieneba diénéba djénébou djenebou jeneba djelika djeliba diaraba dado dado djita djouma coumba koumba kankou kandia korotoumou korotimi kourou
  kama kounandi kiatou koura lala lalla lalaicha aicha aïcha aissata aïssata aissatou assiatou oulematou oumoul ténin tenin tenimba
  ténimba tata tidiane tiemoko tiéoulé tieoule tiecoura tiékoro tiekoro tiemogo tiémogo yagaré yagare yakare yakaré yaye yaya youma
  zeinabou zeina zenabou zainab zoumana founé foune farima fily filifing gnouma gnamoto goundo habi habibatou hadja hamsatou inna
  ousmane usman ousman moussa musa mousa mamadou mamoudou mohamed mohammed muhammad mahamadou mahamane mahamadoun amadou ahmadou
  ahmed ahamadou abdoulaye abdoulay abdoul abdoulkarim abdou abdramane abderrahmane abdrahamane aboubacar aboubakar boubacar boubakar
  bakary bacary bakari bréhima brehima brahima ibrahim ibrahima ibrahime bourama bouréima boureima adama alassane alhassane alou aly ali
  alpha amara amady arouna harouna bablen baba babou badra bandiougou baraïma bassirou bassidiki bemba birama birahim boua bouba boubou bou
  broulaye brema cheick cheikh cheickna chaka daouda dawda daoud demba djibril dibril djibi djiguiba dramane drissa idrissa issa issouf
  issiaka siaka sidiki sidi seydou seidou saydou sekou sékou cekou souleymane soulemane souleiman soumaïla soumaila soumana salif salifou
  samba sambou sory sibiri sina sinaly sounkalo sadio modibo makan mady madou madani malick malik mamary mandé mandjou massa massaman
  mory moctar mouctar moustapha moustafa lassana lassine lassina lancine lamine lamina kalifa kalilou karamoko karim kassim kassoum
  khalil kola kodjo hamidou hama hamma hamadoun hamady hamala hamed housseyni hassane hassan guédiouma guediouma gaoussou fousseyni
  fousseini fodé fode famoussa fatogoma fah félix ely elhadji elhadj youssouf yousouf youssoufa yacouba yacoub yahya yoro yousouph
  zakaria zoumana zana zié zie ziè tahirou thierno tidiani tiéba tieba togola toumani toumany oumalou ogobara amadingué
  nouhoum nouhoun noumouké noumouke nianankoro niankoro ngolo zan nci nto bakoroba bokar boukary yapérou yapèrou amaga amono anta
  ambadio atime atimé ambaye apérou bilali bilaly diaguely diadié diadie dioncounda dioukou djibrilla almamy almoustapha attaye intalla
  mossa tenaïcha zahra zeïnab fadi fadimata fadima dédé deddé dicko halimatou halima hamsetou haïdara alzouma
`);

/** Names that are also French words, trade names or short sounds: only a capital in the middle of a sentence makes them names. */
export const ALSO_WORDS = listed(`
  ba bah sow sy ly dao fanta rose ami amy inna mini tata mah safi sali massa zan anta kama koura mina dado dia dara tall lah fah ag
  goro sima baby kane kelly bou baba alpha samba sata sira boua minta malle mallet sina fadi
`);
