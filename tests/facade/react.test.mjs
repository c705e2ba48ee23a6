/** The hooks in React 19, strict mode, in a DOM. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { JSDOM } from 'jsdom'

const dom = new JSDOM('<!doctype html><body></body>', { url: 'http://localhost/' })
globalThis.window = dom.window
globalThis.document = dom.window.document
globalThis.navigator ??= dom.window.navigator
globalThis.IS_REACT_ACT_ENVIRONMENT = true

const React = await import('react')
const { createRoot, hydrateRoot } = await import('react-dom/client')
const { renderToString } = await import('react-dom/server')
const { QueryClient, QueryClientProvider, HydrationBoundary, dehydrate, keepPreviousData, notifyManager, useIsFetching, useMutation, useQuery, useQueryClient } = await import('querycache/react')

const { act, createElement: h, StrictMode, useState } = React
notifyManager.setScheduler(queueMicrotask)

let client, root, box
test.beforeEach(() => {
  client = new QueryClient()
  box = document.body.appendChild(document.createElement('div'))
  root = createRoot(box)
})
test.afterEach(async () => {
  await act(async () => root.unmount())
  client.destroy()
  box.remove()
})
const show = (component) => act(async () => root.render(h(StrictMode, null, h(QueryClientProvider, { client }, h(component)))))

test('a query is fetched once in strict mode, shown, and nobody is left subscribed', async () => {
  let calls = 0
  await show(function Deal() {
    const { data, isPending } = useQuery({ queryKey: ['deal', 1], queryFn: async () => (calls++, 'Everest') })
    return isPending ? 'loading' : data
  })
  assert.equal(box.textContent, 'Everest')
  assert.equal(calls, 1)
  const query = client.getQueryCache().find({ queryKey: ['deal', 1] })
  assert.equal(query.getObserversCount(), 1)
  await act(async () => root.render(null))
  assert.equal(query.getObserversCount(), 0)
})

test('a write shows at once; only fields that were read render again', async () => {
  client.setQueryData(['n'], { n: 1 })
  let renders = 0
  await show(function Number() {
    renders++
    const { data } = useQuery({ queryKey: ['n'], queryFn: () => new Promise(() => {}), staleTime: Infinity })
    return data.n
  })
  const before = renders
  await act(async () => client.setQueryData(['n'], { n: 1 }))
  assert.equal(renders, before)
  await act(async () => client.setQueryData(['n'], { n: 2 }))
  assert.equal(box.textContent, '2')
  await act(async () => void client.refetchQueries())
  assert.equal(renders, before + 2, 'strict mode renders twice for the write, not at all for fetchStatus')
})

test('a changed key shows the previous data until the new one is there', async () => {
  let setPage
  const answers = {}
  await show(function Page() {
    const [page, set] = useState(1)
    setPage = set
    const { data, isPlaceholderData } = useQuery({ queryKey: ['page', page], placeholderData: keepPreviousData, queryFn: () => new Promise((resolve) => (answers[page] = resolve)) })
    return `${data ?? 'none'}${isPlaceholderData ? ' (old)' : ''}`
  })
  assert.equal(box.textContent, 'none')
  await act(async () => answers[1]('one'))
  assert.equal(box.textContent, 'one')
  await act(async () => setPage(2))
  assert.equal(box.textContent, 'one (old)')
  await act(async () => answers[2]('two'))
  assert.equal(box.textContent, 'two')
})

test('a mutation shows pending, success and error, and writes through the client', async () => {
  let mutate, answer
  await show(function Save() {
    const cache = useQueryClient()
    const { data } = useQuery({ queryKey: ['name'], queryFn: async () => 'old', staleTime: Infinity })
    const save = useMutation({
      mutationFn: (name) => new Promise((resolve, reject) => (answer = { resolve: () => resolve(name), reject })),
      onMutate: (name) => {
        const before = cache.getQueryData(['name'])
        cache.setQueryData(['name'], name)
        return before
      },
      onError: (_error, _name, before) => cache.setQueryData(['name'], before),
    })
    mutate = save.mutate
    return `${data} ${save.status}${save.error ? ': ' + save.error.message : ''}`
  })
  assert.equal(box.textContent, 'old idle')
  await act(async () => mutate('new'))
  assert.equal(box.textContent, 'new pending')
  await act(async () => answer.resolve())
  assert.equal(box.textContent, 'new success')
  await act(async () => mutate('bad'))
  await act(async () => answer.reject(new Error('refused')))
  assert.equal(box.textContent, 'new error: refused')
})

test('an error is thrown to the boundary when asked for', async () => {
  class Boundary extends React.Component {
    state = { error: undefined }
    static getDerivedStateFromError = (error) => ({ error })
    render() {
      return this.state.error ? `caught ${this.state.error.message}` : this.props.children
    }
  }
  const log = console.error
  console.error = () => {}
  await show(() =>
    h(Boundary, null, h(function Failing() {
      useQuery({ queryKey: ['f'], queryFn: async () => { throw new Error('no') }, retry: false, throwOnError: true })
      return 'fine'
    })),
  )
  console.error = log
  assert.equal(box.textContent, 'caught no')
})

test('what the server rendered is hydrated without a fetch', async () => {
  const server = new QueryClient()
  await server.prefetchQuery({ queryKey: ['list'], queryFn: async () => ['a', 'b'] })
  const state = JSON.parse(JSON.stringify(dehydrate(server)))
  server.destroy()
  let calls = 0
  const List = () => useQuery({ queryKey: ['list'], queryFn: async () => (calls++, ['c']), staleTime: 60_000 }).data?.join() ?? 'none'
  const page = (client) => h(StrictMode, null, h(QueryClientProvider, { client }, h(HydrationBoundary, { state }, h(List))))
  const rendering = new QueryClient()
  const html = renderToString(page(rendering))
  rendering.destroy()
  assert.equal(html, 'a,b')
  const place = document.body.appendChild(document.createElement('div'))
  place.innerHTML = html
  let hydrated
  await act(async () => (hydrated = hydrateRoot(place, page(client))))
  assert.equal(place.textContent, 'a,b')
  assert.equal(calls, 0)
  await act(async () => hydrated.unmount())
  place.remove()
})

test('useIsFetching counts', async () => {
  await show(() => String(useIsFetching()))
  assert.equal(box.textContent, '0')
  let answer
  await act(async () => void client.prefetchQuery({ queryKey: ['x'], queryFn: () => new Promise((resolve) => (answer = resolve)) }))
  assert.equal(box.textContent, '1')
  await act(async () => answer(1))
  assert.equal(box.textContent, '0')
})
