import { serviceOf } from '../../../src/main/keychain/service-name.ts'
import { idOf } from '../../../src/main/storage/identity.ts'

/** The service that the entries of a profile folder are kept under, once the application was started on it. */
export const serviceName = (profileFolder: string): string => serviceOf(idOf(profileFolder))
