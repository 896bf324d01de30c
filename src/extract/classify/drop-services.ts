/**
 * Services that take data from anyone and hand it to whoever holds the link. Data, reviewed by hand: a row is here because
 * incident reports or other scanners' lists name it as a place for stolen data, never because of how its name looks.
 * Sources: detection.md section 1; OSSGadget's and GuardDog's lists; the interactsh, Burp Collaborator and ngrok docs.
 */
export type DropCategory =
  | 'webhook'
  | 'tunnel'
  | 'paste'
  | 'chat-webhook'
  | 'file-drop'
  | 'oast'
  /** Tells a caller its own public address: not a drop, but what stolen data is stamped with. */
  | 'recon'

export interface DropService {
  readonly domain: string
  readonly category: DropCategory
  /** True where only names under the domain belong to strangers, and the domain itself is the vendor's site. */
  readonly under?: true
  /**
   * Matched against path and query. For a host that also has an ordinary API, only an address that is *constant* up to
   * whom it belongs to is a drop: a token that comes from the environment belongs to the user.
   */
  readonly path?: RegExp
}

/** One path segment without a hole. */
const SET = '[^/{}?#]'

const rows = (category: DropCategory, domains: readonly string[], more: { under?: true } = {}): DropService[] =>
  domains.map((domain) => ({ domain, category, ...more }))

