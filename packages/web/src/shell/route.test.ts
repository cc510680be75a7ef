import { describe, expect, it } from 'vitest'
import { roomPath, ROOMS, routeOf } from './route.ts'

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

  it('gives each room its own key', () => {
    expect(new Set(ROOMS.map(({ key }) => key)).size).toBe(ROOMS.length)
  })
})
