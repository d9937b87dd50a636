// Made by Tests/Peers/letters.py from Unicode's CLDR. Do not edit.

/// For each language its letters beyond ASCII: how many there are in 10,000 letters, and which letters stand
/// before and behind each (`-`: the edge of a word), the frequent ones before the bar; `?`: not known.
enum Letters {
  static let tables: [String: String] = [
    "de": """
    ü 90 st-r|jmbapgflzehnk drs|kt-mnacbile
    ä 56 l-mdr|wfgnthbeps nitrgl|h-smcq
    ö 44 rzn-k|htjmlsgdaibep snr-gl|iemat
    ß 31 ? ?
    é 2 hinr-|tsldambegcpuwkvo r-nsl|iatecmuhdokg
    a n-rl|mstidkgucbyp
    b aeiuor|l-y
    c h|aeo
    d iae-o|ush
    e rn-sl|itmaudck
    f raiotu|eg-lä
    g aouei-r|hlsy
    h -eai|our
    i sn-e|tarlckbgd
    j aueoi|kü-
    k aio-u|erhskw
    l aie-ou|tlngäk
    m aoeib-|up
    n -igade|tosn
    o n-rls|mtwkugp
    p aeoiu|rht-l
    q u-oai|tyqsen
    r i-aeo|udtsgkmrb
    s cia-|etosklhu
    t aie-so|uhrtl
    u rn-ast|lmiekgdbpc
    v eiao|-
    w aeio-|sänhk
    x i-eb|htasn
    y a-er|oplusminkdg
    z aei-ö|ounyhl
    """,
    "fr": """
    é 190 -nmrht|dilsbpugvzac -reln|tsmgodacpq
    è 40 huivrtmn|lsdy-a n-rgq|stcdzal
    ê 22 imn-|rultsadbéehgpvoc -ntmrs|alieuo
    à 20 -mrnl|tbsiahcgdukepowyv n-ril|mtaskdoguecbhïy
    ç 12 n-ai|touers aho|-ierunl
    ô 8 chdr-|ntmlagbsikpoe -ntur|lamisoegvk
    ë 8 ian-r|ultsmdbéehgpvoc -nlrs|aitemuo
    ï 6 aoe|runl-t -tnedr|qalbwscmg
    â 6 rnah-p|mltbsicgdukeow n-trg|hiylqmaskdouec
    î 6 rh-ta|mnlsdobueivk -lnes|atrcoi
    û 5 ogaq-|rtlensbihdjmkcup -raeln|itsmgbdckouv
    ù 3 oaqg-|rtlensbihdjmkcup -raen|itlsmgbdckouvp
    œ 2 ? ?
    ü 1 o-rbaq|pgtlensihdjmkc r-aesmk|nitlgbdco
    æ 1 ? ?
    ÿ 1 a-ne|isolrutgmbdkh a-eor|ipnulmstgcdk
    a n-rli|mtksdgïucyb
    b aoieru|l-éy
    c haoi|-eru
    d aioe-|juéhrg
    e -nrs|lmtu
    f riao|u-eglét
    g aour-ei|hnlybé
    h aioe-|éurtn
    i ens-|trlcaqbogmdk
    j auio|-ek
    k a-oih|eru
    l aie-ol|utgé
    m aobe-i|épu
    n -agide|tonécs
    o un-rl|mstivgk
    p aoei|uhrté-l
    q u|-aio
    r iaoe-|utdégmrsbl
    s -aiteo|hsuklrcé
    t aioe-h|urscét
    u re-an|tlimsgbdckvp
    v iaeo|-énèr
    w aie|-oéshkn
    x -ieb|suthéan
    y a-eor|pulimns
    z aeioé-|unbysl
    """,
    "es": """
    ó 80 itclmrn|gdsbpv-wa n-rlt|pbdsam
    í 75 rlntd|uasc-hbvko -nas|rtgoldbm
    á 60 tm-rnls|diybkcuhp n-ir|tusdplfam
    é 45 ndmlr|ucptsbhk-aiov s-|nilrtam
    ñ 31 eai-|ou oa-i|egdts
    ú 20 trgbl|c-ahpmnkiedjsz n-lar|bezis
    ü 2 g-rap|sbtlnkiceodqhjm rae-m|kníisltgcdbo
    a -nrl|mstdkgicbuy
    b auioer|l-
    c aohi|er-u
    d aioe-|uérí
    e -nrsl|tmcagivñdk
    f irao-eu|lgn
    g auor-ie|hlb
    h aioe-u|nl
    i na-c|rstoldbegmpk
    j auo-ie|n
    k a-oiu|ehrtsw
    l aie-o|ultíg
    m aoeb-i|uápés
    n -oagdiet|scéu
    o -nrs|lmtvgk
    p aoeiu|-rhclté
    q u-i|aoq
    r aieo-u|tgdírmscb
    s -atieu|olhkc
    t aioe-|uráhs
    u ra-en|siltmgcdbkpv
    v aieo-|nld
    w ai-oe|rskhnuc
    x -ietba|sumhno
    y a-ioe|rulánck
    z a-eio|hulbyzn
    """,
    "pt": """
    ã 73 tmrl|nsgidpçcb-vj o-|nrli
    ç 53 -anioí|uers aohã|i-áeru
    á 40 tr-mlnbd|ipcuvgo -rlsb|gntdpvzucf
    é 34 nmrht|ls-bpguadiov -rslm|tcnagudvqxfi
    ó 30 ctring|sblmdev-a r-stvpln|gdbfqam
    í 30 rluants|-gdhmvio nscabpt|gvl-dçromk
    ê 25 ndulm|tcri-ovs sn-|rmla
    ú 15 rlie|btcnah-gpmqso nlrsca|-tiedbmg
    â 15 tlg|mzrcsbu-idna nm-|rliast
    õ 10 iç|lsnmhrtp e|
    ô 10 dtlnm|cr-iagshbopãek n-m|rslatoiue
    à 5 -imnr|tlcsabgudhoepkv -nrl|iasmtducogekb
    a -nrl|msitdcguk
    b aiuoer|l-c
    c aohi|eur-
    d aioe-|uêrj
    e -nsrl|itmgcad
    f iroae-u|l
    g auore-|ilbh
    h aioeu-|ntrlmké
    i a-nc|trsoldmebg
    j auio-|en
    k -aouie|hrtws
    l aie-ou|ltí
    m aoe-bi|upé
    n oa-igdet|shcê
    o -nrs|lmtvug
    p aoeui|-rhclá
    q u-|ioae
    r iaoe-|utgdrmsc
    s -atie|ouhlsck
    t aieo-u|rshãá
    u ra-ein|lstmgcdbzkpv
    v iaeo-|nld
    w ai-eo|shnruck
    x e-ioab|sutmh
    y -aeo|rlmiknu
    z ae-iu|hlbyzâon
    """,
    "it": """
    à 50 ti-nm|rlacbsgdhuekopvwy -nr|liamtsogdceukb
    è 26 ns-lrt|maidcghbevopuk -nsra|ltiomecgduk
    ò 20 ncr-t|laigmsdbohekpv -nr|lasmtoievguck
    ù 15 r-agt|lbonsihekdcmpju -arn|sltiemgdcobkpu
    é 10 mrnsh-|ltaidcgbevopu -rlnsm|atioecgd
    ì 10 rn-alt|sdhgcbmeivokupfz a-nc|tsroleigbmduk
    a -nrl|mtsidgkcbuy
    b aiouer|l
    c oahie|cr-u
    d aeio-u|
    e -snrl|tmgcadi
    f irao-|ueg
    g aoiuer-|hnl
    h aioeu-|tnm
    i a-nct|srloebgdm
    j auoi-|ekdbpj
    k a-iouh|ersw
    l aieo-lu|tg
    m aeobi-|pu
    n o-aigedt|cnu
    o -nrl|msvtguk
    p aoeiu|r-hpl
    q ua-o|ityqne
    r iaoe-|utdgrsmck
    s eait-oh|suclk
    t aioe-u|rhts
    u r-ans|ltmgdiecbkpvz
    v aieo|-n
    w aie|-onskr
    x -iebstu|haonr
    y a-eo|urmlicgdk
    z aie-|zounbhy
    """,
    "nl": """
    ë 10 ia|esn-rdol -rl|nmseai
    é 8 mhsrl|ne-doiatgbk -rnla|msueitkdo
    ï 6 ae|rulon-tshdbmkv tsnrea-|lcd
    ö 3 rtk-|nmasglhdboeicp e-nlr|bsamuotikgv
    ó 2 il-cr|ntmasgkhdboep n-re|lsamuotikgv
    ü 2 nagopr|-ztlbedhsicjkmy rs-ank|ieldtmgbco
    è 2 sne-r|dolihamtgbkpvucj -nrse|laitmkdoguc
    á 1 mlba-|rntiskhegdcupowj n-ar|lsmitdekguohc
    í 1 rnhl-at|esdbmkviugcpo -asno|etlrcdijëbgmk
    a n-rla|mstdkiguhby
    b aeoiur|lh-
    c hao|ieu-r
    d ea-io|usdhzj
    e -nrsle|itmkdag
    f ario|eug-tsdf
    g aoue-ir|hdy
    h -aeio|utnr
    i sn-at|lerëjcdbgkm
    j aeuikon|s-
    k a-oies|hrukl
    l aie-o|ulsgt
    m aeobi-|usp
    n -sdgaei|tocy
    o n-rel|msutovkgp
    p aeoiu|rth-slv
    q ua-ot|iyqen
    r iaeo-|usdtkgmrl
    s -ecati|ohjlsk
    t aio-se|uhrt
    u r-ans|ildtemgkbcpw
    v iaeo|-nld
    w aei|so-hk
    x e-ib|thans
    y a-euor|mplincs
    z aiej|ow-ubn
    """,
    "ca": """
    à 60 itl|-umecgrdbozs -nr|ltmsb
    è 40 ndlru|tvmbgcxf-iasp sr-|nltc
    ó 40 itplmc|sbr-nagdhk -nr|vlmsatui
    í 40 rltn|-usdahomvkgpx -ntsal|bvrogpfimdc
    é 35 mrl-|upnhxytiasdbgce -rmnlas|qtiegu
    ò 25 tdlmcgsi|rnbpe-vfwah nrltps-|mvqa
    ú 15 ragkd|tbs-mpxyloieqn -sn|iarlmbetg
    ç 15 -aineo|sur ao-u|ihern
    ï 8 ar-uen|ltsdmbhcvikgo ns-a|cftrlàeoibmdgu
    ü 4 g-r|aienjptblsoqkhcd er-la|mkníitsgdc
    ñ 2 ai-oe|unrsàt -aigdet|ocnsèuylr
    a -nrl|mitdskgucb
    b aiuoer|l-
    c a-ohi|eruà
    d aie-o|uèjr
    e n-rsl|tmgaucid
    f irao-|euglèn
    g auo-re|ilhàbü
    h aioe-u|rnmt
    i -nac|tàrslebdgpmxo
    j auieo|-àn
    k a-iohu|ersw
    l aie-ol|utísgàè
    m aobei-|puà
    n -agidet|ocèys
    o n-rlm|stvugkco
    p aeoiu|-rtlcsh
    q u-a|itd
    r aie-o|utdsgrmílc
    s -aite|ouhslck
    t a-ioeu|rshxà
    u r-an|etislgdmcbkpàv
    v aieo|-èndà
    w aie-o|skhnu
    x i-ae|utkobèsm
    y -aoe|rinl
    z ae-i|uhàobnslz
    """,
    "sv": """
    ä 180 lvmkr|jt-nfsge nsr-|tlmg
    å 134 rlkh-m|pntsaibgd k-lgnr|samitd
    ö 131 -srkhnt|lfduaeym ansgr|-liupb
    é 8 rmhl|aknpi-ytdsgbv -rnmsla|iutk
    a -nrl|mtdksiguy
    b aoueir|ly
    c haekoi|r-uy
    d aieo-s|uhjzr
    e nr-slt|maikdgc
    f oria|etug-löfä
    g auoe-ir|hslyt
    h aioeu|-ntwmör
    i sn-|tealrkbmdgc
    j auie|ok-dä
    k a-io|eurth
    l aieo-l|usätgd
    m aeobi-|ups
    n -sagdie|to
    o nr-lm|stvkuga
    p aeoiur|t-hp
    q ua-|otyqisn
    r iae-on|udtsgkrmb
    s kiat|-oyhelus
    t ai-eo|urshtyj
    u r-anls|tmiekdgbpcz
    v aieo|ä-dn
    w aie|o-sk
    x -ieba|thsnk
    y a-sdr|eopmlnuik
    z aiej-|uobn
    """,
    "da": """
    å 119 -rmp|lntskibahgduecwyvo ln-sdr|mikatgueob
    ø 94 -srhnek|ltujfa esn|jirldbv-a
    æ 87 rmf-|neklghais nsrkil|t-a
    é 4 n-ril|tdmskabgveuhpcoy -nrsla|tikmeogdub
    a n-rl|mtskdigubyph
    b aoieur|l-y
    c hao-e|uir
    d aei-os|udhkj
    e -nrsl|tamigkd
    f riao-|etulgfæ
    g aou-er|ihlysnkb
    h aioe-u|tnm
    i sn-a|terlkbdgcm
    j auieo-|kdtb
    k -aio|eruh
    l aie-ol|udstgy
    m aeob-i|us
    n -sgedai|tocy
    o -nrlm|stvugko
    p aeouir|-hty
    q u-a|ioq
    r ia-eo|udtsnkgmbr
    s kiat-|eohylus
    t ai-eo|uhrsyt
    u r-ans|ltmeigdbkcypv
    v aieo-|nrl
    w aie|-oskh
    x -ieb|stumhvan
    y a-edsr|ompnkluig
    z a-ie|uhjolyz
    """,
    "nb": """
    å 153 r-m|ptlisknbgahdeu kln-s|drmitaeug
    ø 93 s-rhk|njfietlud yrs|nldb
    æ 19 fetg-a|sinkrolmu rl-a|sienkotmu
    é 3 mrkhl|n-tsiadvegb -rmlna|sutike
    ò 1 rkt-lnm|sgadbhiepocfj -nrlsm|aktivuegod
    ó 1 ilrck|t-nmsgadbhepo n-r|lsmaktivuego
    a n-rlm|tskdigubyhp
    b aiouer|ly-
    c haoe-|iruk
    d aie-os|uh
    e -nrsl|tmkaigd
    f rioa|etu-glføæ
    g aoue-ri|hy
    h aioeu|-tnrølm
    i sn-a|trlkebgcdm
    j auieo|kd-b
    k -eaio|rhu
    l aieol-|ustgd
    m aeobi-|mus
    n s-egadi|toy
    o n-rlms|tvkuga
    p aeoiur|-tpslh
    q ua-o|qsienkr
    r ia-eo|ustdkgrmb
    s kiat|-ejohslu
    t aie-o|surhyt
    u r-ansl|timegdkbpcv
    v aeio|-sn
    w aie|o-skh
    x -iebh|asnkro
    y a-esr|olmpuintk
    z aie-ou|jnlhy
    """,
    "fi": """
    ä 358 ltn|pjmäsivrfe-a i-nsr|äkjlavmt
    ö 44 ktr|inm-aöglshdbjope -nkl|trpbisaämövou
    å 5 mli-nar|tskbgeuhdvpjo n-lira|mtksduegobh
    š 1 tai-|uknmeo aieuko|t-nmg
    a n-lri|matkdsgbh
    b aiueor|lhy-
    c haoe-i|rutkm
    d aieo-žu|hjry
    e nr-lt|smaeikgu
    f raiou|eg-lä
    g aouie-|rlhyk
    h aioeu|-tmjnl
    i n-ast|lrkiebmd
    j aouei|äk
    k aio-ku|esrh
    l aieul|o-ätk
    m aeobiu|-
    n -eaig|tdsokn
    o n-rlsm|ivtkuoghp
    p aeiou|rt-hälp
    q ua-t|oqine
    r iaeo|-utjskdgmb
    s ait-ek|osluhpy
    t ai-euot|šshr
    u rn-asi|ltuekmgdbpov
    v aieo|-uän
    w aieo|-skhn
    x -iebath|nro
    y -arep|lkmyionshu
    z aieo-u|bnghz
    """,
    "is": """
    ð 300 iurafæ|yýó u-i|ealbvhfskí
    á 180 mlhtj-|snpkrzbgf l-rs|kgíndeþmtz
    í 157 rsntla|bdv-kgmhfp s-ank|trlbgdvem
    þ 120 -eóáaríg|snk ýeí|j-asnrk
    ó 99 ktgdsrljb|mp-nah -lnmsr|vtkag
    æ 87 vrsn|pfkltdh-a nrð-sm|jga
    ö 80 thrm|pkbldfvn-ags nfrl|-kgsamt
    é 65 rtsn|-lmavbkdghpe rk-slnt|uyaimge
    ú 61 rbktsl-|jpndgm r-nsal|kgmtdbpve
    ý 23 þneslk|a-dgtr srja-p|nðgeó
    a -nrl|msktdgíb
    b aeoríú|-luói
    c ha-o|eiurkldpy
    d a-eíi|osójúru
    e snr-yl|timkgv
    f roa-ií|unðeslgúóæ
    g a-oeruv|íóiyslúbh
    h aeoi-u|íánlörmk
    i n-slt|raðkmbdpefv
    j auóe|úi-íoá
    k a-ut|oiórúeísk
    l aei-ls|íuoúótdkg
    m ae-bo|iíáósu
    n -dsgae|tíionk
    o rn-sl|mktugvj
    p ae-o|úuíhóristdp
    q u-tia|eoyqsn
    r -aíse|iúotgkndbmró
    s ka-t|eíijsluúhnvó
    t -aíe|oiúusórthny
    u r-n|samlðtcgieb
    v aeíi|o-æn
    w a-ie|snrklouvhpc
    x -ebípast|nrmu
    y j-ares|mploiudck
    z a-hi|rmázwnelouy
    """,
    "et": """
    ä 110 älpm|vnta-ejirfskb rnä-|ehlatim
    õ 100 lpktd|mgvhrj-oazõn urh-|nlzmkgtvbosšõa
    ü 75 -üstkl|arbjpnuzg rühls|a-mknptdšuf
    ö 20 röklts|-omangdhbipev n-lör|bosmaitukvg
    š 3 t-ai|urnkem aieou|ktv-n
    ž 2 d-a|oluenõi aie|uk-ogbpjs
    a -nral|mdtkishgubvp
    b aiouer|lh
    c aho-ei|urklf
    d ia-oežu|hrj
    e -nrles|mtikdavg
    f aroiu|-egnltk
    g aiour|e-lk
    h aioeu|-jthnm
    i -na|irstldkbm
    j aueoi|ü
    k aio-eu|rsht
    l iae-oul|õtd
    m aieob|-us
    n iag-det|okjnus
    o -nrlosm|vtkugd
    p aieour|õhät-
    q uiaeo|q-nr
    r iaeo|-utdgksbrm
    s aiet-|okuslhb
    t aiešou-s|hrt
    u -rsnau|ltdmkgibev
    v aieo|-
    w ai-e|snkh
    x -bersuv|aino
    y -aero|lumidw
    z ai-e|snrolumüõz
    """,
    "lv": """
    ā 380 trmvgd|lpknbijszž nrlņ-|tdmgcļskvbf
    ī 180 rtlnsd|-zpžķvmkbgčc nrb-vz|ltdcekpj
    ē 170 vgntrm|bk-jlaiuhzsdp rnlģz|-tjņmvš
    š 110 e-a|iurkgn ua|oi-evtkrs
    ņ 60 āai-o|eēzuīdj uae|iosdgēš
    ū 60 rljp|žtmiačnkbgņeš- rn-tskd|lmibvpšaf
    ļ 50 eāa-oig|ubēī uai|skģnmdreljf-oņ
    ž 40 d-|aluoāi aiuī|oāūbe-jhē
    č 20 -ain|eumārbl iaeu|o-īūv
    ģ 20 ē-naļ|euiro iuao|r-veālsn
    ķ 20 -aei|rēsnout iīaeu|ot-rs
    a -snrl|mktidujgbv
    b aueoir|-lā
    c -iuea|hsoflvpīn
    d aižeuo|-āsrī
    e nšr-l|msijtvkdļc
    f ria-ou|eg
    g aourv|iā-elēb
    h aoiue|-mrlsā
    i jen-s|krtdlbgmpv
    j aue|oi-ū
    k aoui|rse-āvh
    l aiueo|stā-kdbm
    m aeboiu|ā-sp
    n adgiu|teosk-v
    o nr-lms|tkvgdp
    p aeoi-uā|rhīltūjv
    q -iuea|nsroltkm
    r aiueo|tād-sbgkīmv
    s -atie|okulv
    t auioeā|sr-kī
    u -r|nmsgalktdb
    v aie|āuoē-
    w -are|ovpciun
    x b-usrtmvp|aineo
    y -u|irolmdbpcwa
    z iaue-|īrāobvsljhēņ
    """,
    "lt": """
    ė 150 nmrvlp|dtbjgi -jsn|rtl
    ų 130 inrtklj|dgbsmz -|
    š 130 -aik|ueoynr tai-uv|oekųmynr
    ž 80 d-ae|uoliy iaeou|y-nųs
    į 60 ranls-t|kvčdmiebogzjpu n-sja|ųkertolidmubg
    ū 50 bdgpratckj|nm-žsil rnzs|k-galtmi
    č 50 e-ia|unmob iae|uho-ų
    ą 50 sn-rkmt|jlaivbgdpouhe s-nr|liamktduogjbv
    ę 25 i-srn|ltvmadbkpjgouh nrlsi|-atčmkgdozvub
    a sn-rl|miktdugjv
    b auioer|ųl
    c hia-e|ūofkuų
    d aoiže|uų-rėy
    e nrls|čtimkg-dzvba
    f aior|uųg-
    g aoriv|ųeu-lt
    h aioeu|mų-rst
    i njs-ų|ketralodbmu
    j aouų|ei
    k aoi|uųres-v
    l iaoe|uųtbs-kdy
    m aobie|uėų-p
    n aidgoų|te-kės
    o s-nrl|mvtkgj
    p aoeiur|ėt-lsjū
    q ?
    r aioeu|ųtdkmgb-sė
    s -ai|teoukl
    t aioueų|rs-
    u rsn-kl|tamdbgjvpozi
    v aieo|ė-
    w a-ioec|snrkt
    x bai-|snorektlumų
    y rsntv-|lmgšaokdzujbpžw
    z iaųeo|b-nruy
    """,
    "pl": """
    ł 210 osa-óuw|zgy ouan|g-tmdykp
    ó 110 pgirnk|jtc-madhslb włr-n|lsakmt
    ę 100 iwjnż|-rltmsabdzkp t-gzcr|nlasimkdj
    ś 80 -o|jńeuairlk rknw-l|actiezo
    ą 80 il|-krmtnsawbgdzeujhp -żsdn|rglamiktńcju
    ż 70 du-|ąocsayei ayieu|k-ępmgndo
    ń 50 aoie|uy s|-a
    ć 40 -aei|nyoursmk hkza-e|inuoyrjsl
    ź 9 dcs-au|eiornyk an-eiky|oujtrws
    a -nrl|mńtdkscjgiuw
    b aeouir|l-s
    c hkzae|-iuyjnor
    d aoeyi-nżzu|
    e -rnl|smtcdjakgzw
    f riaou-|egl
    g aoiur-|ewhkb
    h aoie-u|rtmn
    i -ena|rsjlkotbcd
    j sau|-eoni
    k iao-|urse
    l aiesu-o|ltkn
    m aoibe-|us
    n ia-gdeo|tycuksn
    o -nrwl|smtkdńgcłpa
    p aoeiur|só-hlt
    q u-ao|qiksner
    r aoieys-|utdmklgb
    s kat|z-eoiyu
    t ao-eiyu|rhs
    u r-nas|dmltgkcbiepz
    v iae|-noudp
    w aieoys|-nł
    x -bisr|uvakneo
    y j-c|aknltrmsezpowń
    z aekyin|ouj-tw
    """,
    "cs": """
    í 327 nrltž|čřmvpc-zsdhk -nr|kšaljbvsc
    á 223 ktr|nmvdbhlpug-zž -nl|drtmšzk
    ě 165 nmbvt|-irlsa lmnrs|k-tjvcža
    é 135 kn|mvdrltz -|nsmrldš
    ř 121 -tao|hebupik eíia|so-šutn
    ý 107 k|vntlmd -|cr
    č 94 -iea|múonyu teian|uíhko-
    š 82 nrjtl|d-amkubigozž t|ake
    ž 72 d-nau|lieo iašíá|ns-eu
    ů 56 dtcka-r|gblonsijmphe -vran|smtlikgebšdzc
    ú 15 -salrh|gtbdcykon dčt-nr|mazuslikg
    ň 8 ai-e|oáun a-os|digšten
    ť 5 š-a|snioerutkl i-a|oesušrnáthk
    ď 5 an-|ierouátl ao-i|žesšnuárt
    ó 4 rkgnlh|ict-mdasbp n-rdst|ošlvamkui
    a -nrl|mtdjksugibp
    b auoeir|lšás-
    c hkaei|-oru
    d oažie-šs|uánh
    e -rnl|tmsjdvkcagyz
    f raiou|-egšé
    g auor-e|išhylá
    h aoie|-uámnrštl
    i n|-ectsjlrkbadg
    j sšaue|i-ontá
    k ýoéáa|-iurešy
    l aioesu|-šltb
    m aobe-|isšuáépy
    n a-sgd|šioetí
    o -nrvl|smtkudgap
    p aoeiu|ráts-ílšhv
    q ua-oq|nitksre
    r aiošesu|-tdámkbng
    s kat|-ieolu
    t iao|-eušsáhr
    u rn-a|mlstgibzkšdcepv
    v aieo|áy-ésýšníě
    w aioe|s-knruš
    x i-bto|uhan
    y -ar|epoklšmzscni
    z aeioš|snyá-urlbéíj
    """,
    "sk": """
    á 180 knrtv|mdzbluphjge -nl|trdpmb
    í 120 rlčntz|-pmžfvdk n-rl|kbcjvzsad
    č 110 n-jrtl|dmbaighk it|eaní
    š 100 -auiez|noyžárél takv|si-epoť
    é 90 knmrv|dtlbphgz -nrz|mdclčša
    ž 90 dua-|nleoií iasn|íšu-áčhdep
    ý 90 kn|vtsd -|cr
    ú 80 -ctkrmg|liabsnoj znčrs|-mtaligk
    ľ 50 oa-e|uábidčsln as-oiu|kbejšlčnt
    ť 50 -šsani|oreučlktá -iao|esurčnhkátl
    ô 20 knr-t|mlhdasgbpioev -nrvl|samktdiuogbe
    ň 20 i-ea|oáun a-o|sgdiečtn
    ó 15 kidgrtn|lphc-šm nrp-t|dmgzvlws
    ä 15 vn-|mkrlitasbghudpo -tnr|lmaiksdjuog
    ď 15 a-n|ireouls ao-u|ižesnčráy
    ĺ 3 a-oei|sulnákrbtg ai-oe|sulčntkmbrdy
    ŕ 2 a-eou|ibktgnrsf ai-eo|suntčkdmrbgáíl
    a -nrl|mdtjksguip
    b auoier|-člsáy
    c khae-i|orúuy
    d oa-žies|čunáyh
    e -rnl|smtjdgkvbcya
    f raio-|uegín
    g auo-ri|ečhlybkó
    h aoie-|urlmnčá
    i n-a|trsclekjbdg
    j saču-e|oiná
    k aoýá-|éeyiur
    l aioe-us|čltyínb
    m aoeb-|ičsuéá
    n a-sgd|čeiotá
    o -nrvl|smtkdgub
    p aoeui|-rhtásčílvc
    q u-aio|qn
    r aieous-|čtdmkáínbg
    s kat-|oeilu
    t iao-|eusrčháy
    u r-an|lmsgtidbkezcšvph
    v aei-oá|sénýčä
    w ai-e|oksnu
    x -ie|ostmbhpan
    y -|arepmokldcšn
    z aise-á|šíynluorbjčhzé
    """,
    "hu": """
    é 380 nvm-s|bdzphrgltk znrgs-l|mtkdcp
    á 370 trzvm|slgndhjk-pb nrgl|dktzm-jvsb
    ó 105 -kgrti|dabsnhzvml -np|ilmsfrtvdecak
    ő 90 ts-|zrfmlgkndabhpicoe -nsrki|lmatvugo
    ö 85 rkztg-|flmnda rlngzs|k-ebvupma
    í 55 lrk-zm|sdtagnvcpó rn-b|tvklamdcoz
    ü 55 -rtzm|kbsajgplfnio rlskza|-mgnite
    ú 35 rat-p|jhgclkbsniodze rndzs-a|mtpjilegkb
    ű 20 ra-gl|kbtsniodjzemhpc s-arn|ilmtegkbcdvzo
    a -nril|mtskgduhjbp
    b aiueor|-lé
    c sahi-oe|urk
    d a-ioez|uáóé
    e -rnlt|smgiakvdc
    f aorie-|ugláö
    g a-oui|reyáhólb
    h aio-e|uánrtéms
    i -na|strklgbcdem
    j aeu-o|iánrmzdbcv
    k a-oiu|erótks
    l aie-oul|tsgádí
    m aoe-bi|áuép
    n -gaidt|eyocéu
    o nr-lsm|tkvgud
    p aeoi-u|ráhét
    q u-ia|oqn
    r ia-oe|ustágdmbk
    s z-ai|eotuhás
    t -aioeá|uhrtsl
    u r-asn|lmigtebckdv
    v aieá-o|é
    w ai-e|oskhnuácv
    x -ieba|stumhn
    y -aeio|sluh
    z ai-tseá|okuln
    """,
    "ro": """
    ă 200 nzct|rldbs -|
    ş 130 a-iue|onr it-ăak|oumegchl
    ţ 110 a-eionu|rspă iake-|ăourh
    î 80 -trnal|hdsbeicmvgkuo n-ar|ctlesiobmugd
    â 60 mgksf|i-rnltacbehud nrz-|liamts
    a n-rl|mtisdkgucbh
    b aoiuer|-l
    c ahoăei-|ru
    d aieo-|ujrăgh
    e -rnzl|satemicgd
    f iaro-e|uglâ
    g aou-eri|hlb
    h aioe-u|nmt
    i an-ct|rlsebmdgpouv
    j auio|-ekn
    k a-ioueh|rstmyw
    l aie-ou|ltăgs
    m aeob-i|up
    n -ăaiegd|tocu
    o -nrlm|stvukga
    p aeoiu|-rthl
    q u-ai|eoqn
    r iaeo-|utgdmcăs
    s a-tieou|chlkrw
    t ai-eou|rhăst
    u r-anl|stmiegcdbkv
    v ieao-|năld
    w aie-o|skhn
    x -ieb|rtusmhvan
    y a-eo|iurlnmcgk
    z ă-aie|ouh
    """,
    "hr": """
    č 110 i-aoe|run kaein|u-hjo
    š 100 -aeirun|jol keat|vi-rpum
    ć 90 -iaen|uorksmt aih-|neorukst
    ž 55 duo-|irlae ian|e-ugjo
    đ 35 ai-|nksoretlum ai-|nksoretlum
    a -nrl|mtdksjguipvh
    b auoeir|l-j
    c ahi-eou|rkvf
    d aio-es|nžur
    e -nrl|tsmjdzvkaigbš
    f riao-ue|gl
    g ao-urie|vlbh
    h aioeu-|rnmts
    i -nj|srtlkbcčapd
    j aseuo|-i
    k iao|-uer
    l aieou-s|ljt
    m aoeb-i|sup
    n s-aigdo|etjc
    o -nrl|smvtkguza
    p aoeisu|-rhl
    q u-iao|qnks
    r aioes-u|tdnkmg
    s kta-|ioeluhr
    t aoi-se|urh
    u r-nas|tmldgkebpczžvij
    v aieo|-nsl
    w aie-|oshnkuvcy
    x -ibaetmh|nksor
    y -aeor|uikmnl
    z aie-o|nlurbhz
    """,
    "sl": """
    č 120 š-|ai i|aenu
    š 100 jnrai|e-ltomvdub čk|ai
    ž 70 dui-|lorae aine|u-bdjgp
    ć 8 -ina|ruoekmdltb a-ieho|unkrvldft
    đ 2 ? ?
    a -nrl|mjtdkvsšg
    b aeuoir|l-sš
    c aei-ho|ukrvfl
    d aoie-ž|nusšr
    e n-rl|jmstvšzdkbga
    f irao-eu|gln
    g aorui-ev|lbš
    h aoie-|urnms
    i n-j|rtslkbšad
    j ašseu|-io
    k iao-|eruv
    l aioe-u|slšjtng
    m aoeb-i|sšup
    n a-isšgd|oetj
    o n-rvls|mtkdgšup
    p aoeiu|r-stšl
    q u-aio|qn
    r aieou-|šstdkmbng
    s kat-i|eolur
    t aio-eu|sršv
    u rn-a|lmtdgkjsbžezšvicp
    v aie|os-šnr
    w ai-e|snokruvhc
    x -birstum|ano
    y -eora|ikumdvw
    z aie-|nlohubdr
    """,
    "tr": """
    ı 400 srkt|lgnmzdh -r|zlskp
    ü 180 gktls|d-rbcnmyapçz rks-n|mcbşatdpç
    ş 170 -aei|ounürkıy a-eitçko|munı
    ğ 110 ao-ni|reul oa-ui|rıde
    ç 110 -tka|spşeuinhçmb aei|uço-y
    ö 80 -rktgb|mlandshpieo nlz-sr|bmatkviguoe
    â 3 -rm|nltkaycbsigdvhueçpo -nr|lasmtkidyegobucvhp
    î 1 rlastn|-khdmebviugopcç -nas|rlktecmiydobgvu
    a -nrl|smtkdygvihpbc
    b aeuoir|l-
    c aeh|io-u
    d aio-eu|rh
    e -rnls|tmkyzvidc
    f arioe|ul-kg
    g aou-ri|eühlcı
    h aioue-|nrtm
    i -ns|klrtacymdbegv
    j auio|ek-bgyj
    k a-oi|eurçsıhüy
    l aie-ou|lmtcy
    m aeob-i|up
    n -agdice|toyusk
    o n-rlsm|tvkgu
    p aeoi-u|rçht
    q ua-o|qiner
    r ai-eo|utdkcsmgyı
    s ia-tıeo|ukhlsv
    t ai-oe|uçhrslı
    u -rans|ltmkceigvbdpyz
    v aeio-|uyl
    w aieo|-snkuch
    x -iba|nerolstku
    y a-e|uoincrlm
    z aeic-y|oubınlz
    """,
    "vi": """
    ô 35 hctđg|lnsrumbk-va -ṇ́̉̀|vlmtras
    ̣ 34 aôêơiâ|ưăou- cn-itp|ouya
    ê 33 iy|tbnmh-vkrlxas ń-̣̉̀|rmlas
    ̉ 25 aêôiu|âơ- n-iou|am
    ́ 24 ôêâư|ơă-a -ntc|iupya
    đ 18 -|ani ôiaưàă|âơ-n
    â 16 h-cumr|tdinđlbasgk ń-̣̀u|mrỷlaistk
    ư 16 ht|gđd-carxvblonksi ớ-a|̣̃rǹslitemc
    ̀ 15 êôâ|yươ-ani n-ua|i
    á 15 hi-cm|tsovrnxlbagkud nc-i|mtroplask
    ơ 15 ưhc-t|mrvlgnđadsbkio -ṇ|rlả́̀̃mstuo
    à 12 hvđlt|-gimrnbaskcud -nioy|rlamstkgd
    í 8 hlrts|a-nxdkbmveiug n-act|pvsrleimbo
    ă 7 bhđl-|vimrntasgkcudepwyo n-̣m|rĺaistkgduh
    ó 5 crlni|-tmghadsbkope n-ri|lamstuogkve
    é 5 nrmshi-|ltadbupgevckyo -clnrt|uasimeokg
    ̃ 5 yươ-a|nioretlusmh -na|ioretlusmh
    ã 5 ml-s|irnxtbahgkcudepwyo -nr|olamistkgduhe
    ú 4 r-ha|gbltonksdicjqpem -tarnp|sliemcgybkd
    ì 3 hrba-nl|tsdkmveiugocp n-a|tsrlceimbokgdêu
    ĩ 3 hrsa-nl|tdkbmveiugocp -an|tsrlceimbokgdêu
    a -nrl|mstkdigyuhb
    b auoier|-ly
    c ha-o|ireuô
    d ai-oeu|hdy
    e -nrls|tamikeygcvd
    f ario-u|elgntp
    g a-ouri|ehb
    h ai-oue|ônmưtâà
    i -na|tslcrêbmkdeg
    j auio-|ekbdp
    k a-hiou|ersyw
    l aieo-lu|ytsb
    m ao-ebi|upys
    n -gaide|tohcyu
    o -nrlm|stuvgkao
    p aeo-ihu|r
    q u-at|ioeyq
    r aio-eu|tdgksrmb
    s -aithoe|uklsycw
    t a-iohe|urst
    u -ran|sltmeicgypbkzdv
    v aieo-|nldà
    w aie-|oshkn
    x -iutl|cbaresmhêưáíã
    y -aer|omêlunigkz
    z ae-i|uohnlbyzsg
    """,
    "ru": """
    а 1125 кмртнл-|вгбсдпухз н-рял|мтдкйсвгб
    и 849 крлн|тс-вдбмгзахф йн-я|ктрлседвмба
    к 646 с-а|иоунецр иао|-усер
    н 643 аиое-|уянжр са-дгиео|тькыну
    с 627 -нйо|раиьтедксумв ктаи|е-ослу
    о 500 крнгтмдл|бсвп-хиф -нрлсв|мткгепйда
    р 499 аеоу-и|гбткфвпсй аиеосу-|тдгкнмл
    е 482 рнвмс|лтдбпгичко-ь рн-йл|всмтдкгцза
    й 373 иае|оы- -с|нр
    л 346 а-оеи|сулргб аиьоеу|-лю
    т 334 -саин|оерук аио-есу|рнвх
    у 282 рбк-тл|гасдпнжхми р-на|мклстгдзбвэпи
    м 277 -аоеу|ирк аеоби-|супы
    д 243 н-аиер|уо аоижес-|унры
    г 222 н-ао|руие аоериу|-влс
    в 216 -оаеи|гксрутнш аеио|снр-ыь
    я 205 аиь|- -н|п
    б 196 -маи|уроес ауеоир|л-с
    п 129 -аои|суемяп аеоиур|с-пьх
    ь 105 лн|ствмпк с-яен|омдтбюик
    х 80 -атире|коудпсбы аиоу-|енмслрт
    з 71 -аиуе|оняйд аисе|оныб-рув
    ф 59 -аои|экрн ираоу|-елтг
    ж 55 дюу|иечо-лн аниу|с-оед
    ч 48 -иае|осумрб еиа|жноу
    ш 46 -аеи|укнройсм асоиетув|к-рнм
    ы 44 нвмтдр|злкгбф -йек|нрглмхз
    э 42 -у|макгнретбж рскнлйф-|мвдз
    ц 36 еи-на|рйуяы киаеу|-быю
    ю 30 -лнь|кейаорудбпц жкт-снр|гаймбзщ
    щ 3 оубю-а|икнсрейлтм е-а|икнсорйлтум
    ё 2 сткнр|вми-лдбапгочйе рн-лв|йсакмтидгое
    """,
    "uk": """
    а 1237 кмрнт-|лвбгдспух -нрл|мдтйквсгб
    н 658 аоеі-|иуявндч са-ідго|ьтеинку
    к 638 ь-а|іоинуре аио|і-уеср
    с 559 -нйро|аьтедікумив ьат|-еіоиул
    і 515 нлрвк-|стдпбмхфгз -нйя|влкдрстамбг
    о 488 кнтгрмлд|-бьпсвхфй -нрлвс|мктгпад
    р 474 аео-у|ітбгфкип аіеисоу-|тдкмглб
    ь 421 слн|цз к|со-ян
    е 406 рмдвсбтлн|-кпгчз рнй-л|смтвдзкц
    л 342 а-оеі|услрибкг аіьоеу|-лию
    т 326 -аснр|оиіуеїк ао-еіиус|р
    и 294 кртн|сдвжчлгз йн|тк-рсцлмбчгх
    у 281 рбткл-|агсдпнмжхґо р-на|мстлгкздбвеп
    м 278 -ао|еуірик аеобі-|суп
    й 272 иіае|- -с|нортд
    д 261 н-аі|реоувй аежоіс|-ину
    в 228 -оаі|егукрснт аіено|-сдирʼ
    б 203 -ма|іуроие аеуоір|лс
    г 194 -нау|оріиелє аоеріу|в-ли
    п 129 -ао|ісумиеяп аіоеу|рис-пхʼ
    я 105 і-ь|ʼацнтелй -н|мпктв
    х 75 -аи|ксертіудпоб аіо-у|семнрт
    з 75 -аеуі|оинрйд аьіеи|о-рбну
    ф 61 -аоі|ери іраоу|-гт
    ч 52 -іаи|еучмн анеиіу|очж
    ж 47 ду|ли-чаніо аиуі-|оендбг
    ц 39 еи-н|айіроьуя ьеіяу|аи-бю
    ш 38 -ао|іреункийсмф аотвкеиу-|рімгп
    ґ 32 -нар|іоеуияє аоу-вр|іенсл
    ї 31 аоуі|-еинлрькйвʼс -тнлр|сдявйа
    є 29 -ʼіаь|лйго нрвг-тмл|кедґа
    ю 23 л-ьйан|ʼкредбпц -нктср|галмдбз
    ʼ 15 вмбпкд|га- яєю|іїа-
    щ 2 орьа-|нксіелтиумйдв аеи-|нксіорьлтумйдв
    """,
    "bg": """
    а 1231 кмтрлн-|вгбсдпухзи -нрл|мтйдксгвб
    и 936 крлн|тв-сдбзмгпхжф -ня|йктрслабдзмг
    к 684 с-и|аоенушр иао-|усре
    н 682 аиео-|уйъ с-адиго|етку
    с 626 -нйр|иоталекдум ктаи|-еоул
    о 529 кнртмгд|лб-псвхи -нрлсв|ктмгпа
    р 513 аео-иу|ъгбткфй аиеосу-|тдкмнгв
    е 462 рн-мвтлб|дспчкигуйз нрл-й|стмвкздг
    т 369 -асиное|рулк аиос-еу|ръв
    л 359 а-оеи|усбркг аиое-су|нтгкд
    у 303 рб-тлкг|анспджохмч ра-нсм|клгтедбивзоп
    м 288 -аоеу|ирк аоеби-|суъп
    д 250 н-аир|еуолй аижое-с|унр
    г 215 н-аиуо|рел аоиур-е|влс
    б 211 -маи|уорелнс аиеуор|слъ-
    в 199 о-аеиг|крстуншй аиео|-снръ
    й 154 аие-|ок с-н|реотклдмв
    п 131 -аио|есумял аеоиу|р-съ
    я 96 и-ан|етл -н|пкмврт
    х 87 -ак|иетноурдп аиоуе|мъсрл
    з 85 -иаеоу|нлй иае|кот-нрлубс
    ж 59 дю|руое-али иаун-е|ок
    ф 57 -аои|екнр ирао|у-гелт
    ч 55 -иао|еум еиану|о-к
    ъ 51 стмбк|рдвхгп-лу рн|лцбсемдв
    ш 49 -аиео|рукйнлм каоеиув|р-тмх
    ц 30 и-еръ|нуйат иаеку-|оъю
    ю 28 -лкнба|удрепц жкрн-|гасетлмдбз
    щ 6 -еануб|иксортл а-у|икнсоретл
    ь 4 лкнр-а|исоетум о-а|икнсретлум
    """,
    "sr": """
    а 1285 ктмрјнв|л-гбспдхзу -нрл|мтјдксгвпу
    и 943 крлн|тс-вдбзмгп -јн|сртлкчбмп
    к 689 с-а|ичшоеурн иао|-уервс
    н 652 аиое-|у с-агидо|етк
    с 620 -нјрио|аутледпмк ктаи|-еолур
    о 567 кнтрмгл|дб-псвхфиа -нрлс|мвктгап
    р 516 аеоуи-|гбткфс аисоеу-|тдкмнг
    е 479 рлнмјвб-|тсдпкгхчзцњ нр-лј|стмвдкзгшбип
    т 353 -саин|роеул аио-есу|рв
    л 341 а-оеи|субг аиео-ус|нтд
    у 308 рблк-та|јгспндмчхц рн-са|тмлгкджбзвиеп
    м 285 -аоеи|урк аоеби-|суп
    ј 260 иа-е|оу асе|у-оин
    г 214 н-ауио|ер аорви-еу|л
    д 211 на-ер|иуло аио-ес|унњр
    б 206 -миа|уеролзн ауеиор|л-
    в 199 -оаге|кисрунтј аиео|-ср
    п 140 -аио|емурлш аоеису|р-
    з 82 -аеиуо|нр аие-|бнолру
    ч 81 -иае|оурп каиену|о-
    х 76 -аи|онект аоиеу|рм-с
    ш 62 -аерин|оукј каети|-оврпу
    ф 56 -аои|ерк риоау|е-
    ц 37 -ине|раоуј иеаур|вко
    џ 34 -аиноу|јре аиоу|-еп
    њ 22 и-доа|релзш еаоиу|-
    ж 20 уо-рел|наи ниау|јгб-
    љ 13 оаиуб-|едвпкнс еасио-|укн
    ћ 6 иа-ем|кнсорт аи-н|ксорет
    ђ 4 а-н|иксоретлу ауе-|икнсортл
    """,
    "mk": """
    а 1259 ктмрјнвл|-бгсдпзх -нрл|мтјкдсвгп
    и 953 крл|нтсвд-бзмгп -снј|рктлбпм
    к 742 с-|аишчонуре иао|-уер
    с 669 н-ир|тлојадуемп ктаи|-еолу
    н 657 аиео-|урд с-агоид|етку
    о 597 кнртмг|лдбвп-схај -нрл|всмткагп
    р 521 аеоуи-|гбтфкс аисое|у-тдмнкг
    е 462 рвлм-нб|сптдгјкхчиз нрлј-|твмсдзкгшбп
    т 351 -саине|орулш аиос-уе|рв
    л 344 а-оеи|усг аиесо-у|нтб
    у 297 бртлк-а|јгсндпџмхфц р-нса|тлмгкждвјбпз
    м 284 -аое|ирук аоеби-|суп
    г 220 н-аоуи|ерл аовире-|улк
    ј 215 иае-|уом асе-у|онкрт
    в 208 -оаге|иуктсрнц аиео|с-рн
    б 204 -маи|уеорл ауеиор|л
    д 200 на-ре|иуол аиоес-|нур
    п 142 -аио|еумсл аеоису|р-
    з 84 -аиео|унрј аие|но-рбу
    х 78 -а|ионеурл аоиеу|рм-ст
    ч 62 -аие|руом киае|уно
    ш 61 -аеин|окрулјп кати|оуевп-рл
    ф 60 -аои|ерк риаоу|есл-
    џ 39 -аниое|ујр аиуое|-кдп
    ц 36 -инра|еоујкт иаеув|р-коф
    ж 17 уиорл|-а ниеа|огјб-
    њ 13 -аоеи|зксн аесоуи|-кн
    љ 4 иб-еа|кснортл аоу-|икснретл
    """,
    "be": """
    а 1573 кмтрнг-|лбвсдпух н-ярл|мскдйтгеўвб
    н 678 аі-ео|яуэыдў ас-гді|текоь
    к 648 с-а|іцынруое аі-|уоеср
    і 573 клнс-|вбзмгцфапх -ня|рслйктдпбмгв
    с 568 н-йар|ьідукомзэўе каіт-|еуол
    р 493 аеу-і|оэгбтфк аыэус-|отдгкмлб
    я 348 аіы|-ьнв -н|лмрд
    л 343 а-іе|оуэрсяыбкт аьіеу|-о
    у 299 рбк-тгл|спданжмф р-анм|слкдзгбтвэці
    м 297 -ау|роеіэяк аебоі-|суып
    т 295 -асні|рыуеокйл а-эуы|роснл
    е 292 амлбнвсг|кп- нр-лй|кмстцгдзв
    д 256 на-р|іуўеяоэ ажыэ-сон|уз
    г 241 н-а|руіыело ауері-|овл
    ы 222 рдтж|чвнмцш -янкйт|блгрцсмдх
    б 216 -ма|уіырс ауеір|олсэ-
    о 209 кмдртнл|гсбп-вхафж нрлс|мк-вўтдпгчйфа
    э 171 рт-д|унбчмшвк р-нйлс|мквдфт
    в 165 -аг|оёіускреэшный аіеы|яоуэ
    й 137 аіэеы|уо- с-н|рткдцлмв
    п 126 -аі|смяоу аіеуо|р-с
    ь 93 лнс|ц с-ян|медтюкбшё
    з 81 а-удіе|ныэй іас|е-бонрлую
    х 70 -аі|ткыднсрубэп аі-о|уесмтрн
    ц 69 аіе-нуыр|йсоэ кіаы|уяэьё-
    ф 64 -аэ|іокыр іару|о-гтл
    ў 57 аое|-ыіркб н-сдра|элг
    ж 54 ду|аілео-ыж ыауо|-снэдгбпж
    ш 48 -ау|рыэнкіеойьзф асэвкты|о-ручмгпц
    ч 46 -ао|іэумышеб аынэу|-о
    ю 20 л-ьанз|кбэйпц к-нрста|лмгбз
    ё 19 на-|ськцмлбеывгп врн-|лтўахйкс
    """,
    "el": """
    α 979 ίκ-μτρλπι|νσυβζγδχ -νρςλ|μτκγσϊβπ
    ο 686 κτπρλνσ-|γιμβάδχφζ υύ-ν|λρμςγβσ
    ν 681 α-άιοί|έεόύυωρ τ-ιγαο|ίάδεηό
    ι 660 ντρλ-|σγκζπβάμέδα κ-να|οστάρλβμεγ
    κ 627 ιγ-α|σάυρόνε άοαό-|ιρείήέλ
    τ 489 ν-ασ|ιεάόρυίολϊ ιαοσ-ζάε|ίρόέ
    ρ 458 αε-οάυκ|ιόπτύέγβφί αιοί-|άεμγόέκτνσω
    μ 427 -αο|άριυεσίόηύκέ παοάε|ι-έόίβ
    ά 424 κντμρυ|ιλσπ-ζχβ -νρλ|γιμτκοσ
    λ 374 -αοάε|λιίσέυκόύπ αιοί-ε|άληόέτγ
    σ 319 -ται|οεάυωρνόηέ οαιτίεάκ|λμέυό
    ε 295 -τμρλσνπ|βκιγυδζχ ρν-λτς|μσκγβϊζχιυ
    γ 288 -ναά|ροιυίελγό κοια|εργί
    υ 276 ο|ασρε -ραά|νκμτγλσιεπζέβδ
    π 275 μ-α|ούιυά αοιάε|ρέίό-τλ
    ί 248 νρλσβτκ|δπμχγ-αυ αν|-λτκμγρζοβσ
    ό 175 κρμτνπ|λσι-βδχζυ -νρτκ|λμσγςυζ
    ς 157 αοεη|ήιέτυόνά -|
    β 144 -αιο|μερλυίύά αιοίε|ράόέ-νλη
    έ 130 μρπκσνλι|τβυ-γζ νιρλ|τμα-σζοςκ
    ύ 108 ο|σκ ν-ρμλκ|πτιβγαεδσ
    ζ 105 τ-αιε|υίένρόοά ιαο-ά|είόημένλ
    δ 91 ν-α|ιάυρλείηύγ αιίοη|άευόρέ
    χ 80 -αάε|κονιτσυόύϋ αοιάί|ε-ρμόλω
    η 76 νλδ-|τράσγζκμυβιπύ -μςσν|ρδγτλ
    φ 58 -αο|ιάευίόμϊκρ οιρα-|άείγόλτ
    ω 38 νρλεπ|κτ-χθισβδφ νσμρ|τ-κπ
    ϊ 36 αεο|ντρ-λκ κτ-νλ|ρμβπφαόθο
    ή 34 κντλ|μ-ρσαφθδ -ςσμ|νρλ
    θ 28 -ιρσα|τυόονάϊ ιο-|αράείέωηή
    ώ 11 ρλνκμ|ιχ-επτα νσμρ-|τκα
    ξ 8 υοεανι|-κτρμ -ιεέ|αονκτρμ
    ψ 3 έ-η|αονικτρμάλσεγυπ ιάη-|αονκτρμλσεγυπ
    ΐ 2 αντρ-|λκσγάμποζβιέδυ κα-ρν|δοτάσλμεγιβ
    """,
    "he": """
    י 1325 נראלי|טדקסבו-מזפגת -תני|האקרולטסבמגןםד
    ו 1159 וארקב-ג|טלדמיספנה -רנואל|ימסקבגןטדתפ
    א 680 -וימ|רלנקטספבגה יונר|לקןסטמהפגד-ב
    נ 592 ויא-|מלקטברסדפ יגדוה|טאסקזמ
    ר 580 ואי-מב|פגקטסדה יו-א|הדטגבנקסמל
    ה 449 -ינל|קברטאדמוגספ -ו|יארמלב
    ק 405 -יוא|סנרמלטש וי-ראה|נטסלמ
    ל 396 -ויא|במסגקרטפהנדש יו-אנה|טבדמסגק
    מ 361 -ויא|רקסנלהטז ויאברנ|הלקסטפדז
    ס 335 -ויא|נרקלמט יו-טאק|נלרמהבפ
    ט 329 -יסנואר|קלמשב יו-ראהנ|ןסלמק
    ב 326 -ומי|רלאסהגנ וירהאלנ|-קטד
    ג 276 נ-וירא|לד ו-ריא|להנבד
    ת 267 יו-|רכ -י|וא
    ד 254 נ-וריא|למבחג יו-ה|רנאלגןש
    פ 205 -איו|נמסרקלצ וירא|נהל-טקת
    ן 129 ואיט|רמדקל -|
    ז 110 -וניאר|מקלדפבעכ י-וארמ|הנבחט
    ש 76 -יאור|דנהמקלגפ ויטקל-|אנהרמפ
    ם 51 יואל|הר-סדע -|
    ח 46 -ורי|סבזאהנטתפ וידר|הת-אנמסקלטבגןז
    צ 42 י-אנרקהמ|וסב -ריופ|גאה
    ע 31 -מו|סיאהקבג ריו-|בתזהמדם
    כ 28 -יאר|וז ותינר|סדזהמטןף-
    ף 5 ויסכ-|אנרהקלמטב -י|ואנרהקלמסטב
    ץ 3 יו-|אנרהקלמסטבגתד -יו|אנרהקלמסטבגתד
    """,
    "ar": """
    ا 1537 -يم|برلتوكنسدجغف ل-نر|يمتكبوسد
    ي 1179 نرلبد|تساكموفشزج ة-نار|لوكتسبمزدف
    ل 873 ايو|-لبس ياوبمأ|كس-نتلفإدجهغ
    و 776 ركبليت|غدمساجنأف-ه -نراليس|مفبكتدجز
    ن 626 ايول|-رمسبأه ي-دا|جغوتسك
    ر 492 اويب|-تكأسفمغلجد ياو-|كبسندمتجغ
    ب 349 -لاميو|رسنج ايور|ل-ن
    م 339 -الوي|رنكسأ ايوب-|نرسك
    ك 326 -لياو|رنسأم واي-|رستمنل
    ت 323 -يالسنو|ركم ايو-شر|سلنك
    س 316 -ولاي|نكرأتإم ي-اوت|كلرنبم
    ة 265 ي|دنرب -|
    د 231 نا-يلو|رقجأ ياو-|نرةل
    ج 156 ن-اليور|ب اوي-ر|نبدلزم
    ف 141 -وليا|أنمتس ياور-|لنس
    غ 130 ن-لاوير|تم واي-ر|نلة
    أ 125 -ل| ورنلس|كفمديب-تثذ
    ش 82 تيل-ا|ونبكرم ياو|تقلرك-نبم
    ز 79 يوا-لن|ج يا-و|بمنرج
    ه 78 -لاي|ونبمدذ ايون-ر|لبم
    ق 51 ل-يمر|شاوتنسأ يد-ابلور|طمنة
    إ 41 -ل|يم يسنلم|-كدفرق
    ط 33 ل-يسقوا|رنبأخ اي-رة|وعلنبشهقى
    خ 25 ال-يور|نبمسأ اوتس-ير|ملطض
    ع 23 -لمس|طربتجثاي رامد-يو|لنبةشزث
    ص 19 ل-رما|أيو ورية|-لقحا
    ح 16 لوا-بمت|سصي ديرلس|ونبتقثا-
    ث 14 أا-وريل|سدإعحن يا-|نمعلو
    ئ 10 ارنل|بو-دتسيكمف ي-رةا|نلوكتبسم
    ى 9 لراوتدط|-ين -|ايلونر
    آ 6 -لي|مورابنتكسد لي-رنب|ساومتك
    ض 6 افيخ-|لونربمك يا-رة|لونبمك
    ذ 4 أ-اي|لونربمكتس رها-ي|لونبمكتس
    ء 3 ا-ي|لونربمكتسة -اي|لونربمكتسة
    """,
    "fa": """
    ی 1434 ایرنول|تسدکمبز-پگ -یان|لورکتسم
    ا 1372 -یموترلنک|بگسدپز نی-رل|موستکدگئپ
    و 941 رکتگبا|لی-ندمسوئپه ینر-ا|لسمتکوگبئدپ
    ن 700 ایو-|لمسرآ -یادگو|تسک
    ر 547 اوی-|بکتگمسپفدآه یاو-|تکدنبسهمزگ
    ل 407 ا-یو|بسکآهتن یاو-|نمستکبهد
    ت 368 -اسیونر|لکمش اوی-ر|سنله
    ک 360 -ایو|سنرل او-یر|لسنتم
    م 359 -اوی|لرکن اویب-|نرهست
    س 348 -اوین|ترلکمآ ی-اوت|کنلرب
    ب 265 -ماوی|رلزسنگآق اویرل|ن-خ
    د 244 ن-اری|ولآ یاو-|هرنلم
    گ 213 ن-او|یرل وایر-|نلب
    ه 170 -یادر|ومنلتئکپب -ایو|رلنم
    پ 129 -اوی|نمسلک اویر|نل-هز
    ز 101 -اورنی|لکجدگپآق یاوب|-نرمگه
    آ 79 -و|یا نلریس|دبم-فوتکگزقچذ
    ج 75 -یانور|لم ایو-رز|نکسبدلم
    ف 74 -ایو|آلمرتکس اوری-|لنتغکس
    ش 65 -ایوکنرم|لتدپ یاو-تق|کرلمنده
    ئ 56 اول|ر-نمسدچ ویها|دنلتمز
    ق 50 -ارشی|مآونسفط یا-رب|لونتدزطسهف
    چ 49 -ایو|مآنکبچ یاو|-نکهرلتمئچ
    خ 36 -یابو|رلمگهش اویت|لمط-شص
    غ 19 -یلتمفا|نسبجو اویرد|نتز-
    ع 18 -|لمسبیاون یرلد-او|مبشثن
    ط 15 -سبقخانر|لیو یرل-او|قن
    ژ 10 و-یرل|ان یا-وگه|نرل
    ح 8 ات-مبصی|ونرلک ردینلت-|اوکم
    ص 8 -مخی|اونرلتک ر-وحی|انلتکم
    ذ 3 آپ-یاو|نرلتکمسبد ری-او|نلتکمسبد
    ث 3 وکع-یا|نرلتمسبد یم-او|نرلتکسبد
    """,
    "th": """
    า 776 กมลนรซ|วบอตดคยปท -รนเ|ลกโมตซดวะงหสบ
    เ 612 -า์น|ีิูลสมอก่ซงะรตว ซบนกรอมว|ลปตดคยชทฮจ
    ร 575 าอเ|โบฟค-ิกูปตหีมยุ ์าีิั|ู-นมอเ
    น 558 าิัเอ|ี-ยลมซโรูวหด -าีดเต|ิอโสซจ
    อ 497 -เ|ดมแโคตนซปกลวอรบยไืท รนลาง|ิสั-เกีอมฟุ
    ก 419 -ิเงโา|์ัอสนีูต า-|ัิรล์ีเวอสซูโ
    ล 405 อ-เาิลแ|กับโ์ยูคปสนซ าิีล-|เนูัอะโ์ตมซว
    ิ 391 รลตนซอ|กบวมจดชทฟยคพสฮ นกลเ|สรตโ-วงมชบปย
    ี 388 รนลซดว|บกจอปชตมค ย-เน|โรกอ่
    ์ 344 รดต|กยสหลซค -เก|แดโมซลสรนตบคท
    ม 308 -เา|โัหิรอ์แนลซไก าอ-|ัเิบนูรีโ่
    โ 285 -าิ|นีซ์งลูปมสกครอบด กรคซบอดม|ลนตวปทฮย
    ย 256 ีเ|-าวนิโค -นา์|ูอรลเิตี
    ต 252 นเาิ-|โสัใล์อยรปกวไ าิ์-อ|รัูเี้ะุกสม
    ซ 249 เ-โา|น์กไลแสูีุ าีิอ|นเัูโ-์มลุ
    ั 249 รกอบวม|ลซตดนฮคจสปท นงวสกลม|ตบฐ่คญ
    ด 222 น-เโา์|แอูิด ีาอ์-|ิูนัเดมโ
    บ 220 เ-โม|าิั์ลู ารีัิลู|อ-เโนุ
    ว 211 เั-าิก|โสะลครนอ์่ าีิั-อ|เนยล์ตร
    ส 190 อิ-ันา|ก์ตลุศรีมงฟ -เ์ตก|ถโวคลิซาัหไร
    ู 173 รลมบยซตค|ดกนอจปท -เร่น|โลกปซดบอชไมวค
    ค 173 -โเ|สแา์งันิมู ราอู|ลิีโนว์ัุ-เยะม
    ง 129 อัาิ|่เ้ลยร ก-เโ|คิสอ
    ป 119 เ-โิา|ูรแนีมซ าอรีโ-ล|ตัิุเนูะช
    แ 110 -์าน|ีกิดลยตวสะฐ ลอมคด|กซนปรยบชฟ
    ท 87 -เา์ิโ|ไีรนัวสก าิอ-ร|ีัเลูน์บศ
    ช 84 เ-ิา|ูน์ัแญมตบคปลีโ ิีา-|อเนัล์ู็กวสโต
    ฟ 78 -อเ|ีลิะาัแ์ซ ริอา-|กสบูีลโัด
    จ 72 -เนา|์อิลีบูรมโดค้ ีิาอัู|นคลุ๊
    ะ 66 าลตรอ|คนกปง เว-หนโ|ฟบแกตครมซงปช
    ุ 63 อรตกคซบ|ปนยดฮมทจ รนกซสเม|ต-ลโยดงปช่้
    ห 62 -าเะส|ใ์รนอิงแ้ ม์รนล|ยว่
    ไ 57 -า์สู|นลง่ อซนมทต|บรฮลดวค
    ่ 56 ูมีัก|นฮืรลิยุห เางอนว|-มรยปทไ
    ฮ 56 -เาโ|์ไนอิมแ าิัอี|เ-ลตวุ่มโบ
    พ 36 -เม|น์โางรอกลิตดบูแทฟะำ ิอาู|-ลีมัรนกโยสทืึ
    ้ 23 ตัด|ิมูุืกลยจฮข -งา|นอจหโว
    ็ 21 อรมชล|ตนดงปทห อกน|มตงบ
    ณ 16 าร|มัคษฤ- -ร|าิี์โห
    ธ 16 าเอท|-รนกโวแ ิาอนี|เมับ-
    ื 14 นมรดช|ลพ-า อย่้|-า
    ถ 12 ส|นิม-า า|อิั-
    ษ 11 ากฤศ|ร-เ าร-|กมโคฮณฐฏเ
    ใ 11 นีาท|อลิ์ยตช-เ ตห|น-าเ
    ฐ 10 ัาร|ษ-เน อแีป-าเ|โรน
    ญ 10 ั-|นลิโดปจหญาเร -ชาี|ล์จ่ญเร
    ศ 10 เท-|ิีตาร สษ-าร|นเ
    ข 8 เกี-นล์|ุารอ อต-รีมโ|ด้าเน
    ภ 6 -ลีมโยส|าเรนอกิ าูช|-เรนอกลิี
    ฤ 4 กค|-าเรนอลิี์ม ษตณ|-าเรนอกลิี์ม
    ๊ 4 กจุ|-าเรนอลิี์ม าก|-เรนอลิี์ม
    ฝ 4 -ี์ง|าเรนอกลิ ร|-าเนอกลิี์
    ฏ 2 ูปษ|-าเรนอกลิี์มโยต าริ|-เนอกลี์มโยต
    ฑ 2 โาม|-เรนอกลิี์ยต ี-ค|าเรนอกลิ์มโยต
    ึ 2 อกพ-|าเรนลิี์มโยตซั นลค-|าเรอกิี์มโยตซั
    """,
  ]
}
