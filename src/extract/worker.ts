/** The worker thread's entry: one package in, its behaviour out. */
import type { Artifact, Behaviour } from '../model.js'
import { extractBehaviour } from './extract.js'
import type { WorkerTask } from './pool.js'

export default function analyse(task: WorkerTask): Behaviour {
  const bytes = new Map(task.files.map((file) => [file.path, file.bytes]))
  const artifact: Artifact = {
    purl: task.purl,
    integrity: task.integrity,
    list: () => task.files,
    read: (path) => bytes.get(path),
    refused: [],
  }
  return extractBehaviour(artifact, task.leaveOut)
}
