// Keeps an open page up to date. The page works without it; docs/protocol.md names every hook it relies on.
// It holds one WebSocket (or, where that is blocked, one event stream), starts from the log position the page was rendered at,
// and applies each change by element id, so that applying one twice is harmless.
(() => {
  'use strict'

  const body = document.body
  const page = body.dataset
  const lang = document.documentElement.lang || 'ro'
  const me = page.signedIn || ''
  const $ = id => document.getElementById(id)

  // Intl knows no Romani: Romanian's rules stand in for it.
  const locales = [lang, 'ro']
  const plural = new Intl.PluralRules(locales)
  const number = new Intl.NumberFormat(locales)
  const relative = new Intl.RelativeTimeFormat(locales, { numeric: 'auto' })

  /** A text of the page's language, with its plural form when a count is given. */
  function text(key, count) {
    const of = suffix => body.getAttribute(`data-text-${key}${suffix}`)
    if (count === undefined) return of('') || ''
    return (of(`-${plural.select(count)}`) || of('-other') || '').replace('{{count}}', number.format(count))
  }

  const policy = window.trustedTypes && trustedTypes.createPolicy('sfat', { createHTML: html => html })
  /** HTML of our own server as a document of its own, in which nothing runs. */
  const parse = html => new DOMParser().parseFromString(policy ? policy.createHTML(html) : html, 'text/html')

  // ── Times ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

  const units = [['day', 86400], ['hour', 3600], ['minute', 60]]

  function tell(time) {
    if (!time.dateTime || 'absolute' in time.dataset) return
    if (!time.title) time.title = time.textContent.trim()
    let seconds = (Date.parse(time.dateTime) - Date.now()) / 1000
    if (seconds > 0 && seconds < 600) seconds = 0  // a clock that is a little behind
    const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) || ['second', Infinity]
    const words = Math.abs(seconds) > 30 * 86400 ? time.title : relative.format(Math.round(seconds / size) || 0, unit)
    if (time.textContent !== words) time.textContent = words
  }

  const tellAll = root => root.querySelectorAll('time[datetime]').forEach(tell)

  // ── Applying a change ───────────────────────────────────────────────────────────────────────────────────────────────────

  /** What the reader's own page shows beyond what all share. */
  function dress(root) {
    tellAll(root)
    for (const own of root.querySelectorAll('[data-own]')) {
      const post = own.closest('[data-author]')
      own.hidden = !me || !post || post.dataset.author !== me
    }
  }

  // What belongs to this reader and this moment, not to the server's rendering.
  const kept = new Set(['open', 'aria-pressed', 'tabindex', 'value', 'formaction', 'hidden', 'title', 'data-unseen'])

  /** Makes `old` say what `fresh` says, touching only what differs: focus, selection and open parts stay. */
  function patch(old, fresh) {
    if (old.isEqualNode(fresh)) return
    if (old.nodeName !== fresh.nodeName || old.childNodes.length !== fresh.childNodes.length) return old.replaceWith(fresh)
    if (old.nodeType !== Node.ELEMENT_NODE) return void (old.data = fresh.data)
    for (const { name } of [...old.attributes]) if (!kept.has(name) && !fresh.hasAttribute(name)) old.removeAttribute(name)
    for (const { name, value } of fresh.attributes) {
      if ((!kept.has(name) || name === 'title') && old.getAttribute(name) !== value) old.setAttribute(name, value)
    }
    const children = [...fresh.childNodes]
    ;[...old.childNodes].forEach((child, index) => patch(child, children[index]))
  }

  const likeness = element => ['href', 'name', 'value'].map(each => element.getAttribute(each)).join(element.tagName)

  /** Replaces an element's content in place, and gives the focus back where its holder had to go. */
  function update(old, fresh) {
    const focused = old.contains(document.activeElement) && document.activeElement
    const like = focused && likeness(focused)
    const id = old.id
    const details = [...old.querySelectorAll('details')].map(each => each.open)
    const pressed = [...old.querySelectorAll('[aria-pressed="true"]')].map(likeness)
    const replies = old.querySelector(':scope > ol.replies')
    if (replies && !fresh.querySelector('ol.replies')) fresh.append(replies.cloneNode(true))
    fresh.querySelectorAll('details').forEach((each, index) => { each.open = details[index] || each.open })
    for (const each of fresh.querySelectorAll('[aria-pressed]')) {
      if (pressed.includes(likeness(each))) each.setAttribute('aria-pressed', 'true')
    }
    patch(old, fresh)
    if (!focused || focused.isConnected) return
    const now = $(id)
    const twin = now && [...now.querySelectorAll(focused.tagName)].find(each => likeness(each) === like)
    if (twin) twin.focus({ preventScroll: true })
    else if (now) focus(now)
  }

  function focus(element) {
    if (!element.hasAttribute('tabindex')) element.tabIndex = -1
    element.focus({ preventScroll: true })
  }

  /** Runs a change and scrolls by as much as it moved what is being read or typed. */
  function still(change) {
    const typing = document.activeElement && document.activeElement.matches('textarea, input') && document.activeElement
    const anchor = typing || articles().find(each => each.getBoundingClientRect().bottom > 0)
    const root = document.documentElement
    const before = anchor && anchor.getBoundingClientRect().top
    root.style.overflowAnchor = 'none'
    change()
    if (anchor) scrollBy({ top: anchor.getBoundingClientRect().top - before, behavior: 'instant' })
    requestAnimationFrame(() => { root.style.overflowAnchor = '' })
  }

  const shown = element => element.getClientRects().length > 0
  const articles = () => [...document.querySelectorAll('article[data-post], #threads > li')].filter(shown)

  // New here and not yet seen: item → seconds it has been in view. `beyond` stand on a later page.
  const unseen = new Map()
  let beyond = 0
  let beyondFirst = ''

  function insert(item, list, first) {
    const placed = Number(item.querySelector('[data-placed]')?.dataset.placed || 0)
    const next = first ? list.firstElementChild
      : [...list.children].find(each => Number(each.querySelector('[data-placed]')?.dataset.placed || 0) > placed)
    item.hidden = true
    list.insertBefore(item, next || null)
    list.hidden = false
    const following = articles().find(each => item.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING)
    const top = following ? following.getBoundingClientRect().top : Infinity
    const own = me && item.querySelector('article')?.dataset.author === me
    // It may appear at once where nothing that is being read stands below it; else it waits for the button.
    if (own || top <= 0 || top >= innerHeight) still(() => { item.hidden = false })
    if (own) return
    item.dataset.unseen = ''
    unseen.set(item, 0)
    announce()
  }

  function repliesOf(item, id) {
    const list = $(`replies-${id}`)
    if (list) return list
    const made = document.createElement('ol')
    made.className = 'replies'
    made.id = `replies-${id}`
    item.append(made)
    return made
  }

  function place(root, position) {
    const fresh = root.querySelector('[id]')
    if (!fresh) return
    dress(root)
    for (const told of root.querySelectorAll('#posts-title, #voices')) if ($(told.id)) update($(told.id), told.cloneNode(true))
    const article = root.querySelector('article[data-post]')
    const old = $(article ? article.id : fresh.id)
    if (old) return update(old, document.adoptNode(article || fresh))
    document.querySelectorAll('.empty').forEach(each => { each.hidden = true })
    if (!article) return $('threads') && fresh.localName === 'li' && insert(document.adoptNode(fresh), $('threads'), true)
    if (!$('posts')) return
    if (document.querySelector('a[rel="next"]')) {
      beyondFirst = beyondFirst || article.dataset.post
      beyond += 1
      return announce()
    }
    const parent = article.dataset.parent && $(`item-${article.dataset.parent}`)
    insert(document.adoptNode(fresh), parent ? repliesOf(parent, article.dataset.parent) : $('posts'))
  }

  // ── New posts: a button, an announcement, the title ─────────────────────────────────────────────────────────────────────

  const title = document.title
  const button = $('new-posts')
  let announcing = 0
  let announced = 0

  function announce() {
    const count = unseen.size + beyond
    const words = count ? text($('threads') ? 'threads' : 'new', count) : ''
    if (button) {
      if (count) button.textContent = `${words} ↓`
      if (button.hidden !== !count) still(() => { button.hidden = !count })
    }
    document.title = count ? `(${number.format(count)}) ${title}` : title
    if (!count) announced = 0
    if (count <= announced || announcing) return
    announcing = setTimeout(() => {
      announcing = 0
      const fresh = unseen.size + beyond
      if (fresh <= announced || !$('live-log')) return
      const line = document.createElement('p')
      line.textContent = text($('threads') ? 'threads' : 'new', fresh - announced)
      announced = fresh
      $('live-log').replaceChildren(line)
    }, 1500)
  }

  function reveal() {
    const items = [...unseen.keys()].filter(each => each.isConnected)
    for (const item of items) {
      item.hidden = false
      delete item.dataset.unseen
    }
    const goesBeyond = !items.length && beyondFirst
    unseen.clear()
    beyond = 0
    announce()
    if (goesBeyond) return location.assign(`/posts/${beyondFirst}`)
    const [first] = items.sort((a, b) => a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1)
    if (!first) return
    for (let up = first.parentElement; up; up = up.parentElement) if (up.localName === 'details') up.open = true
    const target = first.querySelector('article') || first
    target.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth' })
    focus(target)
  }

  if (button) button.addEventListener('click', event => { event.preventDefault(); reveal() })

  // Seen is what stood in view for four seconds while the page was in front.
  setInterval(() => {
    if (!unseen.size || document.hidden) return
    for (const [item, seconds] of unseen) {
      const { top, bottom } = item.getBoundingClientRect()
      if (!item.isConnected || (!item.hidden && shown(item) && top < innerHeight && bottom > 0 && seconds >= 4)) unseen.delete(item)
      else if (shown(item) && top < innerHeight && bottom > 0) unseen.set(item, seconds + 1)
    }
    announce()
  }, 1000)

  // ── The connection ──────────────────────────────────────────────────────────────────────────────────────────────────────

  let position = Number(page.position || 0)
  let log = page.log
  let socket, source, timer, slowly
  let failures = 0, refusals = 0, asked = 0
  let heard = 0
  let ended = false
  const remember = key => { try { return sessionStorage.getItem(key) } catch { return null } }

  function state(name) {
    clearTimeout(slowly)
    // A short interruption is nobody's concern.
    slowly = setTimeout(() => {
      const line = $('live-status')
      if (!line || line.dataset.state === name) return
      line.dataset.state = name
      line.textContent = text(name)
      if (name !== 'live' && $('readers')) $('readers').textContent = ''
    }, name === 'reconnecting' ? 2000 : 0)
  }

  function receive(message) {
    heard = Date.now()
    switch (message.op) {
      case 'subscribed':
        failures = refusals = 0
        log = message.log || log
        state('live')
        break
      case 'event':
        if (message.position <= position) return
        position = message.position
        page.position = position
        if (message.html) place(parse(message.html))
        if (message.data && 'locked' in message.data) lock(message.data.locked)
        if (message.data && 'departed' in message.data) depart(message.data.departed)
        if (concernsPerson.has(message.type)) refreshSoon(message)
        document.dispatchEvent(new CustomEvent('sfat:event', { detail: message }))
        break
      case 'position':
        position = Math.max(position, message.position)
        break
      case 'presence':
        if ($('readers')) $('readers').textContent = text('readers', message.readers)
        break
      case 'resync':
        refresh(message)
        break
      case 'problem':
        if (message.problem.status >= 500 || message.problem.status === 429) return drop()
        stop()
    }
  }

  function lock(isLocked) {
    // Moderators may write in a locked thread.
    if ($('composer')) $('composer').hidden = isLocked && !/moderator|administrator/.test(page.role)
    if ($('locked')) $('locked').hidden = !isLocked
  }

  /** A moderator put a post into another thread; where none is left, the page's address leads there. */
  function depart(post) {
    $(`post-${post}`)?.closest('li').remove()
    if (!document.querySelector('article[data-post]') && !isTyped()) location.reload()
  }

  const isTyped = () => [...document.querySelectorAll('textarea')].some(each => each.value !== each.defaultValue)

  // What changes every post of a person, and says so of none. Not all readers ask at once.
  const concernsPerson = new Set(['participant.renamed', 'participant.restricted', 'participant.profession-verified', 'consent.withdrawn'])
  let refreshing

  function refreshSoon(message) {
    clearTimeout(refreshing)
    refreshing = setTimeout(() => refresh(message), Math.random() * 3000)
  }

  /** The page anew, put into place: positions before it mean nothing any more. */
  async function refresh({ position: head, log: newLog }) {
    try {
      const answer = await fetch(location.href, { headers: { Accept: 'text/html' }, cache: 'no-store' })
      if (!answer.ok) throw answer.status
      const fresh = parse(await answer.text())
      const standing = new Set([...fresh.querySelectorAll('article[data-post]')].map(each => each.id))
      for (const item of fresh.querySelectorAll('li:has(> article[data-post]), #threads > li')) {
        const alone = document.implementation.createHTMLDocument('')
        alone.body.append(alone.importNode(item, true))
        alone.querySelectorAll('ol.replies > li').forEach(each => each.remove())
        place(alone)
      }
      // What came live may be more than one page: beyond what it shows it says nothing.
      const shown = [...fresh.querySelectorAll('article[data-post]')].map(each => Number(each.dataset.placed))
      const reach = fresh.querySelector('a[rel="next"]') ? Math.max(...shown) : Number(fresh.body.dataset.position)
      for (const old of document.querySelectorAll('article[data-post]')) {
        if (!standing.has(old.id) && Number(old.dataset.placed) <= reach) old.closest('li').remove()
      }
      const heading = fresh.getElementById('thread-head')
      if (heading && $('thread-head')) { dress(heading); update($('thread-head'), document.adoptNode(heading)) }
      if (fresh.getElementById('locked')) lock(!fresh.getElementById('locked').hidden)
      log = fresh.body.dataset.log || newLog
      position = Number(fresh.body.dataset.position || head)
    } catch {
      if (!isTyped()) location.reload()
    }
  }

  function subscribe() {
    asked += 1
    socket.send(JSON.stringify({ op: 'subscribe', id: String(asked), topic: page.topic, after: position, log, as: 'html', lang }))
  }

  function openSocket() {
    let mine
    try {
      mine = socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/live`, 'sfat.v1')
    } catch {
      refusals += 1
      return again()
    }
    let opened = false
    mine.onopen = () => { opened = true; heard = Date.now(); subscribe() }
    mine.onmessage = event => { if (mine === socket) receive(JSON.parse(event.data)) }
    mine.onclose = event => {
      if (mine !== socket) return
      socket = undefined
      if (!opened) refusals += 1
      if (event.code === 4401) ended = true
      again()
    }
  }

  function openStream() {
    const query = new URLSearchParams({ topic: page.topic, after: position, log, as: 'html', lang })
    const mine = source = new EventSource(`/live/events?${query}`)
    const hear = event => { if (mine === source) receive(JSON.parse(event.data)) }
    for (const name of ['message', 'subscribed', 'position', 'presence', 'resync', 'problem']) mine.addEventListener(name, hear)
    mine.onerror = () => {  // our own back-off, with our own position
      if (mine !== source) return
      mine.close()
      source = undefined
      again()
    }
  }

  function connect() {
    clearTimeout(timer)
    if (socket || source || !page.topic || stopped) return
    // Where something on the way refuses WebSocket, the event stream says the same.
    if (refusals >= 3 || remember('sfat.stream')) {
      try { sessionStorage.setItem('sfat.stream', '1') } catch { /* private browsing */ }
      openStream()
    } else openSocket()
  }

  function again() {
    state(ended ? 'ended' : navigator.onLine === false ? 'offline' : 'reconnecting')
    const longest = Math.min(30, 2 ** failures)
    failures += 1
    clearTimeout(timer)
    timer = setTimeout(connect, 1000 * (0.5 + Math.random() * (longest - 0.5)))
  }

  function drop() {
    const gone = socket || source
    socket = source = undefined
    if (gone) gone.close()
    again()
  }

  let stopped = false
  function stop() {
    stopped = true
    const gone = socket || source
    socket = source = undefined
    if (gone) gone.close()
    state('stopped')
  }

  /** After sleep or a change of network an open socket may be dead without knowing it: ask, and believe only an answer. */
  function probe() {
    if (!socket && !source) return failures = 0, connect()
    if (!socket || socket.readyState !== WebSocket.OPEN) return
    const mine = socket, since = Date.now()
    mine.send('{"op":"ping"}')
    setTimeout(() => { if (mine === socket && heard < since) drop() }, 8000)
  }

  addEventListener('online', probe)
  addEventListener('offline', () => state('offline'))
  addEventListener('pageshow', event => { if (event.persisted) drop() })
  document.addEventListener('visibilitychange', () => { if (!document.hidden) { tellAll(document); probe() } })
  setInterval(() => {
    tellAll(document)
    if (Date.now() - heard > 60000) probe()
  }, 30000)

  // ── Keys, which can be turned off ───────────────────────────────────────────────────────────────────────────────────────

  const stored = key => { try { return localStorage.getItem(key) } catch { return null } }

  function step(by) {
    const all = articles()
    const here = all.indexOf(document.activeElement?.closest('article[data-post], #threads > li'))
    const next = here >= 0 ? here + by : all.findIndex(each => each.getBoundingClientRect().bottom > 80)
    const target = all[Math.max(0, Math.min(all.length - 1, next))]
    if (!target) return
    focus(target)
    target.scrollIntoView({ block: 'nearest' })
  }

  function keyHelp() {
    const dialog = document.createElement('dialog')
    dialog.className = 'keys'
    dialog.setAttribute('aria-label', text('keys'))
    const list = document.createElement('dl')
    for (const key of ['j', 'k', 'r', '?']) {
      const term = document.createElement('dt'), meaning = document.createElement('dd'), cap = document.createElement('kbd')
      cap.textContent = key
      term.append(cap)
      meaning.textContent = text(`key-${{ j: 'next', k: 'previous', r: 'reply', '?': 'help' }[key]}`)
      list.append(term, meaning)
    }
    const act = (words, action) => {
      const made = document.createElement('button')
      made.type = 'button'
      made.textContent = words
      made.addEventListener('click', () => { action(); dialog.close() })
      return made
    }
    const off = stored('sfat.keys') === 'off'
    const turn = () => { try { localStorage.setItem('sfat.keys', off ? 'on' : 'off') } catch { /* not kept, then */ } }
    dialog.append(list, act(text(off ? 'keys-on' : 'keys-off'), turn), act(text('close'), () => {}))
    dialog.addEventListener('close', () => dialog.remove())
    body.append(dialog)
    dialog.showModal()
  }

  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || stored('sfat.keys') === 'off') return
    if (event.target.closest('input, textarea, select, dialog, [contenteditable]')) return
    const post = document.activeElement?.closest('article[data-post]')
    const reply = (post || document).querySelector('a[data-reply]')
    if (event.key === 'j') step(1)
    else if (event.key === 'k') step(-1)
    else if (event.key === 'r' && post && reply) reply.click()
    else if (event.key === 'r' && $('composer')) $('composer').querySelector('textarea')?.focus()
    else if (event.key === '?') keyHelp()
    else return
    event.preventDefault()
  })

  const keysButton = $('keys')
  if (keysButton) {
    keysButton.parentElement.hidden = false
    keysButton.addEventListener('click', keyHelp)
  }

  window.sfat = { text, parse, dress, update, focus, signedIn: me }
  dress(document)
  connect()
})()
