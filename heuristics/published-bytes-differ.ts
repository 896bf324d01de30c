import { defineHeuristic } from '../src/heuristic.js'

/** npm does not let a version be published twice, so one version has one integrity for ever. */
export default defineHeuristic({
  id: 'published-bytes-differ',
  title: 'a version on this machine has other bytes than the same version of the registry',
  severity: 'high',
  confidence: 'medium',
  about: 'publishing',
  needs: [],
  remedy: 'Find out which registry the copy came from, and compare the two: `touchstone diff <folder> name@version`.',

  *judge({ onMachine, release, history }) {
    for (const { name, version, place, integrity } of onMachine.copies) {
      const published = [release, ...history].find((each) => each.name === name && each.version === version)
      if (integrity === null || !published?.integrity.known) continue
      if (differ(integrity, published.integrity.value)) {
        yield {
          message: `${version} in the ${place} of this machine was locked with another hash than the registry states`,
          evidence: [],
          key: [version],
        }
      }
    }
  },
})

/** Whether two integrities contradict each other: in every algorithm that both name, no hash is the same. */
function differ(one: string, other: string): boolean {
  const hashes = (text: string) => text.split(/\s+/).flatMap((each) => /^(sha\d+)-([\w+/]+=*)/.exec(each)?.[0] ?? [])
  const [mine, theirs] = [hashes(one), hashes(other)]
  const shared = mine.filter((each) => theirs.some((hash) => hash.split('-', 1)[0] === each.split('-', 1)[0]))
  return shared.length > 0 && !shared.some((each) => theirs.includes(each))
}
