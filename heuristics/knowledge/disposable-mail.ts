/**
 * Domains of services that hand out mail addresses to anyone for minutes or days, without a password. Reviewed by hand, 2026, from
 * the services' own pages; forwarding services that need an account (SimpleLogin, addy.io, Apple's relay) are ordinary and not here.
 */
export const DISPOSABLE_MAIL: ReadonlySet<string> = new Set(
  `
  10minutemail.com 10minutemail.net 1secmail.com 1secmail.net 1secmail.org 20minutemail.com anonbox.net burnermail.io
  byom.de crazymailing.com deadaddress.com discard.email discardmail.com dispostable.com dropmail.me emailondeck.com
  emailfake.com fakeinbox.com fakemail.net fakemailgenerator.com getairmail.com getnada.com grr.la guerrillamail.biz guerrillamail.com
  guerrillamail.de guerrillamail.info guerrillamail.net guerrillamail.org guerrillamailblock.com harakirimail.com inboxbear.com inboxkitten.com
  incognitomail.org jetable.org linshiyouxiang.net luxusmail.org mail-temp.com mail.tm mailcatch.com maildrop.cc mailforspam.com mailinator.com
  mailinator.net mailinator2.com mailnesia.com mailnull.com mailpoof.com mailsac.com mailtemp.info mintemail.com minuteinbox.com moakt.cc
  moakt.com mohmal.com mytemp.email mytrashmail.com nada.email owlymail.com pokemail.net sharklasers.com smailpro.com spam4.me spambog.com
  spambox.us spamgourmet.com temp-mail.io temp-mail.org tempail.com tempinbox.com tempmail.com tempmail.dev tempmail.net tempmail.plus
  tempmailaddress.com tempmailo.com tempr.email throwaway.email throwawaymail.com tmail.ws tmpmail.net tmpmail.org trash-mail.com
  trashmail.com trashmail.de trashmail.me trashmail.net trbvm.com wegwerfmail.de wegwerfmail.net wegwerfmail.org yopmail.com yopmail.fr
  yopmail.net zetmail.com
  `
    .split(/\s+/)
    .filter((domain) => domain !== ''),
)
