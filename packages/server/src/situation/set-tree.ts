import { mintId } from '@eirene/domain/record'
import { FIRST_TREE, type NotificationTree, type TreeView } from '@eirene/domain/situation'
import { listDisplayNames, listMembers } from '@eirene/store/access'
import { findTree, insertTree } from '@eirene/store/situation'
import type { OperationCall } from '../edge/index.ts'
import type { FlashDesk } from './send-flash.ts'

/** The notification tree as it stands, who set it, and the people it can name. */
export async function viewTree({ db }: FlashDesk, call: OperationCall): Promise<TreeView> {
  const found = await call.read((tx) => findTree(tx, call.operation.id))
  const names = await listDisplayNames(db, found === undefined ? [] : [found.setBy])
  return {
    tree: found?.tree ?? FIRST_TREE,
    setAt: found === undefined ? null : found.setAt.toISOString(),
    setBy: found === undefined ? null : (names.get(found.setBy) ?? ''),
    people: await listMembers(db, call.operation.id),
  }
}

/** Sets the tree for reports that begin from now on; versions before it are kept. */
export async function setTree(desk: FlashDesk, call: OperationCall, tree: NotificationTree): Promise<TreeView> {
  const version = { id: mintId(), tree, setBy: call.reader.personId, setAt: desk.clock() }
  await call.read((tx) => insertTree(tx, call.operation.id, version))
  return viewTree(desk, call)
}
