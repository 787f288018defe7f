import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { orders } from './orders.ts'

const length = Buffer.byteLength(orders)
const server = createServer((request, response) => {
  request.resume()
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': length })
  response.end(orders)
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
process.on('disconnect', () => process.exit())
