import { useEffect, useRef, useState, type RefObject } from 'react'

/** Follows the size of an element in CSS pixels; 0 × 0 until it is laid out. */
export function useSize<T extends HTMLElement>(): readonly [
  RefObject<T | null>,
  { readonly width: number; readonly height: number },
] {
  const ref = useRef<T>(null)
  const [size, setSize] = useState({ width: 0, height: 0 })
  useEffect(() => {
    const element = ref.current
    if (element === null) return
    const observer = new ResizeObserver(([entry]) => {
      const box = entry?.contentRect
      if (box !== undefined) setSize({ width: Math.round(box.width), height: Math.round(box.height) })
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
    }
  }, [])
  return [ref, size]
}
