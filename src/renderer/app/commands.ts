import { inject, onScopeDispose, type InjectionKey } from 'vue'
import type { MenuCommand } from '../../contract/index.ts'

export interface Commands {
  readonly run: (command: MenuCommand) => void
  /** @returns what ends it; of several for one command the last counts */
  readonly on: (command: MenuCommand, handler: () => void) => () => void
}

/**
 * Keys and the menu's clicks end up here; screens say what a command does while they are there.
 *
 * @param blocked whether a dialog is open: commands belong to what lies behind it
 */
export function createCommands(blocked: () => boolean): Commands {
  const handlers = new Map<MenuCommand, (() => void)[]>()
  return {
    run(command) {
      if (!blocked()) handlers.get(command)?.at(-1)?.()
    },
    on(command, handler) {
      handlers.set(command, [...(handlers.get(command) ?? []), handler])
      return () => {
        const rest = (handlers.get(command) ?? []).filter((other) => other !== handler)
        handlers.set(command, rest)
      }
    },
  }
}

export const commandsKey: InjectionKey<Commands> = Symbol('commands')

/** Says what a command does while this component is there. */
export function useCommand(command: MenuCommand, handler: () => void): void {
  const commands = inject(commandsKey)
  if (commands) onScopeDispose(commands.on(command, handler))
}
