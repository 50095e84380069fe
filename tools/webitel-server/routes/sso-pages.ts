import type { FastifyInstance } from 'fastify'
import type { Switches } from '../switches.ts'
import { PROVIDERS } from './domain.ts'

const STYLE =
  'body{font:16px system-ui;max-width:24rem;margin:4rem auto}label,button,a{display:block;margin:.5rem 0}'

/**
 * The web client's sign-in page. With the cookies of a provider it learns the session's key and goes to an
 * address that carries it as `accessToken`; without them it offers the providers, which lead back here.
 */
export function authPage(app: FastifyInstance, switches: Switches): void {
  const html = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }
  const body = () => (switches.authPageTellsKey ? AUTH_BODY : '<p>You can close this page.</p>')
  app.get('/app/auth', (_request, reply) => reply.headers(html).send(page('Sign in', body())))
  app.get('/app/', (_request, reply) => reply.headers(html).send(page('Signed in', '<p>Signed in.</p>')))
}

/** The form of a provider; `failure` is shown above it. */
export function providerPage(name: string, failure: string): string {
  return page(
    name,
    `${failure === '' ? '' : `<p role="alert">${failure}</p>`}<form method="post">
<label>Login <input name="login" autocomplete="username" autofocus></label>
<label>Password <input name="password" type="password" autocomplete="current-password"></label>
<button>Continue</button> <button name="deny" value="yes">Deny</button></form>`,
  )
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<style>${STYLE}</style></head><body><h1>${title}</h1>${body}</body></html>`
}

const LINKS = PROVIDERS.map(({ name, url }) => `<a data-provider="${url}">${name}</a>`).join('\n')

const AUTH_BODY = `<div id="providers" hidden>${LINKS}</div><script>
const back = encodeURIComponent(location.origin + '/app/auth')
for (const link of document.querySelectorAll('[data-provider]'))
  link.href = '/api/login' + link.dataset.provider + '?redirect_uri=' + back
fetch('/api/login?domain=', { credentials: 'include' })
  .then((answer) => (answer.ok ? answer.json() : {}))
  .then(({ access_token }) => {
    if (access_token) location.replace('/app/?accessToken=' + encodeURIComponent(access_token))
    else document.getElementById('providers').hidden = false
  })
</script>`
