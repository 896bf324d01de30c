/** How long ago a time was, in the unit that tells it best. Pure. */

/** In ms. */
export const DAY = 86_400_000

export interface Age {
  readonly number: number
  readonly unit: 'day' | 'month' | 'year'
}

/** @param time in ms since the epoch, as `now`. @returns `null` where it lies ahead, or is no time */
export function ageOf(time: number, now: number): Age | null {
  const days = Math.floor((now - time) / DAY)
  if (Number.isNaN(days) || days < 0) return null
  if (days < 60) return { number: days, unit: 'day' }
  return days < 730
    ? { number: Math.floor(days / 30.44), unit: 'month' }
    : { number: Math.floor(days / 365.25), unit: 'year' }
}

/** In a sentence. Empty where there is no age. */
export function ageText(iso: string, now: number): string {
  const age = ageOf(Date.parse(iso), now)
  if (age === null) return ''
  const { number, unit } = age
  return number === 0 ? 'today' : `${number} ${unit}${number === 1 ? '' : 's'} ago`
}

/** In a column: `3d`, `2mo`, `4y`. */
export const shortAge = ({ number, unit }: Age): string => `${number}${{ day: 'd', month: 'mo', year: 'y' }[unit]}`