export const DROP_SERVICES: readonly DropService[] = [
  ...rows('webhook', [
    'webhook.site',
    'webhookrelay.com',
    'hookbin.com',
    'hookdeck.com',
    'hkdk.events',
    'requestbin.com',
    'requestbin.net',
    'requestcatcher.com',
    'requestinspector.com',
    'm.pipedream.net',
    'beeceptor.com',
    'mockbin.org',
    'mocky.io',
    'postb.in',
    'ptsv2.com',
    'ptsv3.com',
    'putsreq.com',
    'typedwebhook.tools',
    'webhook.cool',
    'webhook-test.com',
    'webhookinbox.com',
    'runscope.net',
    'pingb.in',
    'formsubmit.co',
    'canarytokens.com',
  ]),
  { domain: 'play.svix.com', category: 'webhook' },
  { domain: 'smee.io', category: 'webhook', path: new RegExp(`^/(?!new\\b)${SET}`) },
  { domain: 'hooks.zapier.com', category: 'webhook', path: new RegExp(`^/hooks/catch/${SET}`) },
  { domain: 'make.com', category: 'webhook', under: true, path: new RegExp(`^/${SET}{16}`) },
  { domain: 'integromat.com', category: 'webhook', under: true, path: new RegExp(`^/${SET}{16}`) },
  {
    domain: 'maker.ifttt.com',
    category: 'webhook',
    path: new RegExp(`^/trigger/[^/]{1,200}/(?:json/)?with/key/${SET}`),
  },
  { domain: 'formspree.io', category: 'webhook', path: new RegExp(`^/f/${SET}`) },
  { domain: 'script.google.com', category: 'webhook', path: new RegExp(`^/macros/s/${SET}`) },
  { domain: 'docs.google.com', category: 'webhook', path: new RegExp(`^/forms/d/e/${SET}{1,200}/formResponse`) },

  ...rows('oast', [
    'interact.sh',
    'interactsh.com',
    'oast.fun',
    'oast.live',
    'oast.me',
    'oast.online',
    'oast.pro',
    'oast.site',
    'oastify.com',
    'burpcollaborator.net',
    'dnslog.cn',
    'dnslog.link',
    'dnsbin.zhack.ca',
    'ceye.io',
    'eyes.sh',
    'xss.ht',
    'bxss.me',
    'bxss.in',
    'ezstat.ru',
    'grabify.link',
    'iplogger.org',
    'iplogger.com',
    'callback.red',
    'digimg.store',
    'requestrepo.com',
    'r.3mb.io',
  ]),

  ...rows(
    'tunnel',
    [
      'ngrok.io',
      'ngrok.app',
      'ngrok.dev',
      'ngrok-free.app',
      'ngrok-free.dev',
      'trycloudflare.com',
      'cfargotunnel.com',
      'localtunnel.me',
      'loca.lt',
      'serveo.net',
      'serveousercontent.com',
      'localhost.run',
      'lhr.life',
      'lhr.rocks',
      'lhrtunnel.link',
      'bore.pub',
      'pinggy.link',
      'pinggy.io',
      'pagekite.me',
      'telebit.io',
      'tunnelmole.net',
      'tunnelto.dev',
      'zrok.io',
      'playit.gg',
      'ply.gg',
      'packetriot.net',
      'portmap.io',
      'portmap.host',
      'loclx.io',
      'tunnel.pyjam.as',
      'devtunnels.ms',
    ],
    { under: true },
  ),
  // A reserved TCP tunnel stands on the domain itself: bore.pub:34567.
  { domain: 'bore.pub', category: 'tunnel' },
  { domain: 'serveo.net', category: 'tunnel' },

  ...rows('paste', [
    'pastebin.com',
    'pastebin.pl',
    'pastebin.fi',
    'paste.ee',
    'paste.rs',
    'paste.mozilla.org',
    'paste2.org',
    'pasteio.com',
    'pastery.net',
    'hastebin.com',
    'hastebin.skyra.pw',
    'hasteb.in',
    'haste.zneix.eu',
    'rentry.co',
    'rentry.org',
    'ghostbin.com',
    'ghostbin.co',
    'ghostbin.me',
    'dpaste.com',
    'dpaste.org',
    'controlc.com',
    'justpaste.it',
    'jsonkeeper.com',
    'jsonbin.io',
    'npoint.io',
    'privatebin.net',
    'bpa.st',
    'ix.io',
    'sprunge.us',
    'clbin.com',
    'termbin.com',
    'teknik.io',
    'zerobin.net',
    'textbin.net',
    'textdb.dev',
    'textdb.online',
    'kvdb.io',
    'keyval.org',
  ]),

  ...rows('file-drop', [
    '0x0.st',
    'transfer.sh',
    'transfer.adttemp.com.br',
    'file.io',
    'catbox.moe',
    'gofile.io',
    'anonfiles.com',
    'anonfile.com',
    'bayfiles.com',
    'tmpfiles.org',
    'temp.sh',
    'oshi.at',
    'bashupload.com',
    'filebin.net',
    'pixeldrain.com',
    'uguu.se',
    'pomf.lain.la',
    'x0.at',
    'envs.sh',
    'ttm.sh',
    'keep.sh',
    'send.vis.ee',
    'ufile.io',
    'uploadfiles.io',
    'easyupload.io',
    'litterbox.catbox.moe',
    'filetransfer.io',
    'tmp.ninja',
    'sendspace.com',
    'workupload.com',
    'krakenfiles.com',
  ]),

  { domain: 'discord.com', category: 'chat-webhook', path: new RegExp(`^/api/(?:v\\d{1,2}/)?webhooks/${SET}`) },
  { domain: 'discordapp.com', category: 'chat-webhook', path: new RegExp(`^/api/(?:v\\d{1,2}/)?webhooks/${SET}`) },
  { domain: 'hooks.slack.com', category: 'chat-webhook', path: new RegExp(`^/(?:services|workflows|triggers)/${SET}`) },
  { domain: 'api.telegram.org', category: 'chat-webhook', path: /^\/bot[^/{}?#:]{1,40}(?::|%3A)[^/{}?#]/i },
  { domain: 'webhook.office.com', category: 'chat-webhook', under: true, path: new RegExp(`^/webhookb2/${SET}`) },
  { domain: 'outlook.office.com', category: 'chat-webhook', path: new RegExp(`^/webhook/${SET}`) },
  {
    domain: 'chat.googleapis.com',
    category: 'chat-webhook',
    path: /^\/v1\/spaces\/[^/{}?#]{1,100}\/messages\?[^{}]{0,200}key=[^{}&]/,
  },
  { domain: 'open.feishu.cn', category: 'chat-webhook', path: new RegExp(`^/open-apis/bot/v2/hook/${SET}`) },
  { domain: 'open.larksuite.com', category: 'chat-webhook', path: new RegExp(`^/open-apis/bot/v2/hook/${SET}`) },
  { domain: 'oapi.dingtalk.com', category: 'chat-webhook', path: /^\/robot\/send\?[^{}]{0,80}access_token=[^{}&]/ },
  { domain: 'qyapi.weixin.qq.com', category: 'chat-webhook', path: /^\/cgi-bin\/webhook\/send\?[^{}]{0,80}key=[^{}&]/ },
  { domain: 'ntfy.sh', category: 'chat-webhook', path: new RegExp(`^/${SET}`) },
  { domain: 'api.pushover.net', category: 'chat-webhook', path: /[?&]token=[^{}&]/ },

  ...rows('recon', [
    'ipinfo.io',
    'ipify.org',
    'ifconfig.me',
    'ifconfig.co',
    'ifconfig.io',
    'icanhazip.com',
    'ipecho.net',
    'ident.me',
    'ip-api.com',
    'ipapi.co',
    'ipapi.is',
    'ipwho.is',
    'ipwhois.app',
    'myip.com',
    'my-ip.io',
    'ip.sb',
    'checkip.amazonaws.com',
    'checkip.dyndns.org',
    'wtfismyip.com',
    'whatismyip.akamai.com',
    'seeip.org',
    'geojs.io',
    'freegeoip.app',
    'extreme-ip-lookup.com',
    'db-ip.com',
    'myexternalip.com',
    'bot.whatismyipaddress.com',
    'trackip.net',
  ]),
]

const byDomain = new Map<string, DropService[]>()
for (const service of DROP_SERVICES) {
  const list = byDomain.get(service.domain)
  if (list) list.push(service)
  else byDomain.set(service.domain, [service])
}

/**
 * @param host lower case, without a port; may hold holes `{}`
 * @param path path and query of the URL template, from the first `/`; '' when nothing of it is known
 */
export function dropService(host: string, path: string): DropService | null {
  for (let at = 0, whole = true; at >= 0 && at < host.length; whole = false) {
    for (const service of byDomain.get(host.slice(at)) ?? []) {
      if (service.under && whole) continue
      if (service.path && !service.path.test(path)) continue
      return service
    }
    const dot = host.indexOf('.', at)
    if (dot < 0) return null
    at = dot + 1
  }
  return null
}
