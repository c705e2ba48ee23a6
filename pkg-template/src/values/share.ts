/**
 * Structural sharing: equal data keeps its identity, part by part. The cost is that of a comparison; something is copied
 * only where a part of the new data is replaced by an equal part of the old.
 */

/** Objects looked at in one call; a graph with more paths than that is taken as it is. */
const BUDGET = 1_000_000

/** Whether JSON could have made it: a plain object, one without a prototype included. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null || Object.getPrototypeOf(prototype) === null
}

const hasOwn = Object.prototype.hasOwnProperty

/** The new objects that contain the one looked at: data that holds itself is not followed. */
const path: object[] = []
let budget = 0

/** Two different containers of the same kind. */
function share(before: object, after: object): unknown {
  const arrays = Array.isArray(after)
  if (arrays ? !Array.isArray(before) : !isPlainObject(after) || !isPlainObject(before)) return after
  if (--budget < 0 || path.includes(after)) return after
  path.push(after)
  const shared = arrays ? shareArrays(before as unknown[], after) : shareObjects(before as Record<string, unknown>, after as Record<string, unknown>)
  path.pop()
  return shared
}

function shareMember(before: unknown, after: unknown): unknown {
  return typeof after === 'object' && typeof before === 'object' && after !== null && before !== null ? share(before, after) : after
}

function shareArrays(before: unknown[], after: unknown[]): unknown {
  let copy: unknown[] | undefined
  let equal = 0
  for (let at = 0; at < after.length; at++) {
    const value = after[at]
    const old = before[at]
    if (old === value) {
      if (at < before.length) equal++
      continue
    }
    const shared = shareMember(old, value)
    if (shared === old) equal++
    if (!Object.is(shared, value)) (copy ??= after.slice())[at] = shared
  }
  return equal === after.length && before.length === after.length ? before : (copy ?? after)
}

function shareObjects(before: Record<string, unknown>, after: Record<string, unknown>): unknown {
  let copy: Record<string, unknown> | undefined
  let equal = 0
  let names = 0
  // twice as fast as Object.keys, which makes a list and forgets the shape of the object
  for (const name in after) {
    if (!hasOwn.call(after, name)) continue
    names++
    const value = after[name]
    const old = before[name]
    if (old === value) {
      if (old !== undefined || hasOwn.call(before, name)) equal++
      continue
    }
    const shared = shareMember(old, value)
    if (shared === old) equal++
    if (!Object.is(shared, value)) {
      copy ??= copyOf(after)
      if (name === '__proto__') Object.defineProperty(copy, name, { value: shared, enumerable: true, configurable: true, writable: true })
      else copy[name] = shared
    }
  }
  return equal === names && Object.keys(before).length === names ? before : (copy ?? after)
}

function copyOf(value: Record<string, unknown>): Record<string, unknown> {
  return Object.getPrototypeOf(value) === null ? Object.assign(Object.create(null), value) : { ...value }
}

/** `after`, with every part that equals the same part of `before` replaced by it; `before` itself where all is equal. */
export function replaceEqualDeep<T>(before: unknown, after: T): T {
  if (before === after || typeof before !== 'object' || typeof after !== 'object' || before === null || after === null) return after
  // a getter of the data's may come back here: what it leaves is this call's own
  const [depth, left] = [path.length, budget]
  budget = BUDGET
  try {
    return share(before, after) as T
  } finally {
    path.length = depth
    budget = left
  }
}
