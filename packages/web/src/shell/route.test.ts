import { describe, expect, it } from 'vitest'
import { OPEN_ROOMS, roomPath, ROOMS, routeOf } from './route.ts'

describe('routeOf', () => {
  it('leads each room of an operation to itself', () => {
    for (const { room } of ROOMS)
      expect(routeOf(roomPath('minusca', room))).toEqual({ at: 'room', slug: 'minusca', room, rest: [] })
  })

  it('opens the picture when an address names no room', () => {
    expect(routeOf('/run/minusca')).toMatchObject({ at: 'room', room: 'situation' })
  })

  it('says that a path leads nowhere instead of going home', () => {
    expect(routeOf('/run/minusca/kitchen')).toEqual({ at: 'nowhere' })
    expect(routeOf('/nothing')).toEqual({ at: 'nowhere' })
  })

  it('survives a broken escape', () => {
    expect(routeOf('/invitation/%E0%A4%A')).toEqual({ at: 'invitation', token: '%E0%A4%A' })
  })

  it('puts the own account into the frame of an operation, or of none', () => {
    expect(routeOf('/account')).toEqual({ at: 'account', slug: null })
    expect(routeOf('/run/minusca/account')).toEqual({ at: 'account', slug: 'minusca' })
  })

  it('leads by rail and keys only to rooms whose work is done', () => {
    expect(OPEN_ROOMS.map(({ room }) => room)).toEqual(['report', 'incident', 'situation'])
  })

  it('gives each room its own key', () => {
    expect(new Set(ROOMS.map(({ key }) => key)).size).toBe(ROOMS.length)
  })
})
