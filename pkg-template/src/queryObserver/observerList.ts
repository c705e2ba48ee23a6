/** The observers of one query, in the order in which they came; coming and going cost the same however many there are. */
export interface Placed {
  /** @internal Where it stands in its list. */
  place: number
}

export class ObserverList<T extends Placed> {
  #items: (T | undefined)[] = []
  size = 0

  add(item: T): void {
    item.place = this.#items.length
    // most queries have one observer: pushing into an empty list would make room for seventeen
    if (item.place === 0) this.#items = [item]
    else this.#items.push(item)
    this.size++
  }

  has(item: T): boolean {
    return this.#items[item.place] === item
  }

  /** Whether it was there. */
  delete(item: T): boolean {
    if (!this.has(item)) return false
    this.#items[item.place] = undefined
    this.size--
    if (this.size === 0) this.#items = []
    else if (this.size * 2 < this.#items.length) this.#close()
    return true
  }

  /** Takes the gaps out. */
  #close(): void {
    this.#items = this.toArray()
    this.#items.forEach((item, at) => (item!.place = at))
  }

  toArray(): T[] {
    return this.#items.filter((item): item is T => item !== undefined)
  }
}
