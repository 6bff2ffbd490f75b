// Makes forms kinder: nothing typed is lost, nothing is sent twice, and the page stays where it is. Every form works without it.
(() => {
  'use strict'

  if (!window.sfat) return
  const { text, parse, focus, signedIn } = window.sfat
  const token = document.querySelector('meta[name="csrf"]')?.content
  const $ = id => document.getElementById(id)
  const pause = seconds => new Promise(done => { setTimeout(done, seconds * 1000) })

  // ── Drafts: per person and address, on this device, until the server has acknowledged them ──────────────────────────────

  const prefix = `sfat.draft.${signedIn}.`
  const month = 30 * 86400e3
  const drafts = {
    read(name) { try { return JSON.parse(localStorage.getItem(prefix + name)) } catch { return null } },
    write(name, draft) { try { localStorage.setItem(prefix + name, JSON.stringify({ ...draft, at: Date.now() })) } catch { /* full or forbidden */ } },
    drop(name) { try { localStorage.removeItem(prefix + name) } catch { /* forbidden */ } },
    /** Drops what is old, or everything: at sign-out nothing stays on a shared computer. */
    sweep(all) {
      try {
        for (const key of Object.keys(localStorage).filter(each => each.startsWith('sfat.draft.'))) {
          if (all || Date.now() - (JSON.parse(localStorage.getItem(key))?.at || 0) > month) localStorage.removeItem(key)
        }
      } catch { /* forbidden */ }
    },
  }

  // Whoever signs out leaves nothing behind, also nothing that is saved on the way.
  let leaves = false

  const path = form => new URL(form.action).pathname
  /** What a form is for: `post` stays on the page, `send` goes where the answer leads; all others go as they always did. */
  const kind = form => ['post', 'send'].includes(form.dataset.enhance) ? form.dataset.enhance : ''
  const forms = () => [...document.forms].filter(kind)
  const typed = form => [...form.elements].filter(each => each.matches('textarea, input[type="text"], input:not([type])'))
  const draftName = form => `${path(form)}#${form.elements.parent?.value || ''}`

  function save(form) {
    if (leaves) return
    const fields = {}
    for (const field of typed(form)) fields[field.name] = field.value
    if (Object.values(fields).some(each => each.trim())) drafts.write(draftName(form), { fields, key: keyOf(form) })
    else drafts.drop(draftName(form))
  }

  function restore(form) {
    const draft = drafts.read(draftName(form))
    if (!draft) return
    let changed = false
    for (const field of typed(form)) {
      const value = draft.fields[field.name]
      if (!value || field.value !== field.defaultValue || value === field.value) continue
      field.value = value
      changed = true
    }
    // The same text under the same key: had it arrived before the page was closed, it is not posted again.
    if (changed) form.dataset.key = draft.key
    if (changed) say(form, text('draft'))
  }

  function keyOf(form) {
    if (!form.dataset.key) form.dataset.key = crypto.randomUUID ? crypto.randomUUID() : [...crypto.getRandomValues(new Uint8Array(16))].join('-')
    return form.dataset.key
  }

  // ── What a form says ────────────────────────────────────────────────────────────────────────────────────────────────────

  function say(form, words) {
    let line = form.querySelector('[data-says]')
    if (!line) {
      line = document.createElement('p')
      line.dataset.says = ''
      line.className = 'says'
      line.setAttribute('role', 'status')
      form.append(line)
    }
    line.textContent = words
  }

  function clearProblems(form) {
    form.querySelectorAll('[aria-invalid]').forEach(each => each.removeAttribute('aria-invalid'))
    form.querySelectorAll('.error').forEach(each => { each.textContent = ''; each.hidden = true })
  }

  /** The problem beside its field, and the focus there. */
  function complain(form, problem) {
    const [first] = problem.errors || []
    const field = first && form.elements[first.field] || form.elements.body || typed(form)[0]
    const words = first?.detail || problem.detail || problem.title || text('failed')
    const id = `${field.id}-error`
    let line = $(id)
    if (!line) {
      line = document.createElement('p')
      line.id = id
      line.className = 'error'
      field.before(line)
    }
    line.hidden = false
    line.textContent = words
    const described = (field.getAttribute('aria-describedby') || '').split(' ').filter(each => each && each !== id)
    field.setAttribute('aria-describedby', [id, ...described].join(' '))
    field.setAttribute('aria-invalid', 'true')
    say(form, '')
    field.focus()
  }

  // ── Sending ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

  function send(form, button, accept, more = {}) {
    const data = new URLSearchParams(new FormData(form))
    if (button?.name) data.set(button.name, button.value)
    for (const [name, value] of Object.entries(more)) data.set(name, value)
    const headers = { Accept: accept, 'Content-Type': 'application/x-www-form-urlencoded' }
    if (token) headers['X-CSRF'] = token
    if (kind(form)) headers['Idempotency-Key'] = keyOf(form)
    return fetch(button?.hasAttribute('formaction') ? new URL(button.formAction).pathname : form.action, { method: 'POST', body: data, headers, credentials: 'same-origin' })
  }

  /** Sends until there is an answer, always under the same key: a lost answer is asked for again, never posted again. */
  async function persist(form, button) {
    for (let attempt = 0; ; attempt += 1) {
      let answer
      try { answer = await send(form, button, 'application/json') } catch { /* no network */ }
      if (answer && ![502, 503, 504].includes(answer.status)) return answer
      const wait = Number(answer?.headers.get('Retry-After')) || Math.min(30, 2 ** attempt)
      say(form, text('retrying'))
      await Promise.race([pause(wait * (0.5 + Math.random())), new Promise(done => addEventListener('online', done, { once: true }))])
    }
  }

  async function submit(form, button) {
    if (form.dataset.busy) return
    form.dataset.busy = ''
    save(form)
    clearProblems(form)
    say(form, text('sending'))
    const fields = typed(form).filter(each => !each.readOnly)
    const buttons = [...form.querySelectorAll('button')]
    fields.forEach(each => { each.readOnly = true })
    buttons.forEach(each => each.setAttribute('aria-disabled', 'true'))
    const free = () => {
      delete form.dataset.busy
      fields.forEach(each => { each.readOnly = false })
      buttons.forEach(each => each.removeAttribute('aria-disabled'))
    }
    const answer = await persist(form, button)
    const content = await answer.json().catch(() => ({}))
    free()
    if (!answer.ok) return complain(form, content)
    drafts.drop(draftName(form))
    delete form.dataset.key
    say(form, '')
    const location = answer.headers.get('Location')
    const waits = answer.status === 202  // for a moderator: it comes over no live connection yet
    if (kind(form) !== 'post') return leave(waits ? '/profile/moderation' : location || (content.id && `/posts/${content.id}`) || path(form))
    const inline = form.closest('[data-inline]')
    form.reset()
    typed(form).forEach(grow)
    form.querySelectorAll('[data-preview]').forEach(each => { each.hidden = true })
    if (waits) return say(form, text('held'))
    await arrive(content.id)
    if (inline) inline.remove()
  }

  /** The post comes over the live connection; where it does not, the page goes to it. */
  async function arrive(id) {
    for (let tries = 0; tries < 30; tries += 1) {
      const post = $(`post-${id}`)
      if (post) {
        post.scrollIntoView({ block: 'nearest' })
        return focus(post)
      }
      await pause(0.1)
    }
    leave(`/posts/${id}`)
  }

  function leave(address) {
    const to = new URL(address, location.href)
    // An address that differs in its fragment alone would not load anew.
    if (to.pathname === location.pathname && to.search === location.search) { location.hash = to.hash; location.reload() } else location.assign(to)
  }

  async function preview(form, button) {
    const place = form.querySelector('[data-preview]')
    const answer = await send(form, button, 'text/html').catch(() => null)
    const rendered = answer && parse(await answer.text()).querySelector('[data-preview]')
    if (!rendered || !place) return say(form, text('failed'))
    place.replaceChildren(...rendered.childNodes)
    place.hidden = false
    place.scrollIntoView({ block: 'nearest' })
    focus(place)
  }

  async function react(form, button) {
    const on = button.getAttribute('aria-pressed') !== 'true'
    button.setAttribute('aria-pressed', String(on))  // at once; the count follows over the live connection
    const answer = await send(form, button, 'application/json', { on: on ? '1' : '0' }).catch(() => null)
    if (answer?.ok) return
    button.setAttribute('aria-pressed', String(!on))
    if (answer?.status === 401) location.assign('/sign-in')
  }

  document.addEventListener('submit', event => {
    const form = event.target, button = event.submitter
    if (path(form) === '/sign-out') {
      leaves = true
      return drafts.sweep(true)
    }
    const isReaction = button?.name === 'reaction'
    if (isReaction ? !signedIn : !kind(form)) return
    event.preventDefault()
    if (isReaction) react(form, button)
    else if (button?.name === 'preview') preview(form, button)
    else submit(form, button)
  })

  // ── Answering in place ──────────────────────────────────────────────────────────────────────────────────────────────────

  let count = 0

  function inlineForm(post) {
    const open = post.parentElement.querySelector(':scope > [data-inline]')
    if (open) return open
    const model = document.querySelector('form#composer[data-enhance="post"]:not([hidden])')
    if (!model) return null
    const box = document.createElement('div')
    box.dataset.inline = ''
    box.className = 'inline-reply'
    const form = model.cloneNode(true)
    count += 1
    form.removeAttribute('id')
    delete form.dataset.key
    delete form.dataset.busy
    for (const each of form.querySelectorAll('[id]')) each.id += `-${count}`
    for (const each of form.querySelectorAll('[for]')) each.htmlFor += `-${count}`
    for (const each of form.querySelectorAll('[aria-describedby]')) {
      each.setAttribute('aria-describedby', each.getAttribute('aria-describedby').split(' ').map(id => `${id}-${count}`).join(' '))
    }
    form.querySelectorAll('[data-says], .error').forEach(each => each.remove())
    form.querySelectorAll('[data-preview]').forEach(each => { each.hidden = true })
    for (const field of typed(form)) field.value = field.defaultValue = ''
    form.elements['idempotency-key']?.remove()
    let parent = form.elements.parent
    if (!parent) {
      parent = document.createElement('input')
      parent.type = 'hidden'
      parent.name = 'parent'
      form.append(parent)
    }
    parent.value = post.dataset.post
    const cancel = document.createElement('button')
    cancel.type = 'button'
    cancel.className = 'act cancel'
    cancel.textContent = text('cancel')
    cancel.addEventListener('click', () => { box.remove(); focus(post) })  // the draft stays
    form.querySelector('button[type="submit"], button:not([type])')?.after(cancel)
    box.append(form)
    post.after(box)
    restore(form)
    return box
  }

  document.addEventListener('click', async event => {
    const link = event.target.closest?.('a[data-reply], a[data-quote]')
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return
    const post = link.closest('article[data-post]')
    const box = post && inlineForm(post)
    if (!box) return
    event.preventDefault()
    const field = box.querySelector('textarea')
    if ('quote' in link.dataset) {
      const answer = await fetch(link.href, { headers: { Accept: 'text/html' } }).catch(() => null)
      const quoted = answer?.ok && parse(await answer.text()).querySelector('textarea[name="body"]')?.value
      if (!quoted) return location.assign(link.href)
      field.value = field.value.trim() ? `${field.value.trim()}\n\n${quoted}` : quoted
      save(field.form)
    }
    grow(field)
    field.focus()
    field.setSelectionRange(field.value.length, field.value.length)
  })

  // ── While typing ────────────────────────────────────────────────────────────────────────────────────────────────────────

  const growsByItself = CSS.supports('field-sizing', 'content')

  function grow(field) {
    if (growsByItself || field.localName !== 'textarea') return
    field.style.height = 'auto'
    field.style.height = `${Math.min(field.scrollHeight + 2, innerHeight * 0.7)}px`
  }

  let saving
  document.addEventListener('input', event => {
    const form = event.target.form
    if (!form || !kind(form) || form.dataset.busy !== undefined || !typed(form).includes(event.target)) return
    grow(event.target)
    delete form.dataset.key  // another text is another post
    if (event.target.hasAttribute('aria-invalid')) clearProblems(form)
    say(form, '')
    clearTimeout(saving)
    saving = setTimeout(save, 400, form)
  })
  addEventListener('pagehide', () => {
    for (const form of forms()) {
      if (form.dataset.busy === undefined && typed(form).some(each => each.value !== each.defaultValue)) save(form)
    }
  })

  document.addEventListener('keydown', event => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && event.target.matches('form textarea')) event.target.form.requestSubmit()
    if (event.key === 'Escape') event.target.closest('[data-inline]')?.querySelector('button.cancel')?.click()
  })

  drafts.sweep(false)
  for (const form of forms()) {
    restore(form)
    typed(form).forEach(grow)
  }
})()
