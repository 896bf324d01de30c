/** Calls that matter for agents and money, whichever library they are of: looked at by name first, since most calls are neither. */
import type { CallNode } from '../syntax.js'
import type { Value } from '../values.js'
import { recognisePrompt } from './agent-prompts.js'
import type { Recogniser } from './context.js'
import { recognisePayee } from './payee.js'

const PROMPTS = /^(?:createMessage|requestSampling|sample|request|sendRequest|send|call)$/
const LIBRARIES =
  /^(?:new )?pkg:(?:@anthropic-ai|@openai|@google|@github|@opencode-ai|@sourcegraph|ollama|@lmstudio|node-llama-cpp|clipboardy|node-clipboardy|copy-paste|electron)\b|clipboard/
const PAYS =
  /^(?:send|transfer|pay|withdraw|create(?:Tr|P|W|I)|sign|populate|submit|remit|request|write|deposit|broadcast|autofill|estimateGas|build|addOutput|replace|approve|increaseAllowance|safeApprove|set(?:App|Auth)|grantRole|addOwner)/i

/**
 * @param paths what the callee may be
 * @param sends whether the call is known to send something to a host
 */
export function recogniseAgentCall(
  to: Recogniser,
  call: CallNode,
  paths: readonly string[],
  method: string | undefined,
  sends: boolean,
  given: () => readonly Value[],
): void {
  const library = paths.find((path) => LIBRARIES.test(path))
  if (sends || library !== undefined || (method !== undefined && PROMPTS.test(method)))
    recognisePrompt(to, call, library ?? paths[0], method, given())
  if (library !== undefined || (method !== undefined && PAYS.test(method)))
    recognisePayee(to, call, library ?? paths[0], method, given())
}
