/** The laws of keys: the same key exactly when TanStack hashes it the same, matched exactly when TanStack matches it. */
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { querycache, tanstack } from './pkg.mjs'

const { QueryClient, QueryCacheError, hashKey } = querycache

const name = fc.constantFrom('a', 'b', 'page', 'status', '0', '1', 'x"y', 'é', '')
const scalar = fc.oneof(
  fc.constantFrom('a', 'b', '', '1', 'null', 'x"y\\', '\ud800', 'é', '\n'),
  fc.constantFrom(0, -0, 1, 1.5, 1e21, -1, NaN, Infinity, -Infinity),
  fc.constantFrom(true, false, null, undefined),
)
const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, scalar, fc.array(tie('value'), { maxLength: 3 }), tie('object')),
  object: fc
    .array(fc.tuple(name, tie('value')), { maxLength: 3 })
    .map((members) => members.reduce((object, [key, member]) => Object.defineProperty(object, key, { value: member, enumerable: true, configurable: true, writable: true }), {})),
}))
const key = fc.array(value, { maxLength: 4 })

const withDates = fc.array(fc.oneof(value, fc.date({ noInvalidDate: true }), fc.constant(new Map([[1, 2]])), fc.constant(Symbol('s')), fc.constant(() => 1)), { maxLength: 3 })

test('hashKey is TanStack\'s', () => {
  fc.assert(
    fc.property(withDates, (a) => assert.equal(hashKey(a), tanstack.hashKey(a))),
    { numRuns: 3000 },
  )
})

test('two keys find the same query exactly when TanStack hashes them the same', () => {
  fc.assert(
    fc.property(withDates, withDates, (a, b) => {
      const client = new QueryClient()
      client.setQueryData(a, 'here')
      assert.equal(client.getQueryData(b) === 'here', tanstack.hashKey(a) === tanstack.hashKey(b))
      assert.equal(client.getQueryData(a), 'here')
      client.destroy()
    }),
    { numRuns: 2000 },
  )
})

test('a filter matches exactly the queries that TanStack matches', () => {
  fc.assert(
    fc.property(fc.uniqueArray(key, { maxLength: 12, selector: (each) => tanstack.hashKey(each) }), key, (keys, filter) => {
      const client = new QueryClient()
      for (const each of keys) client.setQueryData(each, 1)
      const found = client.getQueryCache().findAll({ queryKey: filter }).map((query) => query.queryKey)
      assert.deepEqual(found, keys.filter((each) => tanstack.partialMatchKey(each, filter)))
      client.destroy()
    }),
    { numRuns: 3000 },
  )
})

test('a member named __proto__ is data like any other (TanStack leaves it out)', () => {
  const client = new QueryClient()
  const odd = JSON.parse('[{"__proto__":1}]')
  client.setQueryData(odd, 'odd')
  client.setQueryData([{}], 'plain')
  assert.equal(client.getQueryData(odd), 'odd')
  assert.equal(client.getQueryData([{}]), 'plain')
  assert.equal({}.polluted, undefined)
  client.destroy()
})

test('a date in a filter matches the same date (in TanStack any object)', () => {
  const client = new QueryClient()
  const [one, other] = [new Date(1), new Date(2)]
  client.setQueryData(['d', one], 1)
  client.setQueryData(['d', other], 2)
  client.setQueryData(['d', { page: 1 }], 3)
  assert.deepEqual(client.getQueriesData({ queryKey: ['d', new Date(2)] }).map(([, data]) => data), [2])
  assert.equal(tanstack.partialMatchKey([{ page: 1 }], [one]), true)
  client.destroy()
})

test('removing queries in any order leaves the others findable', () => {
  fc.assert(
    fc.property(fc.uniqueArray(key, { maxLength: 10, selector: (each) => tanstack.hashKey(each) }), fc.array(fc.nat(9)), (keys, removed) => {
      const client = new QueryClient()
      keys.forEach((each, at) => client.setQueryData(each, at))
      for (const at of removed) if (keys[at]) client.removeQueries({ queryKey: keys[at], exact: true })
      const left = keys.filter((_, at) => !removed.includes(at))
      assert.deepEqual(client.getQueryCache().getAll().map((query) => query.queryKey), left)
      for (const each of left) assert.notEqual(client.getQueryData(each), undefined)
      client.destroy()
    }),
    { numRuns: 1000 },
  )
})

test('keys that cannot be keys are refused with a typed error, and nothing is lost', () => {
  const client = new QueryClient()
  client.setQueryData(['kept'], 1)
  const cyclic = []
  cyclic.push(cyclic)
  const deep = JSON.parse('['.repeat(200) + ']'.repeat(200))
  for (const bad of [['a', 1n], cyclic, deep, [{ deep }], 'text', null, 7, {}]) {
    assert.throws(
      () => client.setQueryData(bad, 1),
      (error) => error instanceof QueryCacheError && error.code === 'invalid_key' && error.message.length > 20,
      String(typeof bad),
    )
  }
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  assert.throws(() => client.setQueryData(['p', proxy], 1), TypeError)
  assert.throws(() => client.setQueryData([{ get a() { throw new RangeError('mine') } }], 1), RangeError)
  assert.equal(client.getQueryData(['kept']), 1)
  assert.equal(client.getQueryCache().getAll().length, 1)
  client.destroy()
})
