import type { OutboxEntry, OutboxStore } from './outbox-store.ts'

/** For a browser that keeps nothing (private windows of some): works until the tab is closed, and the screen says so. */
export function openMemoryStore(): OutboxStore {
  const entries = new Map<string, OutboxEntry>()
  return {
    add: (entry) => {
      if (!entries.has(entry.id)) entries.set(entry.id, entry)
      return Promise.resolve()
    },
    list: (personId) => Promise.resolve([...entries.values()].filter((entry) => entry.personId === personId)),
    settle: (id, answer) => {
      const entry = entries.get(id)
      if (entry !== undefined && entry.state !== 'received') entries.set(id, { ...entry, ...answer })
      return Promise.resolve()
    },
    remove: (id) => {
      entries.delete(id)
      return Promise.resolve()
    },
    close: () => undefined,
  }
}
