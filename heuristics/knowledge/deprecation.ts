/** What the reason for a deprecation says. */

/** Whether it speaks of an attack, and not of age. */
export const saysGrave = (reason: string): boolean =>
  /malicious|malware|compromis|hijack|backdoor|stolen|unauthori[sz]ed|security (hold|incident)/i.test(reason)
