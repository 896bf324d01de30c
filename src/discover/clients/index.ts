import type { Client } from '../client.js'
import { amazonQ } from './amazon-q.js'
import { amp } from './amp.js'
import { antigravity } from './antigravity.js'
import { anythingLlm } from './anythingllm.js'
import { augment } from './augment.js'
import { boltai } from './boltai.js'
import { claudeCode } from './claude-code.js'
import { claudeDesktop } from './claude-desktop.js'
import { cline } from './cline.js'
import { codebuddy } from './codebuddy.js'
import { codex } from './codex.js'
import { comate } from './comate.js'
import { continueDev } from './continue.js'
import { copilotCli } from './copilot-cli.js'
import { copilotJetbrains } from './copilot-jetbrains.js'
import { copilotXcode } from './copilot-xcode.js'
import { cortexCode } from './cortex-code.js'
import { crush } from './crush.js'
import { cursor } from './cursor.js'
import { deepAgents } from './deepagents.js'
import { devin } from './devin.js'
import { dive } from './dive.js'
import { dockerMcp } from './docker-mcp.js'
import { enconvo } from './enconvo.js'
import { factoryDroid } from './factory-droid.js'
import { firebaseStudio } from './firebase-studio.js'
import { fiveIre } from './five-ire.js'
import { forge } from './forge.js'
import { geminiCli } from './gemini-cli.js'
import { goose } from './goose.js'
import { grokBuild } from './grok-build.js'
import { hermes } from './hermes.js'
import { ibmBob } from './ibm-bob.js'
import { iflow } from './iflow.js'
import { jan } from './jan.js'
import { jetbrainsAi } from './jetbrains-ai.js'
import { junie } from './junie.js'
import { kiloCode } from './kilo-code.js'
import { kimi } from './kimi.js'
import { kiro } from './kiro.js'
import { librechat } from './librechat.js'
import { llxprt } from './llxprt.js'
import { lmStudio } from './lm-studio.js'
import { mcpHub } from './mcphub.js'
import { mcporter } from './mcporter.js'
import { mistralVibe } from './mistral-vibe.js'
import { neovate } from './neovate.js'
import { ohMyPi } from './oh-my-pi.js'
import { openClaw } from './openclaw.js'
import { opencode } from './opencode.js'
import { openHands } from './openhands.js'
import { pochi } from './pochi.js'
import { qoder } from './qoder.js'
import { qwenCode } from './qwen-code.js'
import { rooCode } from './roo-code.js'
import { rovoDev } from './rovo-dev.js'
import { sema4 } from './sema4.js'
import { tabnine } from './tabnine.js'
import { trae } from './trae.js'
import { visualStudio } from './visual-studio.js'
import { voidEditor } from './void.js'
import { vscode } from './vscode.js'
import { warp } from './warp.js'
import { windsurf } from './windsurf.js'
import { witsy } from './witsy.js'
import { zcode } from './zcode.js'
import { zed } from './zed.js'
import { zencoder } from './zencoder.js'

/** Every client that discovery knows, in the order of the report: the most used first, in groups of their kind. */
export const clients: readonly Client[] = [
  claudeDesktop,
  claudeCode,
  cursor,
  vscode,
  visualStudio,
  copilotCli,
  copilotJetbrains,
  copilotXcode,
  codex,
  geminiCli,
  windsurf,
  // Extensions of editors.
  cline,
  rooCode,
  kiloCode,
  continueDev,
  augment,
  tabnine,
  zencoder,
  amp,
  // Editors.
  zed,
  antigravity,
  kiro,
  trae,
  qoder,
  junie,
  jetbrainsAi,
  devin,
  voidEditor,
  firebaseStudio,
  mcpHub,
  codebuddy,
  comate,
  zcode,
  ibmBob,
  // Command lines.
  opencode,
  goose,
  qwenCode,
  crush,
  amazonQ,
  factoryDroid,
  warp,
  kimi,
  iflow,
  llxprt,
  mistralVibe,
  grokBuild,
  rovoDev,
  openHands,
  hermes,
  openClaw,
  ohMyPi,
  pochi,
  neovate,
  forge,
  deepAgents,
  cortexCode,
  mcporter,
  // Desktop applications and what serves them.
  lmStudio,
  jan,
  anythingLlm,
  boltai,
  fiveIre,
  witsy,
  enconvo,
  sema4,
  dive,
  librechat,
  dockerMcp,
]
