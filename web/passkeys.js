// Signs in by a passkey, or makes one: asks the server what to sign, the authenticator to sign it, and sends the form with both answers.
// Where the browser knows no passkeys, or without scripts, the page does not offer them.
(() => {
  'use strict'

  // They are bound to a name: at an address of numbers there are none.
  if (!window.isSecureContext || !window.PublicKeyCredential || /^[\d.]+$|^\[/.test(location.hostname)) return

  const bytes = text => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), each => each.charCodeAt(0))
  const letters = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

  /** What a new passkey says: what the browser did, and the public key. */
  async function create(options) {
    const { response } = await navigator.credentials.create({ publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: options.excludeCredentials.map(each => ({ ...each, id: bytes(each.id) })),
    } })
    return { 'client-data': response.clientDataJSON, attestation: response.attestationObject }
  }

  /** Which passkey signed, and what. */
  async function get(options) {
    const { rawId, response } = await navigator.credentials.get({ publicKey: { ...options, challenge: bytes(options.challenge) } })
    return { id: rawId, 'client-data': response.clientDataJSON, 'authenticator-data': response.authenticatorData,
             signature: response.signature }
  }

  for (const unable of document.querySelectorAll('[data-unable]')) unable.hidden = true
  for (const box of document.querySelectorAll('[data-passkey]')) {
    const form = box.querySelector('form')
    const failed = box.querySelector('[data-failed]')
    const button = form.querySelector('button')
    box.hidden = false
    form.addEventListener('submit', async event => {
      event.preventDefault()
      failed.hidden = true
      button.disabled = true
      try {
        const answer = await fetch(box.dataset.options, { headers: { Accept: 'application/json' } })
        if (!answer.ok) throw new Error(answer.statusText)
        const ceremony = box.dataset.passkey === 'create' ? create : get
        for (const [name, value] of Object.entries(await ceremony(await answer.json()))) {
          const field = form.elements[name] || form.appendChild(Object.assign(document.createElement('input'), { type: 'hidden', name }))
          field.value = letters(value)
        }
        form.submit()
      } catch {
        // Not allowed, nothing found, too late, no connection: the browser says no more, so that pages cannot find out who has passkeys.
        failed.hidden = false
        button.disabled = false
      }
    })
  }
})()
