/**
 * Finds the query of a key without building a string: nested maps, one step for each bracket, name and scalar. Two keys
 * end at the same node exactly when their `hashKey` is the same.
 */
import { QueryCacheError } from '../errors.js'
import { plain, sortedNames } from './text.js'

const ARRAY = Symbol('[')
const OBJECT = Symbol('{')
const END = Symbol('end')

type Step = string | number | boolean | null | symbol

/** One place in the maps. A single child stands inline; a map is made for the second one. */
export class KeyNode<T> {
  value: T | undefined = undefined
  #parent: KeyNode<T> | null
  #step: Step
  #onlyStep: Step = null
  #onlyChild: KeyNode<T> | null = null
  #children: Map<Step, KeyNode<T>> | null = null

  constructor(parent: KeyNode<T> | null, step: Step) {
    this.#parent = parent
    this.#step = step
  }

  child(step: Step): KeyNode<T> | undefined {
    if (this.#onlyChild !== null && this.#onlyStep === step) return this.#onlyChild
    return this.#children === null ? undefined : this.#children.get(step)
  }

  makeChild(step: Step): KeyNode<T> {
    const child = new KeyNode<T>(this, step)
    if (this.#onlyChild === null && this.#children === null) {
      this.#onlyStep = step
      this.#onlyChild = child
    } else {
      this.#children ??= new Map()
      if (this.#onlyChild !== null) {
        this.#children.set(this.#onlyStep, this.#onlyChild)
        this.#onlyChild = null
      }
      this.#children.set(step, child)
    }
    return child
  }

  /** Forgets the value, and every node that then leads nowhere. */
  clear(): void {
    this.value = undefined
    let node: KeyNode<T> = this
    while (node.value === undefined && node.#parent !== null && node.#onlyChild === null && (node.#children === null || node.#children.size === 0)) {
      const parent: KeyNode<T> = node.#parent
      if (parent.#onlyChild === node) parent.#onlyChild = null
      else parent.#children?.delete(node.#step)
      node = parent
    }
  }
}

/** The scalar as a step; undefined, NaN and the infinities are null in JSON, and so are functions and symbols. */
function scalarStep(value: unknown): Step {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      // `x - x` is 0 for finite numbers only
      return value - value === 0 ? value : null
    case 'bigint':
      throw new QueryCacheError('invalid_key', 'A query key cannot hold a BigInt, which JSON cannot tell from a number: use a string.')
    default:
      return null
  }
}

function isLeftOut(member: unknown): boolean {
  return member === undefined || typeof member === 'function' || typeof member === 'symbol'
}

/** The node at the end of `value`'s steps below `node`, if there is one. */
function find<T>(node: KeyNode<T>, value: unknown): KeyNode<T> | undefined {
  if (typeof value !== 'object') return node.child(scalarStep(value))
  if (value === null) return node.child(null)
  const seen = plain(value)
  if (seen !== value) return find(node, seen)
  let at: KeyNode<T> | undefined
  if (Array.isArray(value)) {
    at = node.child(ARRAY)
    for (let item = 0; at !== undefined && item < value.length; item++) at = find(at, value[item])
  } else {
    at = node.child(OBJECT)
    if (at === undefined) return undefined
    const names = sortedNames(value)
    for (let name = 0; at !== undefined && name < names.length; name++) {
      const member = (value as Record<string, unknown>)[names[name]!]
      if (isLeftOut(member)) continue
      at = at.child(names[name]!)
      if (at !== undefined) at = find(at, member)
    }
  }
  return at === undefined ? undefined : at.child(END)
}

function step<T>(node: KeyNode<T>, to: Step): KeyNode<T> {
  return node.child(to) ?? node.makeChild(to)
}

function make<T>(node: KeyNode<T>, value: unknown): KeyNode<T> {
  if (typeof value !== 'object') return step(node, scalarStep(value))
  if (value === null) return step(node, null)
  const seen = plain(value)
  if (seen !== value) return make(node, seen)
  let at: KeyNode<T>
  if (Array.isArray(value)) {
    at = step(node, ARRAY)
    for (const item of value) at = make(at, item)
  } else {
    at = step(node, OBJECT)
    for (const name of sortedNames(value)) {
      const member = (value as Record<string, unknown>)[name]
      if (!isLeftOut(member)) at = make(step(at, name), member)
    }
  }
  return step(at, END)
}

/** The values of keys. */
export class KeyInterner<T> {
  #root = new KeyNode<T>(null, null)

  find(key: readonly unknown[]): T | undefined {
    let node: KeyNode<T> | undefined = this.#root
    for (let at = 0; node !== undefined && at < key.length; at++) node = find(node, key[at])
    return node?.value
  }

  /** The node of a key, made where it is missing. Write the key's text first: that refuses keys without an end. */
  node(key: readonly unknown[]): KeyNode<T> {
    let node = this.#root
    for (const part of key) node = make(node, part)
    return node
  }
}
