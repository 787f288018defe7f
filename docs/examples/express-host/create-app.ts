import { getRequestListener } from '@hono/node-server'
import { isJackfieldError, type Kernel } from '@jackfield/core'
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import type { User } from './user.ts'

/**
 * A product with integrations: every request is answered for the organisation of the user who sends it, and no other.
 */
export function createApp(kernel: Kernel, userOf: (token: string | undefined) => User | undefined): Express {
  const app = express()
  const user = (request: Request): User | undefined => userOf(request.get('x-token'))

  // Before express.json(): a webhook's signature is over the bytes as they came.
  app.use('/jackfield', (request, response) => {
    const session = user(request)?.session
    const listener = getRequestListener((web) => kernel.handle(web, session === undefined ? {} : { session }), {
      overrideGlobalObjects: false,
    })
    return listener(request, response)
  })

  app.use(express.json())
  app.use((request, response, next) => {
    response.locals.user = user(request)
    if (response.locals.user === undefined) response.status(401).json({ message: 'Log in first.' })
    else next()
  })
  addRoutes(app, kernel)
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    if (!isJackfieldError(error)) response.status(500).json({ message: 'Something went wrong.' })
    else response.status(422).json({ code: error.code, message: error.message, problems: error.problems })
  })
  return app
}

function addRoutes(app: Express, kernel: Kernel): void {
  app.get('/connectors', (_request, response) => {
    const { organisation } = whoAsks(response)
    response.json(kernel.catalogue.list({ organisation }))
  })
  app.get('/connectors/:id', async ({ params }, response) => {
    const { organisation } = whoAsks(response)
    const connector = await kernel.catalogue.get({ organisation, connector: params.id })
    if (connector === undefined) response.status(404).json({ message: 'There is no such connector.' })
    else response.json(connector)
  })
  app.get('/connections', async (_request, response) => {
    const { organisation } = whoAsks(response)
    response.json(await kernel.connections.list({ organisation }))
  })
  app.post('/connections', async ({ body }, response) => {
    const { organisation } = whoAsks(response)
    response.status(201).json(await kernel.connections.add({ ...body, organisation }))
  })
  app.post('/connections/authorise', async ({ body }, response) => {
    const { organisation, session } = whoAsks(response)
    response.json(await kernel.connections.authorise({ ...body, organisation, session }))
  })
  app.post('/operations/:name', async ({ body, params }, response) => {
    const { organisation } = whoAsks(response)
    // With the organisation, a connection of another one is as unknown as one that does not exist.
    response.json(await kernel.invoke(params.name, { ...body, organisation }))
  })
  app.get('/changes', async (_request, response) => {
    const { organisation } = whoAsks(response)
    response.json(await kernel.changes.list({ organisation }))
  })
  app.post('/changes/:id/approve', async ({ params }, response) => {
    const { name, organisation } = whoAsks(response)
    const change = (await kernel.changes.list({ organisation })).find(({ id }) => id === params.id)
    if (change === undefined) response.status(404).json({ message: 'There is no such change.' })
    else response.json(await kernel.approve(change.id, { by: name }))
  })
}

const whoAsks = (response: Response): User => response.locals.user
