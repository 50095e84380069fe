import './nonce.ts'
import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/inter/wght-italic.css'
import './theme/base.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { bridgeKey, withoutRejections } from './bridge.ts'
import { commandsKey, createCommands } from './commands.ts'
import { i18n } from './i18n.ts'
import { leaveKeysToInputMethods } from './input-method.ts'
import { useProblems } from './problems.ts'
import { createAppRouter } from './router.ts'
import { watchPage } from './unforeseen.ts'

leaveKeysToInputMethods(window)
const dialogIsOpen = (): boolean => document.querySelector('dialog[open]') !== null

const app = createApp(App)
  .provide(bridgeKey, withoutRejections(window.webitel))
  .provide(commandsKey, createCommands(dialogIsOpen))
  .use(createPinia())
  .use(i18n)
watchPage(app, (thrown) => useProblems().report(thrown))
app.use(createAppRouter()).mount('#app')
