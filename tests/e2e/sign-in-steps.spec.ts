import { expect, test } from './support/fixtures.ts'
import { settled } from './support/registry.ts'
import { alertIn, asked, field } from './support/sessions.ts'

test('a one-time code: sent by Enter or Verify, a wrong one said, back with what was typed, expired said', async ({
  start,
  server,
}) => {
  const { person, page } = await start()
  const { login, password, name, totp = '' } = server.login('totp')
  const code = page.getByLabel('One-time code', { exact: true })
  await person.signIn(server.url, login, password)
  await expect(code).toBeFocused()
  await expect(page.getByRole('heading', { name: 'Sign in', exact: true })).toBeVisible()

  await person.button('Verify').click()
  await expect(page.getByText('Enter the one-time code.')).toBeVisible()
  // Nothing is sent by itself.
  await code.pressSequentially('000000')
  expect(asked(server, 'login.2fa')).toHaveLength(0)
  await code.press('Enter')
  await expect(alertIn(page)).toContainText('The one-time code is not right.')
  await expect(alertIn(page)).toContainText('Invalid one-time code')
  await expect(code).toBeFocused()
  await expect(code).toHaveValue('000000')

  await person.button('Back').click()
  await expect(field(person, 'Server')).toHaveValue(server.url)
  await expect(field(person, 'Login')).toHaveValue(login)
  await expect(field(person, 'Password')).toHaveValue(password)
  await expect(field(person, 'Password')).toBeFocused()
  await expect(alertIn(page)).toBeHidden()

  await person.button('Sign in').click()
  await expect(code).toHaveValue('')
  server.state.expireSecondFactors()
  await code.fill(totp)
  await person.button('Verify').click()
  await expect(alertIn(page)).toContainText(
    'This step of signing in has expired. Begin again with your password.',
  )
  await expect(field(person, 'Password')).toHaveValue(password)

  await person.button('Sign in').click()
  await code.fill(`${totp.slice(0, 3)} ${totp.slice(3)}`)
  await person.button('Verify').click()
  await expect(person.heading(name)).toBeVisible()
})

test('a password that has to be changed: differing ones told at the field, the rules in the words of the server, then a code', async ({
  start,
  server,
}) => {
  const { person, page } = await start()
  const { login, password, name, totp = '' } = server.login('totp-expired')
  const first = page.getByLabel('New password', { exact: true })
  const second = page.getByLabel('Repeat new password', { exact: true })
  await person.signIn(server.url, login, password)
  await expect(first).toBeFocused()
  await expect(page.getByText('Your password has expired and must be changed')).toBeVisible()

  await person.button('Change password').click()
  await expect(page.getByText('Enter a new password.')).toBeVisible()
  await first.fill('Brand-New-42')
  await second.fill('Brand-New-43')
  await person.button('Change password').click()
  await expect(second).toBeFocused()
  await expect(second).toHaveAccessibleDescription('The two passwords differ. Type the same one twice.')
  expect(asked(server, 'password')).toHaveLength(0)

  for (const field of [first, second]) await field.fill('short')
  await second.press('Enter')
  await expect(alertIn(page)).toContainText('at least 8 characters, an upper-case letter, a digit')
  await expect(first).toHaveValue('short')
  await expect(second).toHaveValue('short')

  for (const field of [first, second]) await field.fill('Brand-New-42')
  await person.button('Change password').click()
  await page.getByLabel('One-time code', { exact: true }).fill(totp)
  await page.keyboard.press('Enter')
  await expect(person.heading(name)).toBeVisible()
  await settled(person)
  for (const { path, query } of server.requests)
    expect(`${path}${JSON.stringify(query)}`).not.toMatch(/Brand-New|short|Demo-|135790/)
})
