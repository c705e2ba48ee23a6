/** A query key as text: the engine's (`src/wire/FORMATS.md`) and TanStack's hash. */
import { QueryCacheError } from '../errors.js'

/** Deeper keys, which keys that hold themselves are too, are refused. */
const MAX_DEPTH = 64

const NEEDS_ESCAPE = /["\\\u0000-\u001f\ud800-\udfff]/

function quote(text: string): string {
  return NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : '"' + text + '"'
}

/** What JSON would see of an object. */
export function plain(value: object): unknown {
  return typeof (value as { toJSON?: unknown }).toJSON === 'function' ? (value as { toJSON(): unknown }).toJSON() : value
}

/** The names of an object's members, sorted; a few names are sorted faster in place than by `sort`. */
export function sortedNames(value: object): string[] {
  const names = Object.keys(value)
  for (let at = 1; at < names.length; at++) {
    const name = names[at]!
    let to = at
    while (to > 0 && names[to - 1]! > name) {
      names[to] = names[to - 1]!
      to--
    }
    names[to] = name
  }
  return names
}

/** The order in which JSON writes sorted names: those that are array indexes come first, by number. */
function jsonOrder(names: string[]): string[] {
  if (!names.some((name) => name >= '0' && name < ':')) return names
  const object = Object.create(null) as Record<string, true>
  for (const name of names) object[name] = true
  return Object.keys(object)
}

function write(value: unknown, exact: boolean, depth: number): string {
  switch (typeof value) {
    case 'string':
      return quote(value)
    case 'number':
      if (Number.isFinite(value)) return '' + value
      return exact ? (value !== value ? 'N' : value > 0 ? 'I' : '-I') : 'null'
    case 'boolean':
      return value ? 'true' : 'false'
    case 'bigint':
      throw new QueryCacheError('invalid_key', 'A query key cannot hold a BigInt, which JSON cannot tell from a number: use a string.')
    case 'object':
      break
    default:
      return exact ? 'u' : 'null'
  }
  if (value === null) return 'null'
  if (depth > MAX_DEPTH) throw new QueryCacheError('invalid_key', `A query key is nested deeper than ${MAX_DEPTH} levels, or holds itself.`)
  const seen = plain(value)
  if (seen !== value) return write(seen, exact, depth + 1)
  if (Array.isArray(value)) {
    let out = '['
    for (let at = 0; at < value.length; at++) out += (at ? ',' : '') + write(value[at], exact, depth + 1)
    return out + ']'
  }
  let out = ''
  for (const name of exact ? sortedNames(value) : jsonOrder(sortedNames(value))) {
    const member = (value as Record<string, unknown>)[name]
    const kind = typeof member
    if (!exact && (kind === 'undefined' || kind === 'function' || kind === 'symbol')) continue
    out += (out && ',') + quote(name) + ':' + write(member, exact, depth + 1)
  }
  return '{' + out + '}'
}

/** Throws `invalid_key` for what is no array. */
export function refuse(key: unknown): never {
  throw new QueryCacheError('invalid_key', `A query key is an array, not ${key === null ? 'null' : typeof key}.`)
}

/** The engine's text of a key: JSON that tells undefined, NaN and the infinities apart. Throws `invalid_key`. */
export function keyText(key: readonly unknown[]): string {
  if (!Array.isArray(key)) refuse(key)
  return write(key, true, 0)
}

/**
 * The hash by which keys are the same, as TanStack's `hashKey`: JSON with sorted names; undefined members are left out.
 *
 * @throws QueryCacheError `invalid_key`: a BigInt, nested deeper than 64 levels, or holding itself.
 */
export function hashKey(key: readonly unknown[]): string {
  return write(key, false, 0)
}
