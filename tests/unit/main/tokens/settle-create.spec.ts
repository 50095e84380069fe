import { expect, it, vi } from 'vitest'
import { createRenewal } from '../../../../src/main/session/renewal.ts'
import { settleCreate } from '../../../../src/main/tokens/settle-create.ts'

/** A create under way, sent with a key that the server may refuse. */
function begun() {
  const renewal = createRenewal(() => undefined)
  const answer = Promise.withResolvers<void>()
  let isUnderWay = true
  const end = () => {
    isUnderWay = false
    answer.resolve()
  }
  let isWorking = false
  const settling = vi.fn()
  const giveUp = vi.fn(renewal.refuse)
  return {
    end,
    giveUp,
    settling,
    /** Its request is refused: it waits, until somebody signs in again or would not. */
    refuse: () => void renewal.wait().catch(end),
    /** A read is refused, which is none of it. */
    refuseAnother: () => void renewal.wait().catch(() => undefined),
    work: () => void (isWorking = true),
    settle: () =>
      void settleCreate({
        creation: { idle: () => answer.promise, isUnderWay: () => isUnderWay },
        session: { asked: renewal.asked },
        giveUp,
        mayGiveUp: () => !isWorking,
      }).then(settling),
  }
}

const soon = () => new Promise(setImmediate)

it('without a create there is nothing to wait for', async () => {
  const { end, settle, settling, giveUp } = begun()
  end()
  settle()
  await soon()
  expect(settling).toHaveBeenCalled()
  expect(giveUp).not.toHaveBeenCalled()
})

it('waits for the answer of one that was sent, whoever else is asked to sign in again', async () => {
  const { end, settle, settling, refuseAnother } = begun()
  refuseAnother()
  settle()
  await soon()
  expect(settling).not.toHaveBeenCalled()
  end()
  await soon()
  expect(settling).toHaveBeenCalled()
})

it('takes nothing from what else waits for somebody to sign in again, when its answer has come', async () => {
  const { end, refuseAnother, settle, settling, giveUp } = begun()
  settle()
  refuseAnother()
  end()
  await soon()
  expect(settling).toHaveBeenCalled()
  expect(giveUp).not.toHaveBeenCalled()
})

it.each(['before', 'after'])('gives up one that was refused %s the application was to end', async (when) => {
  const { refuse, settle, settling } = begun()
  if (when === 'before') refuse()
  settle()
  await soon()
  if (when === 'after') refuse()
  await soon()
  expect(settling).toHaveBeenCalled()
})

it('leaves the question to what else is under way, and asks about that', async () => {
  const { refuse, work, settle, settling, giveUp } = begun()
  work()
  refuse()
  settle()
  await soon()
  expect(settling).toHaveBeenCalled()
  expect(giveUp).not.toHaveBeenCalled()
})
