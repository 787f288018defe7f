import { action, defineConnector } from '@jackfield/core/sdk'

/** Answers what it was given, or asks for its clock many times in turn. */
export default defineConnector({
  id: 'isolated',
  version: '1.0.0',
  title: 'Isolated',
  actions: {
    echo: action({ effect: 'read', run: (input) => input }),
    ask: action({
      effect: 'read',
      input: { required: ['times'], properties: { times: { type: 'integer' } } },
      async run({ times }, { clock }) {
        for (let time = 0; time < Number(times); time += 1) await clock.sleep(0)
        return null
      },
    }),
  },
})
