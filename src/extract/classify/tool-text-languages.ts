/**
 * The gravest orders in other languages than English: say nothing to the user, set aside what was said before, read keys.
 * Short on purpose: each pattern needs the order and what it is about, so that honest texts in these languages stay silent.
 */

const SECRET = '(?:\\.ssh|id_rsa|id_ed25519|\\.env\\b|\\.npmrc|\\.aws|mcp\\.json|/etc/passwd)'
const NEAR = '[^.!?\\n。！？]{0,60}'

export const FOREIGN_ORDERS: readonly RegExp[] = [
  // German
  `(?:sage?|erzähle?|verrate|teile?|erwähne)\\s${NEAR}(?:dem|den)\\s(?:Benutzer|Nutzer|Anwender)n?\\s(?:\\S+\\s){0,4}(?:nichts|nicht|nie)\\b`,
  `ohne\\s(?:dass\\s)?(?:den|der|dem|es den)?\\s?(?:Benutzer|Nutzer|Anwender)\\s${NEAR}(?:informieren|merkt|weiß|erfährt|mitzuteilen)`,
  `ignorier(?:e|en Sie)?\\s(?:alle\\s)?(?:vorherigen|bisherigen|früheren|obigen)\\s(?:Anweisungen|Befehle|Regeln)`,
  `(?:lies|lese|öffne|kopiere|sende|lesen Sie)\\s${NEAR}${SECRET}`,
  // Spanish
  `no\\s(?:le\\s)?(?:digas|diga|menciones|mencione|informes|informe|reveles|avises)\\s${NEAR}\\b(?:al|a la|a los)\\s(?:usuari[oa]s?)`,
  `sin\\s(?:que\\s(?:el|la)\\susuari[oa]\\s(?:lo\\s)?(?:sepa|se entere|note)|(?:informar|avisar|decir(?:le)?)\\s(?:nada\\s)?al\\susuario)`,
  `(?:ignora|ignore|olvida|descarta)\\s(?:todas\\s)?(?:las\\s)?instrucciones\\s(?:anteriores|previas)`,
  `(?:lee|lea|abre|abra|copia|envía|envia)\\s${NEAR}${SECRET}`,
  // French
  `ne\\s(?:dis|dites|mentionne[sz]?|mentionnez|révèle[sz]?|révélez|parle[sz]?|informe[sz]?)\\s(?:rien|pas|jamais)\\s${NEAR}l['’]utilisat(?:eur|rice)`,
  `(?:sans\\s(?:que\\sl['’]utilisateur\\s(?:le\\ssache|s['’]en)|(?:en\\s)?(?:informer|avertir|prévenir|le\\sdire\\sà)\\sl['’]utilisateur)|à l['’]insu de l['’]utilisateur)`,
  `(?:ignore[sz]?|oublie[sz]?)\\s(?:toutes\\s)?(?:les\\s)?instructions\\s(?:précédentes|antérieures|ci-dessus)`,
  `(?:lis|lisez|ouvre[sz]?|copie[sz]?|envoie|envoyez)\\s${NEAR}${SECRET}`,
  // Portuguese
  `não\\s(?:diga|conte|mencione|informe|revele|avise)\\s${NEAR}\\b(?:ao|à|aos)\\susuári[oa]`,
  `sem\\s(?:que\\so\\susuário\\s(?:saiba|perceba|note)|(?:informar|avisar|contar)\\s(?:nada\\s)?(?:ao|o)\\susuário)`,
  `(?:ignore|esqueça|desconsidere)\\s(?:todas\\s)?(?:as\\s)?instruções\\s(?:anteriores|prévias)`,
  `(?:leia|abra|copie|envie)\\s${NEAR}${SECRET}`,
  // Russian
  `(?:не|ничего не)\\s(?:говори(?:те)?|сообщай(?:те)?|упоминай(?:те)?|рассказывай(?:те)?|показывай(?:те)?)\\s${NEAR}пользовател`,
  `(?:без\\sведома|втайне\\sот|тайком\\sот|скрыто\\sот)\\sпользовател`,
  `(?:игнорируй(?:те)?|забудь(?:те)?)\\s(?:все\\s)?(?:предыдущие|прежние|вышеуказанные)\\s(?:инструкции|указания|команды)`,
  `(?:прочитай(?:те)?|прочти(?:те)?|открой(?:те)?|скопируй(?:те)?|отправь(?:те)?)\\s${NEAR}${SECRET}`,
  // Chinese
  '(?:不要|请勿|切勿|别|勿)(?:告诉|告知|通知|提示|让|向)(?:用户|使用者)[^。\\n]{0,20}',
  '(?:不要|请勿|切勿|别)[^。\\n]{0,12}(?:提及|透露|说明|展示)给?(?:用户|使用者)',
  '在?用户不知情的?情况下',
  '忽略(?:所有|全部)?(?:之前|先前|以上|上述|此前)的?(?:所有|全部)?(?:指令|指示|提示|规则)',
  `(?:读取|打开|复制|发送|上传)[^。\\n]{0,30}${SECRET}`,
  // Japanese
  'ユーザー?に(?:は)?[^。\\n]{0,16}(?:言わない|伝えない|知らせない|教えない|話さない|通知しない|見せない)',
  'ユーザー?(?:に気付かれ|に気づかれ|に知られ)(?:ず|ない)',
  '(?:以前|これまで|前|上記)の(?:すべての|全ての)?(?:指示|命令|ルール)[をは]?(?:すべて|全て)?無視',
  `${SECRET}[^。\\n]{0,20}(?:を読|を開|を送|をコピー)`,
].map((text) => new RegExp(text, 'giu'))
